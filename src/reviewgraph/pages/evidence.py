"""The evidence of what was derived: taggings with their quotes, mentions with their links."""

from collections.abc import Iterable
from itertools import groupby

from reviewgraph.pages.asking import Ask, Row, grouped, rows
from reviewgraph.pages.values import Claim, Evidence, Mention, Ref

_TAGGINGS = """
SELECT ?concept ?label ?matched ?rule ?confidence ?exact ?prefix ?suffix
    ?start ?end ?status {
  ?target oa:hasSource ?subject! .
  ?tagging oa:hasTarget ?target ; oa:hasBody ?concept .
  ?concept skos:prefLabel ?label .
  OPTIONAL { ?tagging rg:matchedLabel ?matched }
  OPTIONAL { ?tagging rg:rule ?rule }
  OPTIONAL { ?tagging rg:confidence ?confidence }
  OPTIONAL { ?tagging rg:status ?status }
  OPTIONAL { ?target oa:hasSelector ?quote . ?quote oa:exact ?exact .
    OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix }
    OPTIONAL { ?quote oa:start ?start } OPTIONAL { ?quote oa:end ?end } }
} ORDER BY ?label ?concept
"""
_MENTIONS = """
SELECT ?mention ?printed ?kind ?kindLabel ?type ?typeLabel ?expanded ?inText
    ?exact ?prefix ?suffix {
  ?subject! rg:hasMention ?mention .
  ?mention rg:nameAsPrinted ?printed .
  OPTIONAL { ?mention rg:mentionKind ?kind . ?kind skos:prefLabel ?kindLabel }
  OPTIONAL { ?mention rg:agencyType ?type . ?type skos:prefLabel ?typeLabel }
  OPTIONAL { ?mention rg:expandedName ?expanded }
  OPTIONAL { ?mention rg:inText ?inText }
} ORDER BY ?inText ?printed ?mention
"""
_LINKS = """
SELECT ?mention ?agency ?label ?rule ?confidence ?status ?reason {
  ?subject! rg:hasMention ?mention .
  ?link owl:annotatedSource ?mention ; owl:annotatedTarget ?agency .
  ?agency rdfs:label ?label .
  OPTIONAL { ?link rg:rule ?rule }
  OPTIONAL { ?link sssom:confidence ?confidence }
  OPTIONAL { ?link rg:status ?status }
  OPTIONAL { ?link rdfs:comment ?reason }
} ORDER BY ?mention DESC(?confidence) ?label ?agency
"""


def taggings(ask: Ask, subject: str) -> tuple[Claim, ...]:
    """Return all taggings of a text, the rejected ones too."""
    return tuple(
        Claim(Ref(row["concept"], row["label"]), _evidence(row))
        for row in rows(ask, _TAGGINGS, subject=subject)
    )


def standing(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that nobody has rejected."""
    return tuple(claim for claim in claims if claim.evidence.status != "rejected")


def rejected(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that a person has rejected."""
    return tuple(claim for claim in claims if claim.evidence.status == "rejected")


def mentions(ask: Ask, subject: str) -> tuple[Mention, ...]:
    """Return the organisations that a recommendation prints, with all their links."""
    found = rows(ask, _LINKS, subject=subject)
    links = {
        mention: tuple(Claim(Ref(row["agency"], row["label"]), _evidence(row)) for row in group)
        for mention, group in grouped(found, "mention")
    }
    return tuple(
        Mention(
            ref=Ref(row["mention"], row["printed"]),
            printed=row["printed"],
            kind=ref_or_none(row, "kind"),
            type=ref_or_none(row, "type"),
            expanded=row["expanded"],
            in_text=row["inText"] == "true",
            links=links.get(row["mention"], ()),
        )
        for row in rows(ask, _MENTIONS, subject=subject)
    )


def ref_or_none(row: Row, column: str) -> Ref | None:
    """Return the thing in a column and its label in the column of the same name and ``Label``."""
    return Ref(row[column], row[f"{column}Label"]) if row[column] else None


def _evidence(row: Row) -> Evidence:
    return Evidence(
        rule=row["rule"],
        confidence=row["confidence"],
        prefix=row.get("prefix", ""),
        exact=row.get("exact", ""),
        suffix=row.get("suffix", ""),
        matched=row.get("matched", ""),
        reason=row.get("reason", ""),
        start=int(row.get("start") or -1),
        end=int(row.get("end") or -1),
        status=row["status"].rpartition("--")[2],
    )


def marked(text: str, claims: Iterable[Claim]) -> tuple[tuple[str, bool], ...]:
    """Return the text in pieces, each with whether a claim rests on it.

    A place that does not hold the words it claims to hold is left out: better no mark than a
    wrong one.
    """
    under = [False] * len(text)
    for claim in claims:
        start, end = claim.evidence.start, claim.evidence.end
        if 0 <= start < end <= len(text) and text[start:end] == claim.evidence.exact:
            under[start:end] = [True] * (end - start)
    pieces = groupby(zip(text, under, strict=True), key=lambda pair: pair[1])
    return tuple(("".join(letter for letter, _ in group), mark) for mark, group in pieces)
