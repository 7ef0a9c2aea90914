"""What a heading announces, told by its words."""

import re
from enum import StrEnum

from reviewgraph.extraction.misspelt import respelt

_MOST_WORDS = 8


class Sort(StrEnum):
    """What a heading announces."""

    RECOMMENDATIONS = "recommendations"
    PLAN = "plan"
    SUMMARY = "summary"
    DECOY = "decoy"
    LEARNING = "learning"
    """What was learned: labelled recommendations may stand in it, other sentences are none."""
    END = "end"
    OTHER = "other"


_PLAN = re.compile(r"\baction plans?\b", re.I)
_LIST = re.compile(
    r"\brecommendations?\b|^(?:what )?(?:the (?:\w+ ){0,2}(?:panel|review|author|chair)|we) "
    r"recommends?$|\b(?:single|multi|individual|other)[- ]?agency (?:actions?|"
    r"learning actions?)\b|"
    r"\bsingle agencies\b.*\bactions?\b|\bactions? for (?:single|individual|all) agenc",
    re.I,
)
_DECOY = re.compile(
    r"\b(?:previous|earlier|other|past|prior|similar|historic)\b.*\b(?:reviews?|recommendations?|"
    r"inquir\w+)\b|"
    r"\brecommendations? (?:from|of|by) (?:the )?(?:previous|earlier|other|past|prior|nice|"
    r"inquir\w+|inspections?|coroner)|"
    r"\bnice\b|\bnational institute\b|\b(?:progress|update)\b.*\b(?:on|against)\b|"
    r"\blearning points?\b|\bareas? (?:for|of) (?:\w+ )?(?:development|improvement)\b|"
    r"\bhome office\b.*\b(?:letter|feedback|response)\b|\b(?:letter|feedback) from\b|"
    r"\b(?:implementation|status|review) of (?:\w+ ){0,2}recommendations\b|\bgood practice\b",
    re.I,
)
_END = re.compile(
    r"^(?:appendi(?:x|ces)|annex(?:es)?|glossary|bibliography|references|terms of reference|"
    r"abbreviations|"
    r"acronyms|chronology|distribution|dissemination|acknowledge?ments?|next steps|what next|"
    r"conclusions?(?: and)?|concluding remarks|closing remarks|postscript|afterword|"
    r"follow[- ]up|monitoring|publication|signed|thanks|after the review|family (?:comments|"
    r"response|statement|tribute))\b",
    re.I,
)
_LEARNING = re.compile(
    r"^(?:(?:key|main|the|emerging|identified) )*(?:learning|lessons?)(?: (?:points?|learn(?:ed|t)|"
    r"identified|from|for|to be|this|the|case|review|practice))*$",
    re.I,
)
_SUMMARY = re.compile(r"\bexecutive summary\b", re.I)


def sort_of(title: str) -> Sort:
    """Return what a heading announces; a word that OCR spelt wrong still counts.

    >>> sort_of("Recommendations from earlier reviews").value
    'decoy'
    """
    title = _respelt(title)
    for pattern, sort in (
        (_DECOY, Sort.DECOY),
        (_PLAN, Sort.PLAN),
        (_LIST, Sort.RECOMMENDATIONS),
        (_SUMMARY, Sort.SUMMARY),
        (_END, Sort.END),
        (_LEARNING, Sort.LEARNING),
    ):
        if pattern.search(title):
            return sort
    return Sort.OTHER


def _respelt(title: str) -> str:
    return respelt(title) if len(title.split()) <= _MOST_WORDS else title


def ends_section(title: str) -> bool:
    """Say whether a heading opens what stands behind the recommendations of a report."""
    return _END.match(title) is not None
