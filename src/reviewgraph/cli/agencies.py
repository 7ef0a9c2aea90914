"""``reviewgraph agencies``: decide what mentions stand for, one after the other."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.padding import Padding
from rich.text import Text

from reviewgraph.cli.options import graph_option, out
from reviewgraph.cli.registry import registries_folder
from reviewgraph.errors import DataError
from reviewgraph.linking.ledger import (
    PREDICATES,
    UNSURE_AT_MOST,
    Decision,
    format_decisions,
    read_decisions,
)
from reviewgraph.model import Judgement
from reviewgraph.namespaces import PREFIXES
from reviewgraph.rdf import Literal, NamedNode
from reviewgraph.registries import Register, load_register
from reviewgraph.resources import shipped
from reviewgraph.store import open_store

LEDGER = "agencies.sssom.tsv"

_QUEUE = """
PREFIX concept: <https://w3id.org/reviewgraph/id/concept/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rg: <https://w3id.org/reviewgraph/ontology#>
PREFIX schema: <https://schema.org/>
PREFIX sssom: <https://w3id.org/sssom/>
SELECT ?mention ?name ?recommendation ?text ?agency ?label ?score ?why
WHERE {
  ?mention rg:candidate ?agency ; rg:nameAsPrinted ?name .
  ?recommendation rg:hasMention ?mention ; schema:text ?text .
  ?link owl:annotatedSource ?mention ; owl:annotatedTarget ?agency ;
    rg:status concept:link-status--candidate ; sssom:confidence ?score ; rdfs:comment ?why .
  OPTIONAL { ?agency rdfs:label ?label }
}
ORDER BY ?mention DESC(?score) ?agency
"""
_MENTION = """
PREFIX rg: <https://w3id.org/reviewgraph/ontology#>
SELECT ?name ?kind WHERE {{ <{}> rg:nameAsPrinted ?name ; rg:mentionKind ?kind }}
"""

_links_option = click.option(
    "--links",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of people's decisions.  [default: data/links]",
)
_registries_option = click.option(
    "--registries",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Folder of registry tables.  [default: data/registries]",
)


@click.group(invoke_without_command=True)
@graph_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N")
@click.pass_context
def agencies(ctx: click.Context, graph: Path, limit: int) -> None:
    r"""Show the mentions that wait for a person, with candidates and evidence.

    \b
    Examples:
      reviewgraph agencies
      reviewgraph agencies accept MENTION AGENCY --author orcid:0000-0000-0000-0000
      reviewgraph agencies reject MENTION AGENCY --author "J. Curator"
    """
    if ctx.invoked_subcommand is None:
        _show_queue(graph, limit)


def _show_queue(graph: Path, limit: int) -> None:
    console = out()
    waiting: dict[str, list[dict[str, str]]] = {}
    for row in _rows(graph, _QUEUE):
        waiting.setdefault(_local(row["mention"]), []).append(row)
    for mention in list(waiting)[:limit]:
        first = waiting[mention][0]
        console.print(Text(f"“{first['name']}”", style="bold"), Text(mention, style="dim"))
        console.print(Padding(first["text"], (0, 0, 0, 2)))
        for row in waiting[mention]:
            label = row.get("label") or ""
            line = f"{_local(row['agency'])}  {label}  {row['score']}  {row['why']}"
            console.print(Padding(line, (0, 0, 0, 4)))
    rest = len(waiting) - limit
    more = f"; {rest} more with --limit" if rest > 0 else ""
    click.echo(f"{len(waiting)} mention{'s' * (len(waiting) != 1)} undecided{more}.")


def _rows(graph: Path, text: str) -> Iterable[dict[str, str]]:
    solutions = open_store(graph).select(text)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {
            name: term.value
            for name, term in zip(names, solution, strict=True)
            if isinstance(term, NamedNode | Literal)
        }


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def _decision_command(name: str, judgement: Judgement, help_: str) -> None:
    @click.argument("mention")
    @click.argument("agency", required=judgement is not Judgement.ACCEPTED)
    @click.option("--author", required=True, metavar="WHO", help="ORCID iD or name of the judge.")
    @click.option("--comment", default="", metavar="TEXT", help="Why, in one sentence.")
    @click.option(
        "--predicate",
        type=click.Choice(PREDICATES),
        default=PREDICATES[0],
        show_default=True,
        help="What the link claims.",
    )
    @click.option("--date", "when", metavar="DATE", help="Day of the judgement.  [default: today]")
    @graph_option
    @_links_option
    @_registries_option
    def command(**options: Any) -> None:
        _decide(judgement, **options)

    command.__doc__ = help_
    agencies.command(name)(command)


def _decide(
    judgement: Judgement,
    mention: str,
    agency: str | None,
    author: str,
    comment: str,
    predicate: str,
    when: str | None,
    graph: Path,
    links: Path | None,
    registries: Path | None,
) -> None:
    register = load_register(registries_folder(registries))
    name = _printed_name(graph, mention)
    label = _agency_name(register, agency)
    path = _ledger(links)
    decision = Decision(
        mention=mention,
        agency=agency,
        judgement=judgement,
        predicate=predicate,
        author=author,
        date=when or date.today().isoformat(),
        confidence=UNSURE_AT_MOST if judgement is Judgement.UNSURE else 1.0,
        mention_label=name,
        agency_label=label,
        comment=comment,
    )
    _record(path, decision, register)
    click.echo(f"{judgement}: “{name}” as {label or 'no known body'}, in {path}.")


def _printed_name(graph: Path, mention: str) -> str:
    rows = list(_rows(graph, _MENTION.format(PREFIXES["mention"] + mention)))
    if not rows:
        raise DataError(f"{mention}: no mention of this graph; run reviewgraph agencies")
    if rows[0]["kind"].endswith("--pseudonym"):
        raise DataError(f"{mention}: the review hides this body; it is never resolved")
    return rows[0]["name"]


def _agency_name(register: Register, key: str | None) -> str:
    if key is None:
        return ""
    agency = register.agency(key)
    if agency is None:
        raise DataError(f"{key}: no agency of the registers; see reviewgraph registry show CODE")
    return agency.name


def _ledger(links: Path | None) -> Path:
    own = Path("data") / "links"
    return (links or (own if own.is_dir() else shipped("data") / "links")) / LEDGER


def _record(path: Path, decision: Decision, register: Register) -> None:
    """Write the ledger anew with the decision in the place of an earlier one on the same pair."""
    earlier = [d for rows in read_decisions(path, register).values() for d in rows]
    kept = [d for d in earlier if not _is_replaced(d, decision)]
    fresh = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(format_decisions([*kept, decision]), encoding="utf-8")
    fresh.replace(path)


def _is_replaced(earlier: Decision, new: Decision) -> bool:
    """Say whether a new judgement overrules an earlier one: a mention has one accepted agency."""
    if earlier.mention != new.mention:
        return False
    both_accepted = earlier.judgement is new.judgement is Judgement.ACCEPTED
    return earlier.agency == new.agency or both_accepted


_decision_command(
    "accept",
    Judgement.ACCEPTED,
    """Record that MENTION stands for AGENCY; without AGENCY, that no known body fits.

    Example: reviewgraph agencies accept MENTION gss-e09000016 --author "J. Curator"
    """,
)
_decision_command(
    "reject",
    Judgement.REJECTED,
    """Record that MENTION does not stand for AGENCY; the refusal is kept and obeyed.

    Example: reviewgraph agencies reject MENTION gss-e09000016 --author "J. Curator"
    """,
)
_decision_command(
    "unsure",
    Judgement.UNSURE,
    """Record that a person looked and could not tell whether MENTION stands for AGENCY.

    Example: reviewgraph agencies unsure MENTION gss-e09000016 --author "J. Curator"
    """,
)
