"""Literals in the one form in which this graph writes them."""

from reviewgraph.namespaces import XSD
from reviewgraph.rdf import Literal


def english(value: str) -> Literal:
    """Return words for people: text, labels, reasons."""
    return Literal(value, language="en")


def integer(value: int) -> Literal:
    """Return a count or a place."""
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: float) -> Literal:
    """Return a score or confidence to two places, in canonical form (XSD 1.1, 3.3.3.2).

    Stores rewrite a decimal to that form, and a dump must not depend on the store.

    >>> decimal(0.9).value, decimal(1.0).value
    ('0.9', '1')
    """
    return Literal(f"{value:.2f}".rstrip("0").rstrip("."), datatype=XSD.decimal)


def boolean(*, value: bool) -> Literal:
    """Return ``true`` or ``false``."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def year(value: str) -> Literal:
    """Return a Gregorian year, ``YYYY``."""
    return Literal(value, datatype=XSD.gYear)


def month(value: str) -> Literal:
    """Return a month of a year, ``YYYY-MM``."""
    return Literal(value, datatype=XSD.gYearMonth)


def moment(value: str) -> Literal:
    """Return a date as the moment at its start, for properties that ask for a moment.

    Midnight UTC stands for a time that is not known (PAV 2.3, pav:retrievedOn).
    """
    return Literal(f"{value}T00:00:00Z", datatype=XSD.dateTime)


def day(value: str) -> Literal:
    """Return a date, ``YYYY-MM-DD``; never of a death or a birth."""
    return Literal(value, datatype=XSD.date)
