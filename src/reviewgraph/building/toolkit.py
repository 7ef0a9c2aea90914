"""What turning a source into triples needs: the scheme, the register and people's decisions."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reviewgraph.linking import Resolver, ledger
from reviewgraph.registries import Register, load_register
from reviewgraph.resources import shipped
from reviewgraph.themes.ledger import Decision, decisions_by_subject, read_decisions
from reviewgraph.themes.scheme import load_scheme
from reviewgraph.themes.tagging import Tagger

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Places:
    """The folders a build reads beside its sources."""

    links: Path
    """People's decisions on themes and agencies."""


@dataclass(frozen=True, slots=True)
class Toolkit:
    """All that is loaded once and then only read."""

    tagger: Tagger
    resolver: Resolver
    theme_decisions: Mapping[str, tuple[Decision, ...]]
    """By subject, such as ``recommendation:<key>``."""
    link_decisions: ledger.Decisions
    """By the local name of a mention."""


@lru_cache(maxsize=1)
def toolkit(places: Places) -> Toolkit:
    """Load the toolkit, once in each process; raise DataError if curated data is broken."""
    scheme = load_scheme(vocabulary_files())
    return Toolkit(
        tagger=Tagger(scheme),
        resolver=Resolver(register()),
        theme_decisions=decisions_by_subject(read_decisions(places.links / "themes.tsv", scheme)),
        link_decisions=ledger.read_decisions(places.links / "agencies.sssom.tsv", register()),
    )


@lru_cache(maxsize=1)
def register() -> Register:
    """Load the register of agencies, once in each process."""
    return load_register(shipped("data/registries"))


def vocabulary_files() -> list[Path]:
    """Return the Turtle files of the ontology and its concept schemes, sorted."""
    return sorted(shipped("ontology").glob("*.ttl"))


def fingerprint(places: Places) -> str:
    """Return a hash of all that decides what a source turns into, but for the source itself.

    That is the code, the vocabulary, the registries and people's decisions: a change to any of
    them makes every review stale.
    """
    return _hash(
        [
            *sorted(_PACKAGE.rglob("*.py")),
            *vocabulary_files(),
            *_files(shipped("queries")),
            *_files(shipped("data") / "registries"),
            *_files(shipped("data/resembling")),
            *_files(places.links),
        ]
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
