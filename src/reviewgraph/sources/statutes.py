"""The law a review was held under, as a legislation.gov.uk identifier.

Address pattern: https://www.legislation.gov.uk/developer/uris (``id`` addresses name the law
itself, not one version of it).
"""

import re

_BASE = "http://www.legislation.gov.uk/id/"
_ACTS = {
    "domestic violence, crime and victims act 2004": "ukpga/2004/28",
    "children act 2004": "ukpga/2004/31",
    "inquiries act 2005": "ukpga/2005/12",
    "coroners and justice act 2009": "ukpga/2009/25",
    "care act 2014": "ukpga/2014/23",
    "children and social work act 2017": "ukpga/2017/16",
}
_ACT = r"(?:of|to) the (?P<act>[A-Z][A-Za-z, ]+? Act \d{4})"
_SECTION = re.compile(r"\bsection (?P<section>\d+[A-Z]*)(?:\(\w+\))* " + _ACT)
_SCHEDULE = re.compile(
    r"\bparagraph (?P<paragraph>\d+),? (?:of )?Schedule (?P<schedule>\d+) " + _ACT
)


def statutory_basis(text: str) -> str | None:
    """Return the IRI of the first section or schedule paragraph of a known Act in ``text``.

    >>> statutory_basis("Held under section 44 of the Care Act 2014.")
    'http://www.legislation.gov.uk/id/ukpga/2014/23/section/44'
    """
    for found in _SECTION.finditer(text):
        act = _ACTS.get(found["act"].casefold())
        if act:
            return f"{_BASE}{act}/section/{found['section']}"
    for found in _SCHEDULE.finditer(text):
        act = _ACTS.get(found["act"].casefold())
        if act:
            return f"{_BASE}{act}/schedule/{found['schedule']}/paragraph/{found['paragraph']}"
    return None


def law_name(iri: str) -> str | None:
    """Return how people call the law that an IRI of statutory_basis names; None if it is another.

    >>> law_name("http://www.legislation.gov.uk/id/ukpga/2004/28/section/9")
    'Domestic Violence, Crime and Victims Act 2004, section 9'
    """
    for name, number in _ACTS.items():
        act, slash, place = iri.partition(f"{_BASE}{number}/")
        if slash and not act:
            words = (word if word in ("and", "of") else word.capitalize() for word in name.split())
            kinds = place.split("/")
            parts = (" ".join(pair) for pair in zip(kinds[::2], kinds[1::2], strict=False))
            return ", ".join((" ".join(words), *parts))
    return None
