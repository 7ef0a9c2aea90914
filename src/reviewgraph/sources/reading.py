"""Choose the reader of a source by its suffix and content. Pure: bytes in, Reading out."""

from reviewgraph.errors import SourceError
from reviewgraph.model import Reading, Sidecar
from reviewgraph.sources.assembling import reading
from reviewgraph.sources.decoding import decode, lines_of, looks_like_html
from reviewgraph.sources.flat import flat_start, read_flat
from reviewgraph.sources.lists import read_csv, read_json
from reviewgraph.sources.pages import has_head
from reviewgraph.sources.rows import Page, check_size
from reviewgraph.sources.tables import header_at, read_table

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".htm": "text/html",
    ".html": "text/html",
    ".json": "application/json",
    ".txt": "text/plain",
}


def read_bytes(
    data: bytes, name: str, sidecar: Sidecar | None = None, *, place: str | None = None
) -> Reading:
    """Return the reading of a source called ``name`` (stem and suffix, no folder).

    ``place`` is what an error calls the source; the name if it is not given. Raises SourceError,
    and nothing else, for bytes that hold no review.
    """
    place = place or name
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix not in MEDIA_TYPES:
        raise SourceError(place, f"is none of {', '.join(sorted(MEDIA_TYPES))}; convert it")
    text = decode(data, place)
    page = _page(text, suffix, place)
    check_size(page, place)
    if not page.rows and page.stated_count != 0:
        raise SourceError(place, "holds no recommendation; fetch the page again")
    return reading(page, sidecar or Sidecar(), name=name, data=data, media_type=MEDIA_TYPES[suffix])


def _page(text: str, suffix: str, place: str) -> Page:
    if suffix == ".csv":
        return read_csv(text, place)
    if suffix == ".json":
        return read_json(text, place)
    if suffix in {".html", ".htm"} or looks_like_html(text):
        from reviewgraph.sources.html import read_html  # takes longer to load than a page to read

        return read_html(text, place)
    return _text_page(text, place)


def _text_page(text: str, place: str) -> Page:
    lines = lines_of(text)
    header = header_at(lines)
    if header is not None:
        return read_table(lines, header, place)
    start = flat_start(lines)
    if start is not None:
        return read_flat(lines, start, place)
    if has_head(lines):
        raise SourceError(
            place, "has no table of recommendations; the page is cut off, fetch it again"
        )
    raise SourceError(
        place,
        'is no review page (neither "CSP:" nor a header "# | Recommendation | Addressed to"); '
        "remove it or save the page as text",
    )


def read_alone(data: bytes, name: str, sidecar: Sidecar) -> Reading:
    """Return the reading of a sidecar that is all there is of a review, withdrawn or only listed.

    It has no recommendation, which is not to say that the review made none.
    """
    return reading(Page(()), sidecar, name=name, data=data, media_type="application/toml")
