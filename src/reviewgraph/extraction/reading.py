"""Bytes of a full report to an extraction: pure, without files, processes or a clock."""

import hashlib
import re

from reviewgraph.errors import SourceError
from reviewgraph.extraction.blocks import Document
from reviewgraph.extraction.docx.reading import read_docx
from reviewgraph.extraction.html import read_html
from reviewgraph.extraction.model import Extraction, waiting
from reviewgraph.extraction.pdf.reading import read_pdf
from reviewgraph.extraction.privacy import action_withheld, withheld, without_names
from reviewgraph.extraction.recognition import poorly_recognised
from reviewgraph.extraction.rules import found_in

MOST_PAGES = 1000
"""A report has tens of pages; a file of more than this is something else."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Word file or a protected one"),
    (b"{\\rtf", "an RTF file"),
    (b"\xff\xd8\xff", "a photograph"),
    (b"\x89PNG", "a picture"),
)


def read(data: bytes, *, source: str, most_pages: int = MOST_PAGES) -> Extraction:
    """Return what a full report says; its notes say so where nothing was found.

    ``source`` is the file's name, used in messages and kept in the result. Raises SourceError
    with one line if the file is of another kind, encrypted, damaged, too long or a scan.
    """
    document = _document(data, source, most_pages)
    result = found_in(document)
    recommendations = tuple(withheld(found) for found in result.recommendations)
    notes = list(document.notes)
    if document.media_type == "application/pdf" and (doubt := poorly_recognised(document)):
        notes.append(doubt)
    if not recommendations:
        notes.append(_nothing(document))
    actions = tuple(action_withheld(action) for action in result.actions)
    hidden = waiting(recommendations, actions)
    if hidden:
        notes.append(f"{hidden} name(s), initials or exact date(s) withheld for a person to decide")
    return Extraction(
        source,
        hashlib.sha256(data).hexdigest(),
        document.media_type,
        document.pages,
        recommendations,
        actions,
        without_names(result.glossary),
        tuple(notes),
    )


def _document(data: bytes, source: str, most_pages: int) -> Document:
    """Return the document, read by what its first bytes are; its name does not matter."""
    head = data[:1024]
    if b"%PDF-" in head:
        return read_pdf(data, source, most_pages=most_pages)
    if head.startswith(b"PK"):
        return read_docx(data, source)
    if _HTML.search(head):
        return read_html(data, source)
    if not data.strip(b"\0 \r\n\t"):
        raise SourceError(source, "is empty; fetch it again")
    for start, kind in _OTHERS:
        if head.startswith(start):
            raise SourceError(source, f"is {kind}; save it as PDF or DOCX")
    raise SourceError(source, "is no PDF, DOCX or HTML file; convert it to one of these")


def _nothing(document: Document) -> str:
    extent = f"{document.pages} pages" if document.pages else f"{len(document.pieces)} blocks"
    return f"no recommendations found in {extent} of text; look for the section by hand"
