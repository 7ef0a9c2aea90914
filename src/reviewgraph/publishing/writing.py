"""All parts of a release that come from the graph, written in one pass over it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from reviewgraph.publishing.edition import Edition
from reviewgraph.publishing.files import Files
from reviewgraph.publishing.gate import Gate
from reviewgraph.publishing.manifest import Manifest, read_manifest
from reviewgraph.publishing.mappings import Mappings
from reviewgraph.publishing.parts import NQUADS, JsonLd, NQuads, Part, TriG, Turtle
from reviewgraph.publishing.pieces import Piece, pieces, without_text
from reviewgraph.publishing.statistics import Statistics
from reviewgraph.publishing.tables import Tables
from reviewgraph.store import Store


class Writing:
    """The pass over the graph, and what it counted."""

    def __init__(self, files: Files, edition: Edition) -> None:
        self._files, self._edition = files, edition
        self._gate = Gate()
        self._turtle = Turtle(files)
        self._tables = Tables(files, edition)
        self.statistics = Statistics()
        self._parts: tuple[Part, ...] = (
            self._turtle,
            TriG(files),
            NQuads(files, files.folder),
            JsonLd(files),
            self._tables,
            Mappings(files, edition),
            self.statistics,
        )

    def take(
        self, store: Store, scratch: Path, gone: Mapping[str, str], progress: Callable[[int], None]
    ) -> None:
        """Judge and write every piece; raise DataError if one breaks a promise."""
        for piece in pieces(store, scratch, gone):
            self._gate.add(piece)
            self._write(piece if self._edition.with_text else without_text(piece))
            progress(len(self._turtle.reviews))
        self._gate.close()
        for part in self._parts:
            part.close()

    def _write(self, piece: Piece) -> None:
        for part in self._parts:
            part.add(piece)

    def manifest(self) -> Manifest:
        """Return the numbers of what was written."""
        asked = self._edition
        return Manifest(
            version=asked.version,
            issued=asked.issued,
            previous=read_manifest(asked.previous).version if asked.previous else None,
            with_text=asked.with_text,
            reviews=len(self._turtle.reviews),
            withdrawn=self.statistics.withdrawn,
            triples=self._turtle.triples,
            quads=self.statistics.quads,
            canonical_sha256=self._files[NQUADS].sha256,
            rows=self._tables.rows,
        )
