"""Whole documents: the page of any thing, its statements as RDF, and the pages that list."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from reviewgraph import jsonld
from reviewgraph.namespaces import ID
from reviewgraph.pages import markup
from reviewgraph.pages.agencies import agency_groups, agency_page
from reviewgraph.pages.asking import Ask
from reviewgraph.pages.home import home_page
from reviewgraph.pages.recommendations import recommendation_page
from reviewgraph.pages.rendering import Site, render
from reviewgraph.pages.reviews import review_page, review_rows
from reviewgraph.pages.themes import theme_groups, theme_page
from reviewgraph.pages.things import statements_about, thing_page
from reviewgraph.queries import Query, bind, example_values
from reviewgraph.rdf import RdfFormat, Triple, serialize
from reviewgraph.turtle import HEADER, sorted_triples, turtle_blocks

FORMATS = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
"""Suffixes of the documents that hold statements."""

_KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_KEY = re.compile(r"[a-z0-9_]+(?:-{1,2}[a-z0-9_]+)*")
_LONGEST = 400
_EMPTY_QUERY = """PREFIX rg: <https://w3id.org/reviewgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?review ?label
WHERE { ?review a rg:Review ; rdfs:label ?label }
ORDER BY ?label
LIMIT 20
"""

_PAGES: dict[str, tuple[Callable[[Ask, str], Any], Callable[[Any], markup.Json]]] = {
    "review": (review_page, markup.review),
    "recommendation": (recommendation_page, markup.recommendation),
    "agency": (agency_page, markup.agency),
    "theme": (theme_page, markup.theme),
}


def is_address(kind: str, key: str) -> bool:
    """Say whether a kind and a key can name a thing of ours."""
    return (
        len(kind) + len(key) <= _LONGEST
        and _KIND.fullmatch(kind) is not None
        and _KEY.fullmatch(key) is not None
    )


def page_of(ask: Ask, site: Site, iri: str) -> str | None:
    """Return the page of a thing; None if the graph says nothing of it."""
    kind = iri.removeprefix(ID).partition("/")[0]
    if kind in _PAGES:
        model, description = _PAGES[kind]
        page = model(ask, iri)
        if page is not None:
            return render(kind, site, page=page, markup=description(page))
    plain = thing_page(ask, iri)
    return render("thing", site, page=plain) if plain is not None else None


def statements_of(ask: Ask, iri: str, suffix: str) -> bytes | None:
    """Return what the graph says of a thing in one of FORMATS; None if it says nothing."""
    triples = statements_about(ask, iri)
    return written(sorted_triples(triples), suffix) if triples else None


def written(triples: Iterable[Triple], suffix: str) -> bytes:
    """Return statements in one of FORMATS; they must come sorted."""
    if suffix == "ttl":
        return HEADER + turtle_blocks(triples)
    if suffix == "jsonld":
        return jsonld.head() + b",\n".join(jsonld.nodes(triples)) + jsonld.FOOT
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def home(ask: Ask, site: Site, questions: Iterable[Query] = ()) -> str:
    """Return the first page."""
    values = {"page": home_page(ask), "questions": tuple(questions)}
    return render("home", site, markup=markup.dataset(), **values)


def reviews(ask: Ask, site: Site) -> str:
    """Return the list of all reviews."""
    return render("reviews", site, rows=review_rows(ask))


def themes(ask: Ask, site: Site) -> str:
    """Return the list of all themes."""
    lead = (
        "What recommendations and summaries are about, in groups, with the number of "
        "recommendations that a rule found to be about each."
    )
    return render("groups", site, title="Themes", lead=lead, groups=theme_groups(ask))


def agencies(ask: Ask, site: Site) -> str:
    """Return the list of all agencies."""
    lead = (
        "The bodies that recommendations are addressed to, with those they came from and went "
        "into, and the number of recommendations to each by its own name."
    )
    return render("groups", site, title="Agencies", lead=lead, groups=agency_groups(ask))


LISTS: dict[str, Callable[[Ask, Site], str]] = {
    "reviews": reviews,
    "themes": themes,
    "agencies": agencies,
}


def console(site: Site, queries: Mapping[str, Query], stored: str) -> str:
    """Return the SPARQL console, with a stored query in it if one is named."""
    texts = {name: bind(query, example_values(query)) for name, query in queries.items()}
    return render(
        "console",
        site,
        queries=tuple(queries.values()),
        texts=texts,
        stored=stored,
        text=texts.get(stored, _EMPTY_QUERY),
    )
