"""Pages from their values: templates, what they may call, and where links lead."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reviewgraph import __version__
from reviewgraph.namespaces import ID
from reviewgraph.pages.charts import bars, columns
from reviewgraph.pages.evidence import marked
from reviewgraph.pages.markup import Json, embedded
from reviewgraph.pages.values import Ref
from reviewgraph.sources.statutes import law_name

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


WITHIN = ("link", "mention", "resemblance", "tagging")
"""Kinds of things that are evidence of others."""
_WORDS = "[a-z0-9]+(?:-[a-z0-9]+)*"
OF_RECOMMENDATION = re.compile(rf"({_WORDS}--(?:{_WORDS}-)?[0-9a-f]{{8}}(?:-[0-9]+)?)--")
"""How the key of a thing begins that belongs to a recommendation: with that one's key."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where pages stand: behind the server, or as files anywhere."""

    root: str = ""
    """What leads from a page to the site's root: empty on a server, ``../..`` in files."""
    dynamic: bool = True
    """Whether a server is there to search and to answer queries."""

    def page(self, ref: Ref) -> str:
        """Return the address of a thing's page; of a foreign thing, its own address."""
        return self.place(ref.iri)

    def place(self, iri: str) -> str:
        """Return where a thing is shown.

        Among files, evidence has no page of its own but is shown with the recommendation or the
        review that it belongs to; a thing that is shown nowhere keeps its own address.
        """
        if not iri.startswith(ID):
            return iri
        local = iri.removeprefix(ID) if self.dynamic else _shown_at(iri.removeprefix(ID))
        return f"{self.root}/doc/{local}.html" if local else iri

    def data(self, ref: Ref, suffix: str) -> str:
        """Return the address of a thing's statements in a form of RDF."""
        return f"{self.root}/doc/{ref.local}.{suffix}"

    def narrowed(self, facet: str, ref: Ref) -> str:
        """Return the address of a search narrowed to a thing; without a server, of its page."""
        if not self.dynamic:
            return self.page(ref)
        return f"{self.root}/search?{urlencode({facet: ref.key})}"

    @property
    def search(self) -> str:
        """The address of the page that searches."""
        return f"{self.root}/search" if self.dynamic else f"{self.root}/search.html"

    @property
    def console(self) -> str:
        """The address of the SPARQL console."""
        return f"{self.root}/console" if self.dynamic else f"{self.root}/console.html"

    @property
    def home(self) -> str:
        """The address of the first page."""
        return f"{self.root}/" if self.dynamic else f"{self.root}/index.html"


def _shown_at(local: str) -> str | None:
    kind, _, key = local.partition("/")
    if kind == "graph":
        kind, _, key = key.partition("--")
        return f"review/{key}" if kind in ("review", "derived") else None
    if kind not in WITHIN:
        return local
    within = OF_RECOMMENDATION.match(key)
    return f"recommendation/{within[1]}" if within else f"review/{key.partition('--')[0]}"


def render(template: str, site: Site, *, markup: Json | None = None, **values: Any) -> str:
    """Return a page as HTML; everything that is put in is escaped."""
    found = _environment().get_template(f"{template}.html")
    script = Markup(embedded(markup)) if markup is not None else None
    return found.render(site=site, markup=script, **values)


def month(value: str) -> str:
    """Return ``2022-12`` as people write it.

    >>> month("2022-12")
    'December 2022'
    """
    year, _, number = value.partition("-")
    if number.isdecimal() and 1 <= int(number) <= len(_MONTHS):
        return f"{_MONTHS[int(number) - 1]} {year}"
    return value


def number(value: int) -> str:
    """Return a whole number with commas."""
    return f"{value:,}"


def percent(value: str) -> str:
    """Return a confidence between 0 and 1 as per cent; other text stays as it is."""
    try:
        return f"{round(100 * float(value))} %"
    except ValueError:
        return value


def capital(text: str) -> str:
    """Return a label as it stands at the start of a line; the rest of it is not touched.

    >>> capital("police force"), capital("NHS commissioner")
    ('Police force', 'NHS commissioner')
    """
    return text[:1].upper() + text[1:]


def host(address: str) -> str:
    """Return whose address it is, to be read by people."""
    return urlsplit(address).netloc.removeprefix("www.")


@cache
def asset(name: str) -> str:
    """Return the path of a file that pages load, with a mark that changes when it does."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "capital": capital,
        "host": host,
        "law": law_name,
        "month": month,
        "number": number,
        "percent": percent,
    }
    environment.globals |= {
        "asset": asset,
        "bars": bars,
        "columns": columns,
        "marked": marked,
        "version": __version__,
    }
    return environment
