"""What people said of links: the ledger ``data/links/agencies.sssom.tsv``, obeyed by rebuilds.

The file is SSSOM/TSV: a header of ``#`` lines, then one judgement a row, sorted, so that a change
shows as one changed line. The predicate says what an accepted link claims: ``skos:exactMatch``
that the mention means this very body, ``skos:broadMatch`` that it means a part, unit or role of
it, ``skos:closeMatch`` that the source only glosses the one as the other. It is never
``owl:sameAs``: a mention is words in one document and no organisation.

- accepted: a row as it stands;
- rejected: ``predicate_modifier`` is ``Not``, kept so that the machine does not offer it again;
- unsure: a row whose confidence is at most one half;
- no such body: the object is ``sssom:NoTermFound``.

A judgement is kept by mention (review, recommendation, printed name) and agency, and so holds
when rules change. A body that a review hides cannot be named here: such a row is refused.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewgraph.errors import DataError
from reviewgraph.linking.mentions import name_key
from reviewgraph.model import Judgement, Mention, MentionKind, Resolution
from reviewgraph.namespaces import ID
from reviewgraph.registries import Register

COLUMNS = (
    "record_id", "subject_id", "subject_label", "predicate_id", "predicate_modifier",
    "object_id", "object_label", "mapping_justification", "author_id", "mapping_date",
    "confidence", "comment",
)  # fmt: skip
NO_SUCH_BODY = "sssom:NoTermFound"
MANUAL = "semapv:ManualMappingCuration"
PERSON = "person"
"""The rule of a link that a person made or judged."""
PREDICATES = ("skos:exactMatch", "skos:broadMatch", "skos:closeMatch")
UNSURE_AT_MOST = 0.5

_HEADER = f"""\
#sssom_version: "1.1"
#curie_map:
#  agency: {ID}agency/
#  link: {ID}link/
#  mention: {ID}mention/
#  orcid: https://orcid.org/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#  sssom: https://w3id.org/sssom/
#license: https://creativecommons.org/licenses/by/4.0/
#mapping_set_id: https://w3id.org/reviewgraph/mapping/agencies
#mapping_set_title: Mentions in reviews and the agencies they stand for, as judged by people
"""


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """A person's judgement of one mention and one agency, or that no agency fits."""

    mention: str
    """Local name of the mention's IRI."""
    agency: str | None
    """Key of the agency; None if the person says that there is no such body."""
    judgement: Judgement
    predicate: str
    author: str
    date: str
    """``YYYY-MM-DD``."""
    confidence: float
    mention_label: str = ""
    agency_label: str = ""
    comment: str = ""


Decisions = Mapping[str, tuple[Decision, ...]]
"""Decisions by the local name of the mention."""


def mention_name(review_id: str, recommendation_key: str, mention: Mention) -> str:
    """Return the local name of a mention's IRI: review, recommendation, printed name."""
    return f"{review_id}--{recommendation_key}--{name_key(mention.name)}"


def read_decisions(path: Path, register: Register) -> Decisions:
    """Return the decisions of a ledger; none if the file is missing.

    Raises DataError, naming file, line and remedy, for a row that cannot be obeyed.
    """
    if not path.exists():
        return {}
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8: {error.reason}; save it as UTF-8") from error
    return parse_decisions(text, str(path), register)


