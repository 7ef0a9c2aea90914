"""An extraction as plain values, for JSON, and as rows, for tables."""

from collections.abc import Iterator

from reviewgraph.extraction.model import PLACEHOLDER, Action, Extraction, Found, Reported

COLUMNS = (
    "source",
    "page",
    "number",
    "label",
    "text",
    "addressed_to",
    "told_by",
    "group",
    "also_on_pages",
    "withheld",
)


def as_values(extraction: Extraction) -> dict[str, object]:
    """Return an extraction as values that JSON knows; the keys are stable."""
    return {
        "source": extraction.source,
        "sha256": extraction.sha256,
        "media_type": extraction.media_type,
        "pages": extraction.pages,
        "count": len(extraction.recommendations),
        "withheld": extraction.withheld,
        "notes": list(extraction.notes),
        "recommendations": [_recommendation(found) for found in extraction.recommendations],
        "actions": [_action(action) for action in extraction.actions],
        "glossary": dict(extraction.glossary),
    }


def _recommendation(found: Found) -> dict[str, object]:
    conflict = found.conflict
    return {
        "key": found.key,
        "number": found.number,
        "label": found.label,
        "text": found.text,
        "addressed_to": addressed_to(found),
        "addressees": [
            {"name": one.name, "told_by": one.told.value, "expanded": one.expanded}
            for one in found.addressees
        ],
        "sentence_names": conflict.name if conflict else None,
        "group": found.group,
        "single_agency": found.single_agency,
        "lead_in": found.lead_in,
        "page": found.page,
        "places": [
            {
                "where": place.where.value,
                "page": place.page,
                "block": place.index,
                "label": place.label,
                "text": place.text,
            }
            for place in found.places
        ],
        "withheld": [
            {"kind": one.kind.value, "start": one.start, "length": one.length}
            for one in found.withheld
        ],
    }


def addressed_to(found: Found) -> str:
    """Return the addressees as a page's cell prints them; who is withheld is not among them."""
    return " | ".join(one.name for one in found.addressees if PLACEHOLDER not in one.name)


def _action(action: Action) -> dict[str, object]:
    return {
        "recommendation": action.recommendation,
        "label": action.label,
        "group": action.group,
        "scope": action.scope,
        "text": action.text,
        "lead_agency": action.lead_agency,
        "milestones": [milestone.text for milestone in action.milestones],
        "target_date": action.target_date,
        "completed": action.completed,
        "outcome": action.outcome,
        "page": action.page,
        "status": _reported(action.reported),
        "withheld": action.withheld,
    }


def _reported(reported: Reported | None) -> dict[str, object] | None:
    """Return what a plan says plainly of how far an action came."""
    if reported is None:
        return None
    return {
        "progress": reported.progress.value,
        "words": reported.words,
        "completed_in": reported.month,
    }


def as_rows(extraction: Extraction) -> Iterator[tuple[str, ...]]:
    """Yield one row for each recommendation, in the order of COLUMNS."""
    for found in extraction.recommendations:
        told = found.addressees[0].told.value if found.addressees else ""
        others = sorted({place.page for place in found.places[1:] if place.page is not None})
        yield (
            extraction.source,
            "" if found.page is None else str(found.page),
            found.number,
            found.label,
            found.text,
            addressed_to(found),
            told,
            found.group,
            " ".join(map(str, others)),
            str(len(found.withheld) or ""),
        )
