"""All files of a release that come from the graph, written in one pass over its fragments."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from itertools import islice

from reviewgraph import jsonld
from reviewgraph.publishing.columns import TABLES
from reviewgraph.publishing.edition import Edition
from reviewgraph.publishing.files import Files, Output
from reviewgraph.publishing.fragments import BETWEEN_NODES, JSONLD, NQUADS, TRIG, TURTLE, Fragment
from reviewgraph.publishing.manifest import Manifest, read_manifest
from reviewgraph.publishing.mappings import MAPPINGS, mapping_header
from reviewgraph.publishing.sorting import LineSorter
from reviewgraph.publishing.statistics import Statistics
from reviewgraph.publishing.tables import DESCRIPTION, FILES, header, written_description
from reviewgraph.turtle import HEADER

_LINES = 4096
"""Lines written at once."""


class Writing:
    """The pass over the graph, and what it counted."""

    def __init__(self, files: Files, edition: Edition) -> None:
        self._files, self._edition = files, edition
        self._open = ExitStack()
        self._outputs: dict[str, Output] = {}
        self._begun: set[str] = set()
        self._sorter = LineSorter(files.folder)
        self.statistics = Statistics()
        self.reviews: list[str] = []
        self._rows = {table.name: 0 for table in TABLES}

    def take(self, fragments: Iterable[Fragment], progress: Callable[[int], None]) -> None:
        """Write every fragment, and end the files."""
        with self._open:
            self._begin()
            for each in fragments:
                self._add(each)
                progress(len(self.reviews))
            self._outputs[JSONLD].write(jsonld.FOOT)
        self._write_lines()
        self._files.write(DESCRIPTION, written_description(self._edition))

    def _begin(self) -> None:
        heads = {
            TURTLE: HEADER,
            TRIG: HEADER,
            JSONLD: jsonld.head(),
            MAPPINGS: mapping_header(self._edition),
            **{FILES[table.name]: header(table) for table in TABLES},
        }
        for name, head in heads.items():
            output = self._open.enter_context(self._files.open(name, zipped=True))
            output.write(head)
            self._outputs[name] = output

    def _add(self, fragment: Fragment) -> None:
        for name, data in fragment.parts.items():
            if data and name == JSONLD and name in self._begun:
                self._outputs[name].write(BETWEEN_NODES)
            if data:
                self._outputs[name].write(data)
                self._begun.add(name)
        if fragment.review is not None:
            self.reviews.append(fragment.review)
            data = HEADER + fragment.parts[TURTLE]
            self._files.write(f"reviews/{fragment.review}.ttl", data)
        self._sorter.add(fragment.lines)
        for name, count in fragment.rows.items():
            self._rows[name] += count
        self.statistics.update(fragment.counted)

    def _write_lines(self) -> None:
        lines = self._sorter.merged()
        with self._files.open(NQUADS, zipped=True) as file:
            while data := b"".join(islice(lines, _LINES)):
                file.write(data)

    def manifest(self) -> Manifest:
        """Return the numbers of what was written."""
        asked = self._edition
        return Manifest(
            version=asked.version,
            issued=asked.issued,
            previous=read_manifest(asked.previous).version if asked.previous else None,
            with_text=asked.with_text,
            reviews=len(self.reviews),
            withdrawn=self.statistics.withdrawn,
            triples=self.statistics.triples,
            quads=self.statistics.quads,
            canonical_sha256=self._files[NQUADS].sha256,
            rows=self._rows,
        )