def parse_decisions(text: str, name: str, register: Register) -> Decisions:
    """Return the decisions that a ledger's text holds, by mention; see read_decisions."""
    head = sum(1 for line in text.splitlines() if line.startswith("#"))
    rows = csv.DictReader(
        (line for line in io.StringIO(text) if not line.startswith("#")),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise DataError(f"{name}:{head + 1}: column {missing[0]} is missing; see the header")
    found: dict[tuple[str, str], Decision] = {}
    for number, row in enumerate(rows, start=head + 2):
        decision = _decision(row, f"{name}:{number}", register)
        key = (decision.mention, decision.agency or "")
        if key in found:
            raise DataError(
                f"{name}:{number}: {key[0]} and {key[1]} are judged twice; keep one row"
            )
        found[key] = decision
    return by_mention(found.values())


def by_mention(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """Return decisions grouped by mention, sorted."""
    grouped: dict[str, tuple[Decision, ...]] = {}
    for decision in sorted(decisions, key=_order):
        grouped[decision.mention] = (*grouped.get(decision.mention, ()), decision)
    return grouped


def _order(decision: Decision) -> tuple[str, str]:
    return (decision.mention, decision.agency or "")


def _decision(row: Mapping[str, str | None], place: str, register: Register) -> Decision:
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    if not cells["subject_id"].startswith("mention:"):
        raise DataError(f"{place}: subject_id {cells['subject_id']!r}: write mention:<local name>")
    if cells["predicate_id"] not in PREDICATES:
        raise DataError(f"{place}: predicate_id must be one of {', '.join(PREDICATES)}")
    if cells["predicate_modifier"] not in ("", "Not"):
        raise DataError(f"{place}: predicate_modifier must be empty or Not")
    if not cells["author_id"] or not cells["mapping_date"]:
        raise DataError(f"{place}: say who judged (author_id) and when (mapping_date, YYYY-MM-DD)")
    confidence = _confidence(cells["confidence"], place)
    return Decision(
        mention=cells["subject_id"].removeprefix("mention:"),
        agency=_agency(cells["object_id"], place, register),
        judgement=_judgement(cells["predicate_modifier"], confidence),
        predicate=cells["predicate_id"],
        author=cells["author_id"],
        date=cells["mapping_date"],
        confidence=confidence,
        mention_label=cells["subject_label"],
        agency_label=cells["object_label"],
        comment=cells["comment"],
    )


def _confidence(text: str, place: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise DataError(f"{place}: confidence {text!r} is no number from 0 to 1") from error
    if not 0 <= value <= 1:
        raise DataError(f"{place}: confidence {text} is not from 0 to 1")
    return value


def _agency(object_id: str, place: str, register: Register) -> str | None:
    if object_id == NO_SUCH_BODY:
        return None
    key = object_id.removeprefix("agency:")
    if not object_id.startswith("agency:") or register.agency(key) is None:
        raise DataError(f"{place}: object_id {object_id!r} is no agency of the register")
    return key


def _judgement(modifier: str, confidence: float) -> Judgement:
    if modifier:
        return Judgement.REJECTED
    return Judgement.UNSURE if confidence <= UNSURE_AT_MOST else Judgement.ACCEPTED


def format_decisions(decisions: Iterable[Decision]) -> str:
    """Return the ledger's text for these decisions: header, columns, sorted rows."""
    lines = ["\t".join(COLUMNS)]
    for d in sorted(set(decisions), key=_order):
        rejected = d.judgement is Judgement.REJECTED
        target = d.agency or "no-such-body"
        cells = (
            f"link:{d.mention}--{target}",
            f"mention:{d.mention}",
            d.mention_label,
            d.predicate,
            "Not" if rejected else "",
            f"agency:{d.agency}" if d.agency else NO_SUCH_BODY,
            d.agency_label,
            MANUAL,
            d.author,
            d.date,
            f"{d.confidence:g}",
            d.comment,
        )
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return _HEADER + "\n".join(lines) + "\n"


def apply_decisions(
    review_id: str, resolved: Mapping[str, Sequence[Resolution]], decisions: Decisions
) -> dict[str, tuple[Resolution, ...]]:
    """Return a review's resolutions as people judged them, by key of the recommendation.

    A refused link stays as a resolution of its own, so that the graph can state the refusal.
    Raises DataError if a decision names a body that the review hides.
    """
    return {
        key: tuple(
            judged
            for resolution in resolutions
            for judged in _judged(
                resolution,
                decisions.get(mention_name(review_id, key, resolution.mention), ()),
            )
        )
        for key, resolutions in resolved.items()
    }


def _judged(resolution: Resolution, decisions: Sequence[Decision]) -> Iterator[Resolution]:
    if not decisions:
        yield resolution
        return
    if resolution.mention.kind is MentionKind.PSEUDONYM:
        raise DataError(
            f"agencies.sssom.tsv: {decisions[0].mention} is hidden by the review; remove its row"
        )
    refused = {d.agency for d in decisions if d.judgement is Judgement.REJECTED}
    chosen = [d for d in decisions if d.judgement is not Judgement.REJECTED]
    yield _main(resolution, chosen[0] if chosen else None, refused)
    for decision in decisions:
        if decision.judgement is Judgement.REJECTED and decision.agency:
            yield _by_person(resolution, decision)


def _main(resolution: Resolution, chosen: Decision | None, refused: set[str | None]) -> Resolution:
    left = tuple(c for c in resolution.candidates if c.agency not in refused)
    if chosen is not None:
        kept = left if chosen.judgement is Judgement.UNSURE else ()
        return replace(_by_person(resolution, chosen), candidates=kept)
    if resolution.agency in refused:
        why = f"A person refused {resolution.agency}, which the rule {resolution.rule} proposed."
        return replace(
            resolution,
            agency=None,
            predicate=None,
            justification=None,
            rule=PERSON,
            confidence=0.0,
            reason=why,
            candidates=left,
        )
    return replace(resolution, candidates=left)


def _by_person(resolution: Resolution, decision: Decision) -> Resolution:
    if decision.agency is None:
        comment = decision.comment or "A person found no such body."
        return replace(
            resolution,
            agency=None,
            predicate=None,
            justification=None,
            rule=PERSON,
            confidence=decision.confidence,
            reason=comment,
            candidates=(),
            judgement=decision.judgement,
        )
    return replace(
        resolution,
        agency=decision.agency,
        predicate=decision.predicate,
        justification=MANUAL,
        rule=PERSON,
        confidence=decision.confidence,
        reason=decision.comment or f"Judged {decision.judgement} on {decision.date}.",
        candidates=(),
        judgement=decision.judgement,
    )
