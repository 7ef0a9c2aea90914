"""What was found in each group, kept beside the graph under a hash of all that decides it.

It can be found again, only at a cost: what cannot be read is not believed, and a folder that
cannot be written is no error.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from reviewgraph.generations import sources_of
from reviewgraph.graph.resemblances import RESEMBLANCES
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
    common = _common(state)
    digests = {review: each["digest"] for review, each in state.get("reviews", {}).items()}
    everything = sources_of(state)
    digests |= {name: f"{name} {everything}" for name in shared}
    return {group: _hashed(common, digest) for group, digest in digests.items()}


def _common(state: Mapping[str, Any]) -> str:
    return f"{_rules()} {state.get('tools')}"


@lru_cache(maxsize=1)
def _rules() -> str:
    """Return a hash of the shapes and of the code that judges, read once in each process."""
    rules = hashlib.sha256()
    code = (_CODE.glob(f"{part}/*.py") for part in ("validation", "checking"))
    asked = (shipped("shapes").rglob(f"*.{ending}") for ending in ("ttl", "rq"))
    for path in sorted(chain(*asked, *code)):
        rules.update(path.read_bytes())
    return rules.hexdigest()


def _hashed(*texts: str) -> str:
    return hashlib.sha256(" ".join(texts).encode()).hexdigest()


def _key_before(state: Mapping[str, Any]) -> str | None:
    """Return the key of the resemblances from which a generation differs by what ``came``."""
    if "came" not in state:
        return None
    return _hashed(_common(state), f"{RESEMBLANCES.value} {state['came']['of']}")


def known(folder: Path, keys: Mapping[str, str]) -> Verdicts:
    """Return what earlier checks found in the groups that are still the same."""
    kept = _kept(folder)
    try:
        return {
            group: tuple(map(from_record, kept[key])) for group, key in keys.items() if key in kept
        }
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError):
        return {}


def unjudged(folder: Path, state: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the resemblances that nobody has judged, if nothing is wrong with the others.

    None if that is not known.
    """
    before = _key_before(state)
    if before is None or _kept(folder).get(before) != []:
        return None
    return tuple(state["came"]["names"])


def _kept(folder: Path) -> dict[str, Any]:
    try:
        kept = json.loads((folder / _KEPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def remember(folder: Path, state: Mapping[str, Any], verdicts: Verdicts) -> None:
    """Keep what was found while a generation was built beside what is known of the rest of it."""
    keys = keys_of(state, verdicts.keys() - state["reviews"].keys())
    sound = unjudged(folder, state) is not None
    keep(folder, keys, known(folder, keys) | verdicts, _before(state) if sound else ())


def sound_before(state: Mapping[str, Any], verdicts: Verdicts) -> tuple[str, ...]:
    """Return the key to keep for resemblances that are sound, so that the next need not be judged.

    What comes later is named from there on.
    """
    return _before(state) if verdicts.get(RESEMBLANCES.value) == () else ()


def _before(state: Mapping[str, Any]) -> tuple[str, ...]:
    before = _key_before(state)
    return () if before is None else (before,)


def keep(
    folder: Path, keys: Mapping[str, str], verdicts: Verdicts, sound: Iterable[str] = ()
) -> None:
    """Write what was found, so that a reader sees the old file or the new one.

    ``sound`` are keys of groups in which nothing was found.
    """
    records: dict[str, Any] = {
        key: [as_record(finding) for finding in verdicts[group]]
        for group, key in sorted(keys.items())
        if group in verdicts
    }
    records |= {key: [] for key in sound}
    waiting = (folder / _KEPT).with_suffix(".new")
    with suppress(OSError):
        waiting.write_text(json.dumps(records), encoding="utf-8")
        waiting.replace(folder / _KEPT)
