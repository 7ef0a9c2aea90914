"""What changed between two releases: an RDF Patch for machines, lists for people.

Both releases hold their quads as sorted distinct lines, so the difference is one walk through
two files, and what changed of one thing comes together.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reviewgraph.errors import GraphError
from reviewgraph.graph.reviews import WITHDRAWN, review_graph, tombstone_triples
from reviewgraph.namespaces import ID, RDF, RDFS, RG
from reviewgraph.publishing.edition import RELEASES, Edition
from reviewgraph.publishing.files import Files
from reviewgraph.publishing.fragments import NQUADS, canonical_lines
from reviewgraph.publishing.manifest import read_manifest, reviews_of
from reviewgraph.publishing.pieces import VERBATIM
from reviewgraph.publishing.telling import (
    KINDS,
    MOST_NAMED,
    Named,
    account,
    as_html,
    as_markdown,
)
from reviewgraph.rdf import Literal, RdfFormat, parse
from reviewgraph.turtle import sorted_triples

PATCH = "changes/changes.rdfp"
LIST = "changes/changes.csv"
PAGE = "changes/changes.md"
HTML = "changes/changes.html"
_TYPE = f" {RDF.type} ".encode()
_LABEL = re.compile(rf' {RDFS.label} ("(?:[^"\\]|\\.)*"@en) '.encode())
_WITHDRAWN = f" {RG.status} {WITHDRAWN} ".encode()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one thing."""

    kind: str
    key: str
    what: str
    """``added``, ``removed``, ``changed`` or, of a review, ``withdrawn``."""
    label: str = ""
    """Its label if it came with this release; what is gone is not named again."""


def difference(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield ``D`` and ``A`` with each line that only the old or only the new side has.

    Both must be sorted and distinct.
    """
    ours, theirs = iter(new), iter(old)
    here, there = next(ours, None), next(theirs, None)
    while here is not None or there is not None:
        if here == there:
            here, there = next(ours, None), next(theirs, None)
        elif there is None or (here is not None and here < there):
            yield b"A", here or b""
            here = next(ours, None)
        else:
            yield b"D", there
            there = next(theirs, None)


def changes_in(rows: Iterable[tuple[bytes, bytes]]) -> Iterator[Change]:
    """Yield what became of each thing, from the rows of a difference."""
    for subject, group in groupby(rows, key=lambda row: row[1].partition(b" ")[0]):
        kind, _, key = subject[1:-1].decode().removeprefix(ID).partition("/")
        lines = list(group)
        if kind in KINDS and subject.startswith(f"<{ID}".encode()):
            yield Change(kind, key, _what(lines), _label(lines))


def _what(lines: list[tuple[bytes, bytes]]) -> str:
    if any(mark == b"A" and _WITHDRAWN in line for mark, line in lines):
        return "withdrawn"
    typed = {mark for mark, line in lines if _TYPE in line}
    if typed == {b"A"}:
        return "added"
    return "removed" if typed == {b"D"} else "changed"


def _label(lines: list[tuple[bytes, bytes]]) -> str:
    for mark, line in lines:
        found = _LABEL.search(line) if mark == b"A" else None
        if found:
            return _unescaped(found[1].decode())
    return ""


def _unescaped(literal: str) -> str:
    """Return the text of a literal of N-Quads."""
    (quad,) = parse(f"<urn:a> <urn:b> {literal} .".encode(), format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, Literal)
    return quad.object.value


def write_changes(files: Files, edition: Edition) -> Counter[tuple[str, str]]:
    """Write the files of changes since the release before; return counts of kind and what.

    Raises GraphError if the release before cannot be read. Without one nothing is written.
    """
    counts: Counter[tuple[str, str]] = Counter()
    if edition.previous is None:
        return counts
    before = read_manifest(edition.previous).version
    secret = _Withheld(edition, files.folder)
    listed: dict[tuple[str, str], list[Named]] = {}
    with (
        _opened(edition.previous / NQUADS) as old,
        (files.folder / NQUADS).open("rb") as new,
        files.open(PATCH, zipped=True) as patch,
        files.open(LIST, zipped=True) as table,
    ):
        table.write(b"kind,id,change\n")
        patch.write(f"H id <{edition.iri}> .\nH prev <{RELEASES}{before}> .\n".encode())
        patch.write(secret.headers() + b"TX .\n" + secret.tombstones())

        def told() -> Iterator[tuple[bytes, bytes]]:
            for mark, line in difference(old, new):
                if not secret.holds(mark, line):
                    patch.write(mark + b" " + line)
                yield mark, line

        for change in changes_in(told()):
            counts[change.kind, change.what] += 1
            names = listed.setdefault((change.kind, change.what), [])
            if len(names) < MOST_NAMED:
                names.append(Named(change.key, change.label))
            table.write(_row(change))
        patch.write(b"TC .\n")
    page = account(before, edition.version, counts, listed, files=(LIST, PATCH))
    files.write(PAGE, as_markdown(page))
    files.write(HTML, as_html(page))
    return counts


class _Withheld:
    """Which deletions a patch may not spell out, because that would publish once more.

    A patch names what it deletes. Of a review withdrawn in this release it must not: its header
    says ``H withdrawn <review>``, and who applies the patch first drops the two graphs of that
    review and whatever else has a subject named after it. ``H without <property>`` asks to drop
    every statement with that property that the patch does not add.
    """

    def __init__(self, edition: Edition, folder: Path) -> None:
        before = _withdrawn(edition.previous) if edition.previous else {}
        now = _withdrawn(folder)
        self._reviews = {each: now[each] for each in sorted(now.keys() - before.keys())}
        self._properties = () if edition.with_text else tuple(sorted(map(str, VERBATIM)))

    def headers(self) -> bytes:
        """Return the rows of the header that tell of it."""
        reviews = (f"H withdrawn <{ID}review/{each}> .\n" for each in self._reviews)
        properties = (f"H without {each} .\n" for each in self._properties)
        return "".join((*reviews, *properties)).encode()

    def tombstones(self) -> bytes:
        """Return the additions that set up tombstones in the graphs that were dropped."""
        return b"".join(
            b"A " + line
            for each, kind in self._reviews.items()
            for line in canonical_lines(
                review_graph(each), sorted_triples(tombstone_triples(each, kind))
            )
        )

    def holds(self, mark: bytes, line: bytes) -> bool:
        """Say whether a row is not to be spelled out: for secrecy, or as part of a tombstone."""
        subject, predicate, *_ = line.decode().split(" ", 2)
        graph = line.decode().rsplit(" ", 2)[1]
        names = {part for node in (subject, graph) for part in _parts(node)}
        of_withdrawn = not names.isdisjoint(self._reviews)
        return of_withdrawn or (mark == b"D" and predicate in self._properties)


def _withdrawn(folder: Path) -> dict[str, str]:
    """Return the kinds of the withdrawn reviews of a release, by identifier."""
    return {each.identifier: each.kind for each in reviews_of(folder) if each.withdrawn}


def _parts(node: str) -> list[str]:
    return node.strip("<>").rpartition("/")[2].split("--")


def _opened(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise GraphError(f"{path}: cannot be read; name a whole release folder") from error


def _row(change: Change) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow((change.kind, change.key, change.what))
    return text.getvalue().encode()
