"""What was found in each group, kept beside the graph under a hash of all that decides it.

It can be found again, only at a cost: what cannot be read is not believed, and a folder that
cannot be written is no error.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from reviewgraph.resources import shipped
from reviewgraph.validation import Finding, as_record, from_record

_KEPT = "verdicts.json"
_CODE = Path(__file__).resolve().parents[1]

Verdicts = dict[str, tuple[Finding, ...]]
"""What was found in each group of graphs, by the key of the group."""


def keys_of(state: Mapping[str, Any], shared: Iterable[str] = ()) -> dict[str, str]:
    """Return for each group a hash of its sources, the shapes, and the code and data of both.

    The group of a review has its own source; ``shared`` graphs rest on the sources of all.
    """
    rules = hashlib.sha256()
    code = (_CODE.glob(f"{part}/*.py") for part in ("validation", "checking"))
    asked = (shipped("shapes").rglob(f"*.{ending}") for ending in ("ttl", "rq"))
    for path in sorted(chain(*asked, *code)):
        rules.update(path.read_bytes())
    common = f"{rules.hexdigest()} {state.get('tools')}"
    digests = {review: each["digest"] for review, each in state.get("reviews", {}).items()}
    all_of_them = _hashed(*sorted(f"{review} {digest}" for review, digest in digests.items()))
    digests |= {name: f"{name} {all_of_them}" for name in shared}
    return {group: _hashed(common, digest) for group, digest in digests.items()}


def _hashed(*texts: str) -> str:
    return hashlib.sha256(" ".join(texts).encode()).hexdigest()


def known(folder: Path, keys: Mapping[str, str]) -> Verdicts:
    """Return what earlier checks found in the reviews that are still the same."""
    try:
        kept = json.loads((folder / _KEPT).read_text(encoding="utf-8"))
        return {
            review: tuple(map(from_record, kept[key]))
            for review, key in keys.items()
            if key in kept
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError):
        return {}


def remember(folder: Path, state: Mapping[str, Any], verdicts: Verdicts) -> None:
    """Keep what was found while a generation was built beside what is known of the rest of it."""
    keys = keys_of(state, verdicts.keys() - state["reviews"].keys())
    keep(folder, keys, known(folder, keys) | verdicts)


def keep(folder: Path, keys: Mapping[str, str], verdicts: Verdicts) -> None:
    """Write what was found, so that a reader sees the old file or the new one."""
    records = {
        key: [as_record(finding) for finding in verdicts[review]]
        for review, key in sorted(keys.items())
        if review in verdicts
    }
    waiting = (folder / _KEPT).with_suffix(".new")
    with suppress(OSError):
        waiting.write_text(json.dumps(records), encoding="utf-8")
        waiting.replace(folder / _KEPT)
