"""What a step of resolving found: one agency that is sure, or candidates, or a reason."""

from dataclasses import dataclass

from reviewgraph.model import Candidate, MentionKind

EXACT, BROAD, CLOSE = "skos:exactMatch", "skos:broadMatch", "skos:closeMatch"
LEXICAL = "semapv:LexicalMatching"
SIMILAR = "semapv:LexicalSimilarityThresholdMatching"
BACKGROUND = "semapv:BackgroundKnowledgeBasedMatching"


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome for one name in one context."""

    agency: str | None
    rule: str
    confidence: float
    reason: str
    predicate: str = EXACT
    justification: str = LEXICAL
    candidates: tuple[Candidate, ...] = ()
    kind: MentionKind | None = None
    """A better kind than the words alone could tell, if there is one."""


def unsure(rule: str, reason: str, *candidates: Candidate) -> Found:
    """Return an outcome without an agency."""
    return Found(None, rule, 0.0, reason, candidates=tuple(candidates))
