"""What people said of taggings: the ledger ``data/links/themes.tsv``, which outlives rebuilds.

One judgement a row, sorted, so that a change shows as one changed line. A judgement is kept by
subject and concept, never by words or offsets, and so holds when rules change.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from reviewgraph.errors import DataError
from reviewgraph.model import Judgement, Tagging, quote
from reviewgraph.namespaces import PREFIXES
from reviewgraph.themes.scheme import Scheme, concept_of

COLUMNS = ("subject_id", "concept_id", "judgement", "author_id", "date", "comment")
PERSON = "person"
"""The rule of a tagging that only a person made."""

_JUDGEMENTS = {"accepted": Judgement.ACCEPTED, "rejected": Judgement.REJECTED}


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """A person's judgement that a concept does or does not fit a text."""

    subject: str
    """``recommendation:<key>``, or ``review:<id>`` for a summary."""
    concept: str
    """``theme:<key>`` or ``concept:<scheme>--<key>``."""
    judgement: Judgement
    author: str
    date: str
    """``YYYY-MM-DD``."""
    comment: str = ""

    @property
    def facet_and_key(self) -> tuple[str, str]:
        """Return facet and key of the concept."""
        prefix, _, name = self.concept.partition(":")
        found = concept_of(PREFIXES.get(prefix, "") + name)
        if found is None:
            raise DataError(f"{self.concept}: no concept of a tagging scheme")
        return found


def read_decisions(path: Path, scheme: Scheme) -> tuple[Decision, ...]:
    """Return the decisions of a ledger; none if the file is missing.

    Raises DataError, naming file, line and remedy, for a row that cannot be read.
    """
    if not path.exists():
        return ()
    return parse_decisions(path.read_text(encoding="utf-8"), str(path), scheme)


def parse_decisions(text: str, name: str, scheme: Scheme) -> tuple[Decision, ...]:
    """Return the decisions that a ledger's text holds, sorted; see read_decisions."""
    lines = text.splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise DataError(f"{name}:1: the first line must be the columns {', '.join(COLUMNS)}")
    decisions: dict[tuple[str, str], Decision] = {}
    for number, line in enumerate(lines[1:], start=2):
        decision = _decision(line, f"{name}:{number}", scheme)
        key = (decision.subject, decision.concept)
        if key in decisions:
            raise DataError(f"{name}:{number}: {' '.join(key)} is judged twice; keep one row")
        decisions[key] = decision
    return tuple(sorted(decisions.values()))


def _decision(line: str, place: str, scheme: Scheme) -> Decision:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise DataError(f"{place}: {len(cells)} cells, but there are {len(COLUMNS)} columns")
    subject, concept, judgement, author, date, comment = cells
    if judgement not in _JUDGEMENTS:
        raise DataError(f'{place}: judgement "{judgement}": write accepted or rejected')
    if not subject.startswith(("recommendation:", "review:")):
        raise DataError(f'{place}: subject "{subject}": write recommendation:<key> or review:<id>')
    if not author or not date:
        raise DataError(f"{place}: say who judged (author_id) and when (date, YYYY-MM-DD)")
    decision = Decision(subject, concept, _JUDGEMENTS[judgement], author, date, comment)
    try:
        known = scheme.concept(*decision.facet_and_key)
    except DataError as error:
        raise DataError(f"{place}: {error}") from error
    if known is None:
        raise DataError(f'{place}: the scheme has no concept "{concept}"; was it renamed?')
    return decision


def format_decisions(decisions: Iterable[Decision]) -> str:
    """Return the ledger's text for these decisions: sorted, one a line."""
    rows = ["\t".join(COLUMNS)]
    for d in sorted(set(decisions)):
        cells = (d.subject, d.concept, str(d.judgement), d.author, d.date, d.comment)
        rows.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(rows) + "\n"


def decisions_by_subject(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """Return the decisions by the thing judged."""
    by_subject: dict[str, tuple[Decision, ...]] = {}
    for decision in decisions:
        by_subject[decision.subject] = (*by_subject.get(decision.subject, ()), decision)
    return by_subject


def apply_decisions(
    taggings: Iterable[Tagging], decisions: Iterable[Decision], text: str
) -> tuple[Tagging, ...]:
    """Return the taggings of one text with the judgements about that text.

    A judged tagging keeps its evidence and gains the judgement. A concept that a person accepted
    and no rule finds is added, with the whole text as its quote. A rejection of what no rule
    finds any longer changes nothing.
    """
    judged = {d.facet_and_key: d for d in decisions}
    result = []
    for tagging in taggings:
        decision = judged.pop((tagging.facet, tagging.concept), None)
        result.append(replace(tagging, judgement=decision.judgement) if decision else tagging)
    for (facet, concept), decision in judged.items():
        if decision.judgement is Judgement.ACCEPTED:
            whole = quote(text, 0, len(text))
            result.append(Tagging(concept, facet, whole, "", PERSON, 1.0, decision.judgement))
    return tuple(sorted(result, key=lambda t: (_FACET_ORDER[t.facet], t.concept)))


_FACET_ORDER = {"theme": 0, "action": 1, "standard": 2}
