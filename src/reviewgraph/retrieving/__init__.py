"""Fetch review pages and the reports they link to into a folder that a build reads.

Each address is asked for once a run, politely; a fault costs only itself. A run that was stopped
goes on with what it had not reached.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from reviewgraph.errors import SourceError
from reviewgraph.fetching.addresses import (
    AddressError,
    Wanted,
    is_public,
    origin,
    stem_of,
)
from reviewgraph.fetching.links import report_link
from reviewgraph.fetching.records import Record
from reviewgraph.fetching.sidecars import Value
from reviewgraph.fetching.sitemaps import LARGEST, MOST, is_sitemap, read_sitemap
from reviewgraph.retrieving.courtesy import TRIES, Clock, Visitor
from reviewgraph.retrieving.delivery import Delivered, Delivery
from reviewgraph.retrieving.folder import Folder, FolderError
from reviewgraph.web import Answer, FetchError

__all__ = ["TRIES", "Clock", "Folder", "FolderError", "Retrieved", "Visitor", "expand", "retrieve"]

Progress = Callable[[int, int], None]
"""Told how many of how many addresses are done."""


@dataclass(slots=True)
class Retrieved:
    """What a fetch did; it grows as the fetch goes on."""

    fetched: int = 0
    """Files that are new or changed."""
    unchanged: int = 0
    had: int = 0
    """Files that a stopped run had brought, not asked for again."""
    faults: list[str] = field(default_factory=list)
    """One line for each address that could not be had."""
    notes: list[str] = field(default_factory=list)


def expand(
    wanted: Iterable[Wanted], visitor: Visitor, *, only: str | None = None
) -> tuple[tuple[Wanted, ...], tuple[str, ...]]:
    """Return the addresses with each sitemap replaced by what it lists, and the faults.

    ``only`` is a pattern, ``*`` and ``?``, for what is taken out of sitemaps: a site has other
    pages too.
    """
    found: dict[str, Wanted] = {}
    faults: list[str] = []
    for one in wanted:
        if not is_sitemap(one.address):
            found.setdefault(one.address, one)
            continue
        for address in _listed(one.address, visitor, faults):
            if only is None or fnmatchcase(address, only):
                found.setdefault(address, Wanted(address))
    return tuple(found.values()), tuple(faults)


def _listed(sitemap: str, visitor: Visitor, faults: list[str]) -> Iterator[str]:
    """Yield what a sitemap and those it leads to list."""
    waiting, seen = [sitemap], {sitemap}
    while waiting:
        address = waiting.pop(0)
        try:
            content = read_sitemap(visitor.visit(address, _body(visitor)), address)
        except (AddressError, FetchError) as error:
            faults.append(str(error))
            continue
        faults.extend(content.strays)
        yield from content.pages
        for further in content.sitemaps:
            if further in seen:
                continue
            if len(seen) >= MOST:
                faults.append(f"{sitemap}: leads to more than {MOST} sitemaps; give {further} too")
                break
            seen.add(further)
            waiting.append(further)


def _body(visitor: Visitor) -> Callable[[Answer], bytes]:
    def take(answer: Answer) -> bytes:
        if answer.status != 200:
            raise FetchError(f"{answer.url}: the server answered {answer.status}")
        seconds = visitor.seconds_for(LARGEST)
        return b"".join(answer.pieces(largest=LARGEST, seconds=seconds))

    return take


def retrieve(
    wanted: Sequence[Wanted],
    folder: Path,
    *,
    visitor: Visitor,
    reports: bool = True,
    progress: Progress = lambda done, total: None,
) -> Retrieved:
    """Bring the files of ``wanted`` into ``folder``, with sidecars, and say what was done.

    With ``reports``, the full report that a page links to comes with it. Raises FolderError if
    the folder cannot be written; the record then tells the next run where to go on.
    """
    run = _Run(Folder(folder), visitor, reports=reports)
    progress(0, len(wanted))
    try:
        for done, one in enumerate(wanted, start=1):
            run.bring(one)
            progress(done, len(wanted))
        run.folder.finish()
    except OSError as error:
        raise FolderError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return run.done


class _Run:
    def __init__(self, folder: Folder, visitor: Visitor, *, reports: bool) -> None:
        self.folder = folder
        self.done = Retrieved()
        self._visitor = visitor
        self._reports = reports

    def bring(self, wanted: Wanted) -> None:
        """Bring one address and, for a page, its report."""
        try:
            stem = wanted.stem or self._stem(wanted.address)
        except AddressError as error:
            self.done.faults.append(str(error))
            return
        found = self._file(wanted.address, stem, report_only=False)
        if found is None:
            return
        if found.is_report:
            self._tell_report(stem, found.record)
            return
        link = self._link(found)
        self._tell_page(stem, found.record, link)
        if link and self._reports and self._may_follow(wanted.address, link):
            report = self._file(link, stem, report_only=True)
            if report is not None:
                self._tell_report(stem, report.record)

    def _stem(self, address: str) -> str:
        """Return the identifier that an address had before, else the one it names."""
        stored = self.folder.stored(address)
        if stored is not None:
            return Path(stored.file).stem
        return stem_of(address, self.folder.stems())

    def _file(self, address: str, stem: str, *, report_only: bool) -> Delivered | None:
        stored = self.folder.stored(address)
        if stored is not None and address in self.folder.done:
            self.done.had += 1
            return Delivered(stored, stored.file.endswith((".pdf", ".docx")), is_new=False)
        delivery = Delivery(
            address, stem, folder=self.folder, visitor=self._visitor, report_only=report_only
        )
        try:
            found = delivery.bring()
        except (AddressError, FetchError) as error:
            self.done.faults.append(str(error))
            return None
        if found.is_new:
            self.done.fetched += 1
        else:
            self.done.unchanged += 1
        return found

    def _link(self, found: Delivered) -> str | None:
        """Return the report that a page links to, read once for each edition of the page."""
        record = found.record
        if record.report or not record.file.endswith(".html"):
            return record.report
        html = (self.folder.path / record.file).read_text(encoding="utf-8", errors="replace")
        link = report_link(html, record.address)
        if link:
            self.folder.note(replace(record, report=link))
        return link

    def _may_follow(self, page: str, link: str) -> bool:
        if is_public(link) or origin(link) == origin(page):
            return True
        self.done.faults.append(f"{page}: links to the report {link}, which is no public host")
        return False

    def _tell_page(self, stem: str, record: Record, link: str | None) -> None:
        values: dict[str, Value] = {"page": record.address}
        if link:
            values["report"] = link
        self._tell(stem, values | {"retrieved": date.fromisoformat(record.retrieved)})

    def _tell_report(self, stem: str, record: Record) -> None:
        retrieved = date.fromisoformat(record.retrieved)
        self._tell(stem, {"report": record.address, "report_retrieved": retrieved})

    def _tell(self, stem: str, values: dict[str, Value]) -> None:
        try:
            self.done.notes.extend(self.folder.tell(stem, values))
        except SourceError as error:
            self.done.faults.append(str(error))
