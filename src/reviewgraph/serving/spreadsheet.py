"""CSV as a spreadsheet program opens it: with a mark for UTF-8, and no cell taken for a formula."""

import csv
import io

_MARK = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def for_spreadsheet(body: bytes) -> bytes:
    """Return SPARQL CSV so that it shows what it says when a person opens it.

    A text that begins as a formula does gets an apostrophe before it; a plain number does not.
    For programs there is ``text/csv``, which is left as it is.
    """
    rows = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_harmless(cell) for cell in row] for row in rows])
    return _MARK + out.getvalue().encode("utf-8")


def _harmless(cell: str) -> str:
    if not cell.startswith(_FORMULA) or _is_number(cell):
        return cell
    return "'" + cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
