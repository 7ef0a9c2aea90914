"""Find sources in files and folders and read their bytes: the only input here.

A review's identifier is the stem of its source, so one stem may stand only once. A full report
(``.pdf``, ``.docx``) may share its stem with the page of the same review, and the two are then one
source. A sidecar that stands alone is a source if it says ``withdrawn = true``, for a review whose
page was taken away, or ``listed_in``, for one that is known from a listing only.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reviewgraph.errors import SourceError
from reviewgraph.identifiers import is_identifier
from reviewgraph.model import Reading, Sidecar
from reviewgraph.sources.reading import MEDIA_TYPES, read_alone, read_bytes
from reviewgraph.sources.sidecar import read_sidecar

REPORT_SUFFIXES = (".docx", ".pdf")
MAX_BYTES = 5_000_000
"""A page of a review is some 20 kB; whatever is larger than this is something else."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds a review, and the sidecar beside it."""

    identifier: str
    path: Path
    """The page or list; the full report itself where there is neither."""
    sidecar: Path | None = None
    report: Path | None = None
    """The full report of the same review, if one stands beside the page or alone."""

    @property
    def files(self) -> tuple[Path, ...]:
        """What is to be read; the path comes twice if it is sidecar or report as well."""
        return tuple(path for path in (self.path, self.sidecar, self.report) if path is not None)

    @property
    def is_report(self) -> bool:
        """Whether the file is a full report and no page or list."""
        return self.path == self.report


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, one source a review, and what was refused."""

    sources: tuple[Source, ...]
    refused: tuple[SourceError, ...] = ()


def discover(paths: Iterable[Path]) -> Discovery:
    """Return the sources among ``paths``, folders searched to any depth, sorted by identifier.

    Hidden files, sidecars and files of other kinds in a folder are passed over; a file named
    outright must be a source. Symbolic links to folders are not followed.
    """
    refused: list[SourceError] = []
    found: dict[str, Path] = {}
    for path in paths:
        for real, file in _files(Path(path), refused):
            found.setdefault(real, file)
    pages: dict[str, list[Path]] = defaultdict(list)
    reports: dict[str, list[Path]] = defaultdict(list)
    for file in found.values():
        group = reports if file.suffix.lower() in REPORT_SUFFIXES else pages
        group[file.stem].append(file)
    sources = _paired(_sources(pages, refused), _sources(reports, refused))
    return Discovery(sources, tuple(_by_place(refused)))


def read(source: Source) -> Reading:
    """Return the reading of a page or list.

    Raises SourceError if the file is too large, cannot be read, or holds no review.
    """
    place = source.path.as_posix()
    sidecar = sidecar_of(source)
    if source.path == source.sidecar:
        return read_alone(load(source.path), source.path.name, sidecar)
    return read_bytes(load(source.path), source.path.name, sidecar, place=place)


def sidecar_of(source: Source) -> Sidecar:
    """Return what the sidecar of a source says; an empty one if there is none."""
    if source.sidecar is None:
        return Sidecar()
    return read_sidecar(load(source.sidecar), source.sidecar.as_posix())


def load(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file, whose size is looked at before it is read."""
    place = path.as_posix()
    try:
        size = path.stat().st_size
        if size > limit:
            raise SourceError(
                place,
                f"is {size / 1_000_000:.1f} MB, more than {limit / 1_000_000:.0f} MB; "
                "give the page of one review",
            )
        return path.read_bytes()
    except OSError as error:
        raise SourceError(place, f"cannot be read ({error.strerror}); check the file") from error


def _files(path: Path, refused: list[SourceError]) -> Iterator[tuple[str, Path]]:
    """Yield the sources at a place, each with the one name that its file has."""
    if path.is_dir():
        yield from _walk(path, refused)
    elif not path.is_file():
        refused.append(SourceError(path.as_posix(), "is no file or folder; check the path"))
    elif _is_source(path.name):
        yield os.path.realpath(path), path
    else:
        suffixes = ", ".join(sorted((*MEDIA_TYPES, *REPORT_SUFFIXES)))
        refused.append(SourceError(path.as_posix(), f"is no source; give one of {suffixes}"))


def _walk(folder: Path, refused: list[SourceError]) -> Iterator[tuple[str, Path]]:
    try:
        with os.scandir(folder) as entries:
            shown = sorted(
                (entry for entry in entries if not entry.name.startswith(".")),
                key=lambda entry: entry.name,
            )
    except OSError as error:
        fault = f"cannot be read ({error.strerror}); check the folder"
        refused.append(SourceError(folder.as_posix(), fault))
        return
    real = os.path.realpath(folder)
    names = frozenset(entry.name for entry in shown)
    for entry in shown:
        file, linked = folder / entry.name, entry.is_symlink()
        if (file.is_file() if linked else entry.is_file()) and (
            _is_source(entry.name) or _is_lone_sidecar(file, names)
        ):
            yield os.path.realpath(file) if linked else f"{real}{os.sep}{entry.name}", file
    for entry in shown:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, refused)


def _is_source(name: str) -> bool:
    suffix = name[name.rfind(".") :].lower()
    return suffix in MEDIA_TYPES or suffix in REPORT_SUFFIXES


def _is_lone_sidecar(path: Path, names: frozenset[str]) -> bool:
    """Say whether a file is a sidecar that is all there is of a review.

    A full report beside it is the source where the review is only listed, not where it was
    withdrawn.
    """
    if path.suffix != ".toml" or not is_identifier(path.stem):
        return False
    if any(f"{path.stem}{suffix}" in names for suffix in MEDIA_TYPES):
        return False
    try:
        sidecar = read_sidecar(load(path), path.as_posix())
    except SourceError:
        return False
    has_report = any(f"{path.stem}{suffix}" in names for suffix in REPORT_SUFFIXES)
    return sidecar.withdrawn or (sidecar.listed_in is not None and not has_report)


def _sources(groups: dict[str, list[Path]], refused: list[SourceError]) -> tuple[Source, ...]:
    sources = []
    for stem, files in sorted(groups.items()):
        places = sorted(file.as_posix() for file in files)
        if len(files) > 1:
            fault = f"has the same stem as {', '.join(places[1:])}; keep one, or rename the others"
            refused.append(SourceError(places[0], fault))
        elif not is_identifier(stem):
            fault = f"{stem!r} cannot name a review; rename it to lower-case words and hyphens"
            refused.append(SourceError(places[0], fault))
        else:
            sidecar = files[0].with_suffix(".toml")
            sources.append(Source(stem, files[0], sidecar if sidecar.is_file() else None))
    return tuple(sources)


def _paired(pages: Iterable[Source], reports: Iterable[Source]) -> tuple[Source, ...]:
    """Return one source a review: its page with its report, or whichever there is."""
    found = {source.identifier: source for source in pages}
    for report in reports:
        page = found.get(report.identifier, report)
        found[report.identifier] = replace(page, report=report.path)
    return tuple(found[identifier] for identifier in sorted(found))


def _by_place(refused: list[SourceError]) -> list[SourceError]:
    return sorted(refused, key=lambda error: error.source)
