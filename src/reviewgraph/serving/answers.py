"""Stored queries as pages: a form for the blanks, and the answer as a table."""

from dataclasses import dataclass
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from reviewgraph.namespaces import ID
from reviewgraph.pages.agencies import agency_groups
from reviewgraph.pages.asking import Ask
from reviewgraph.pages.rendering import render
from reviewgraph.pages.reviews import review_rows
from reviewgraph.pages.themes import theme_groups
from reviewgraph.pages.things import short
from reviewgraph.pages.values import Ref
from reviewgraph.queries import ParameterKind, Query
from reviewgraph.rdf import NamedNode
from reviewgraph.results import Table, Term, parse_results
from reviewgraph.serving.held import Held
from reviewgraph.serving.negotiation import JSON_RESULTS
from reviewgraph.serving.problems import Problem
from reviewgraph.serving.site import HTML, SITE
from reviewgraph.serving.stored import SPREADSHEET, Call, answer_call, page_path, read_call

_MOST_CHOICES = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of an answer as the template shows it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, Ref | None], ...], ...]
    first: int
    more: bool
    previous: str
    next: str
    spreadsheet: str


async def queries_page(request: Request) -> Response:
    """Answer with the stored queries by what they are about."""
    held: Held = request.app.state.held
    by_tag = sorted(held.queries.values(), key=lambda query: (query.tags[0], query.name))
    groups = [(tag, list(group)) for tag, group in groupby(by_tag, key=lambda each: each.tags[0])]
    return Response(render("queries", SITE, groups=groups), media_type=HTML)


async def query_page(request: Request) -> Response:
    """Answer with the form of a stored query, and its answer once the form is filled in."""
    held: Held = request.app.state.held
    call = read_call(request, held.queries)
    answer, fault = None, ""
    ready = all(each.name in call.values for each in call.query.parameters if each.required)
    if call.query.form == "select" and (ready or call.values):
        try:
            page = await answer_call(request, call, JSON_RESULTS)
            answer = _answer(request, call, page.body, more=page.more)
        except Problem as problem:
            if problem.status != 400:
                raise
            fault = problem.detail
    text = render(
        "query",
        SITE,
        query=call.query,
        values=call.values,
        choices=_choices(held, call.query),
        answer=answer,
        fault=fault,
    )
    return Response(text, 400 if fault else 200, media_type=HTML)


def _answer(request: Request, call: Call, body: bytes, *, more: bool) -> Answer:
    table = parse_results(body, JSON_RESULTS)
    assert isinstance(table, Table)
    labels = {column for column in table.columns if _labelled(column, table.columns)}
    shown = [name for name in table.columns if name not in labels]
    return Answer(
        columns=tuple(shown),
        rows=tuple(_row(dict(zip(table.columns, row, strict=True)), shown) for row in table.rows),
        first=(call.page - 1) * call.limit + 1,
        more=more,
        previous=page_path(request, call, page=str(call.page - 1)) if call.page > 1 else "",
        next=page_path(request, call, page=str(call.page + 1)) if more else "",
        spreadsheet=page_path(request, call, format=SPREADSHEET),
    )


def _labelled(column: str, columns: tuple[str, ...]) -> bool:
    return column.endswith("Label") and column.removesuffix("Label") in columns


def _row(row: dict[str, Term | None], shown: list[str]) -> tuple[tuple[str, Ref | None], ...]:
    return tuple(_cell(row[name], row.get(f"{name}Label")) for name in shown)


def _cell(term: Term | None, label: Term | None) -> tuple[str, Ref | None]:
    if term is None:
        return "", None
    text = label.value if label is not None else term.value
    if not isinstance(term, NamedNode):
        return text, None
    text = text if label is not None else short(term.value)
    known = term.value.startswith((ID, "http://", "https://"))
    return text, Ref(term.value, text) if known else None


def _choices(held: Held, query: Query) -> dict[str, list[Ref]]:
    """Return for each blank the things it may be filled with, where there is a list of them."""
    return {
        each.name: held.choices(each.kind, _things)[:_MOST_CHOICES]
        for each in query.parameters
        if each.kind in _LISTS
    }


_LISTS = (ParameterKind.THEME, ParameterKind.AGENCY, ParameterKind.REVIEW)


def _things(ask: Ask, kind: str) -> list[Ref]:
    if kind == ParameterKind.REVIEW:
        return [row.ref for row in review_rows(ask)]
    groups = theme_groups(ask) if kind == ParameterKind.THEME else agency_groups(ask)
    return sorted(
        (count.of for group in groups for count in group.members), key=lambda ref: ref.label
    )
