"""Bring one file: asked for only if it changed, resumed where it broke off, checked, put away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reviewgraph.fetching.answers import (
    Form,
    form_of,
    is_of,
    renewing,
    resuming,
    total_after,
)
from reviewgraph.fetching.records import Record
from reviewgraph.retrieving.courtesy import Visitor
from reviewgraph.retrieving.folder import Folder, sha256_of
from reviewgraph.web import Answer, FetchError, InterruptedFetchError


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file that lies in the folder."""

    record: Record
    is_report: bool
    is_new: bool
    """False if the same bytes lay there."""


class Delivery:
    """The way of one address into the folder, over as many tries as it takes."""

    def __init__(
        self, address: str, stem: str, *, folder: Folder, visitor: Visitor, report_only: bool
    ) -> None:
        self._address = address
        self._stem = stem
        self._folder = folder
        self._visitor = visitor
        self._report_only = report_only

    def bring(self) -> Delivered:
        """Return the file of the address; FetchError or AddressError if it cannot be had."""
        return self._visitor.visit(self._address, self._take, self._headers)

    def _headers(self) -> Mapping[str, str]:
        record = self._folder.records.get(self._address)
        if record is None:
            return {}
        if (stored := self._folder.stored(self._address)) is not None:
            return renewing(stored.etag, stored.last_modified)
        part = self._folder.part(record.file)
        size = part.stat().st_size if part.is_file() else 0
        return resuming(size, record.etag, record.last_modified)

    def _take(self, answer: Answer) -> Delivered:
        stored = self._folder.stored(self._address)
        if answer.status == 304 and stored is not None:
            return Delivered(stored, stored.file.endswith((".pdf", ".docx")), is_new=False)
        if answer.status == 416:
            self._give_up_part()
        if answer.status not in (200, 206):
            raise FetchError(f"{self._address}: the server answered {answer.status}")
        form = self._form(answer)
        self._folder.check_free(self._stem, form, self._address)
        name = self._stem + form.suffix
        part = self._folder.part(name)
        if answer.status == 206:
            self._append(answer, form, part)
        else:
            self._write(answer, form, name)
        return self._put_away(answer, form, name)

    def _form(self, answer: Answer) -> Form:
        coding = answer.headers.get("content-encoding", "identity")
        if coding.lower() != "identity":
            raise FetchError(f"{self._address}: is sent as {coding}, which was not asked for")
        form = form_of(answer.headers)
        if form is None or (self._report_only and not form.is_report):
            said = answer.headers.get("content-type") or "of no type"
            wanted = "PDF or DOCX" if self._report_only else "HTML, plain text, PDF or DOCX"
            raise FetchError(f"{self._address}: is {said}, wanted is {wanted}")
        return form

    def _write(self, answer: Answer, form: Form, name: str) -> None:
        """Write a file from its start, having noted by what its rest can be asked for."""
        part = self._folder.part(name)
        part.unlink(missing_ok=True)
        if self._folder.stored(self._address) is None:
            self._folder.note(
                Record(
                    self._address,
                    name,
                    etag=answer.headers.get("etag"),
                    last_modified=answer.headers.get("last-modified"),
                )
            )
        self._pour(answer, part, form.largest)

    def _append(self, answer: Answer, form: Form, part: Path) -> None:
        size = part.stat().st_size if part.is_file() else 0
        total = total_after(answer.headers.get("content-range"), size)
        if total is None or total > form.largest:
            self._give_up_part()
        self._pour(answer, part, form.largest - size)
        if part.stat().st_size != total:
            raise InterruptedFetchError(f"{self._address}: broke off before its {total:,} bytes")

    def _pour(self, answer: Answer, part: Path, largest: int) -> None:
        seconds = self._visitor.seconds_for(largest)
        with part.open("ab") as file:
            for piece in answer.pieces(largest=largest, seconds=seconds):
                file.write(piece)

    def _put_away(self, answer: Answer, form: Form, name: str) -> Delivered:
        part = self._folder.part(name)
        with part.open("rb") as file:
            start = file.read(1024)
        if not start or not is_of(form, start):
            part.unlink()
            what = "is empty" if not start else f"is no {form.suffix[1:].upper()} inside"
            raise FetchError(f"{self._address}: {what}, whatever the server says")
        checksum = sha256_of(part)
        stored = self._folder.stored(self._address)
        same = stored is not None and stored.sha256 == checksum and stored.file == name
        record = Record(
            self._address,
            name,
            sha256=checksum,
            size=part.stat().st_size,
            retrieved=self._visitor.clock.now().date().isoformat(),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )
        if same and stored is not None:
            record = replace(record, retrieved=stored.retrieved, report=stored.report)
        self._folder.keep(record)
        return Delivered(record, form.is_report, is_new=not same)

    def _give_up_part(self) -> None:
        """Forget half a file that its server does not continue, and ask for it whole."""
        record = self._folder.records.get(self._address)
        if record is not None:
            self._folder.part(record.file).unlink(missing_ok=True)
        raise InterruptedFetchError(
            f"{self._address}: the server does not send the rest of the file"
        )
