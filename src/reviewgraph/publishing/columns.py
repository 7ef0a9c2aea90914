"""What stands in each column of the tables, told once for the CSV and for its description."""

from dataclasses import dataclass

from reviewgraph.namespaces import (
    DCTERMS,
    FOAF,
    OA,
    ORG,
    OWL,
    PROV,
    RDFS,
    RG,
    SCHEMA,
    SKOS,
    SSSOM,
    XSD,
)
from reviewgraph.rdf import NamedNode

SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its values stand in the graph, and how they are written."""

    name: str
    title: str
    path: tuple[NamedNode, ...]
    """Properties to follow from the row's thing, in their order."""
    datatype: NamedNode = XSD.string
    thing: str | None = None
    """Kind of the things it names by key, such as ``review``; None for literals and any IRI."""
    table: str | None = None
    """Table that has a row for each thing it names."""
    many: bool = False
    """Whether a cell may hold several values, between bars."""
    backwards: bool = False
    """Whether its one property leads from the value, of that kind, to the row's thing."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a row for each thing of a class."""

    name: str
    title: str
    thing: str
    type: NamedNode
    columns: tuple[Column, ...]


def _text(name: str, title: str, *path: NamedNode) -> Column:
    return Column(name, title, path)


def _english(name: str, title: str, *path: NamedNode) -> Column:
    return Column(name, title, path, language="en")


def _key(name: str, title: str, *path: NamedNode, thing: str, table: str | None = None) -> Column:
    return Column(name, title, path, thing=thing, table=table)


def _keys(name: str, title: str, *path: NamedNode, thing: str) -> Column:
    return Column(name, title, path, thing=thing, many=True)


def _typed(name: str, title: str, *path: NamedNode, datatype: NamedNode) -> Column:
    return Column(name, title, path, datatype)


REVIEWS = Table(
    "reviews",
    "Reviews that follow a death",
    "review",
    RG.Review,
    (
        _english("label", "our own name for the review", RDFS.label),
        _key("kind", "kind of review", DCTERMS.type, thing="concept"),
        _key("status", "withdrawn, or empty", RG.status, thing="concept"),
        _text("title_as_printed", "title as printed", RG.titleAsPrinted),
        _text("area_as_printed", "area as printed", RG.areaAsPrinted),
        _key("commissioned_by", "who commissioned it", RG.commissionedBy, thing="agency"),
        _typed("year_of_death", "year of death", RG.yearOfDeath, datatype=XSD.gYear),
        _typed(
            "upload_month",
            "month of upload to the Home Office library",
            RG.uploadMonth,
            datatype=XSD.gYearMonth,
        ),
        _typed(
            "stated_count",
            "recommendations that the source says it holds",
            RG.statedCount,
            datatype=XSD.integer,
        ),
        _english("summary", "summary on the source's page, written by a machine", DCTERMS.abstract),
        _keys("summary_themes", "themes found in the summary", DCTERMS.subject, thing="theme"),
        _typed("invented", "whether the review is invented", RG.isInvented, datatype=XSD.boolean),
        _key("source", "file that was read", PROV.wasDerivedFrom, thing="source"),
        _typed("page", "page that was read", PROV.wasDerivedFrom, FOAF.page, datatype=XSD.anyURI),
        _english("rights", "rights in the source", PROV.wasDerivedFrom, DCTERMS.rights),
    ),
)

RECOMMENDATIONS = Table(
    "recommendations",
    "Recommendations of the reviews",
    "recommendation",
    RG.Recommendation,
    (
        _key("review", "review", DCTERMS.isPartOf, thing="review", table="reviews"),
        _english("series", "numbering series, as printed", RG.inSeries, RDFS.label),
        _text("number", "number as printed", RG.number),
        _typed("row", "place on the page, from 1", RG.row, datatype=XSD.integer),
        _typed("position", "place in its series", SCHEMA.position, datatype=XSD.integer),
        _typed("page", "page of a full report", SCHEMA.pageStart, datatype=XSD.integer),
        _english("text", "text as printed", SCHEMA.text),
        _text("addressee_as_printed", "addressee as printed", RG.addresseeAsPrinted),
        _keys("addressed_to", "agencies it is addressed to", RG.addressedTo, thing="agency"),
        _keys("themes", "themes found in the text", DCTERMS.subject, thing="theme"),
        _keys("asks_for", "types of action asked for", RG.asksFor, thing="concept"),
        _keys("standards", "laws and standards named", DCTERMS.references, thing="concept"),
        _typed(
            "confidence",
            "how sure the boundary between text and addressee is, where it is not marked",
            RG.confidence,
            datatype=XSD.decimal,
        ),
    ),
)

MENTIONS = Table(
    "mentions",
    "Organisations as the recommendations print them",
    "mention",
    RG.Mention,
    (
        Column(
            "recommendation",
            "recommendation that names it",
            (RG.hasMention,),
            thing="recommendation",
            table="recommendations",
            backwards=True,
        ),
        Column(
            "review",
            "review, where no recommendation but its source names it",
            (RG.hasMention,),
            thing="review",
            table="reviews",
            backwards=True,
        ),
        _text("name_as_printed", "name as printed", RG.nameAsPrinted),
        _text("expanded_name", "full form that the review itself gives", RG.expandedName),
        _key("kind", "kind of name", RG.mentionKind, thing="concept"),
        _key("agency_type", "type of agency", RG.agencyType, thing="concept"),
        _typed("in_text", "whether only the text names it", RG.inText, datatype=XSD.boolean),
        _keys("candidates", "agencies it could stand for", RG.candidate, thing="agency"),
        _text("quote", "where it stands in the text", OA.hasSelector, OA.exact),
        _typed("start", "first character", OA.hasSelector, OA.start, datatype=XSD.integer),
        _typed("end", "character after the last", OA.hasSelector, OA.end, datatype=XSD.integer),
    ),
)

LINKS = Table(
    "links",
    "Which agency a mention stands for, or could, and why",
    "link",
    RG.Link,
    (
        _key("mention", "mention", OWL.annotatedSource, thing="mention", table="mentions"),
        _typed("predicate", "what is claimed", OWL.annotatedProperty, datatype=XSD.anyURI),
        _key("agency", "agency", OWL.annotatedTarget, thing="agency", table="agencies"),
        _text("name_as_printed", "name as printed", SSSOM.subject_label),
        _text("agency_name", "name of the agency", SSSOM.object_label),
        _key("status", "asserted, candidate, accepted or rejected", RG.status, thing="concept"),
        _typed(
            "justification", "kind of evidence", SSSOM.mapping_justification, datatype=XSD.anyURI
        ),
        _typed("confidence", "from 0 to 1", SSSOM.confidence, datatype=XSD.decimal),
        _text("rule", "rule that spoke", RG.rule),
        _english("reason", "why, in a sentence", RDFS.comment),
    ),
)

AGENCIES = Table(
    "agencies",
    "Agencies that a mention stands for or could, with those they came from and went into",
    "agency",
    ORG.Organization,
    (
        _english("name", "official name", RDFS.label),
        Column("other_names", "other names", (SKOS.altLabel,), many=True, language="en"),
        _key("type", "type of agency", ORG.classification, thing="concept"),
        Column("codes", "codes in registers", (ORG.identifier,), many=True),
        _typed("founded", "first day", SCHEMA.foundingDate, datatype=XSD.date),
        _typed("dissolved", "last day", SCHEMA.dissolutionDate, datatype=XSD.date),
        _key("part_of", "body it belongs to", ORG.subOrganizationOf, thing="agency"),
        _keys("succeeded_by", "bodies that took over", RG.succeededBy, thing="agency"),
        Column("areas", "statistical geographies served", (SCHEMA.areaServed,), many=True),
        _key("register", "register that was read", DCTERMS.source, thing="registry"),
    ),
)

THEMES = Table(
    "themes",
    "Themes, and the groups they are in",
    "theme",
    SKOS.Concept,
    (
        _english("label", "preferred label", SKOS.prefLabel),
        _english("definition", "definition", SKOS.definition),
        _english("scope_note", "what it is not", SKOS.scopeNote),
        Column("broader", "broader themes", (SKOS.broader,), thing="theme", many=True),
        Column("other_labels", "other labels", (SKOS.altLabel,), many=True, language="en"),
    ),
)

TAGGINGS = Table(
    "taggings",
    "Themes, types of action and standards found in texts, with the words that show them",
    "tagging",
    RG.Tagging,
    (
        _typed(
            "text_of",
            "recommendation or review in whose text it stands",
            OA.hasTarget,
            OA.hasSource,
            datatype=XSD.anyURI,
        ),
        _typed("concept", "what was found", OA.hasBody, datatype=XSD.anyURI),
        _text("matched_label", "label that matched", RG.matchedLabel),
        _text("rule", "rule that spoke", RG.rule),
        _typed("confidence", "from 0 to 1", RG.confidence, datatype=XSD.decimal),
        _key("status", "what a person decided", RG.status, thing="concept"),
        _text("quote", "words of the text", OA.hasTarget, OA.hasSelector, OA.exact),
        _typed(
            "start",
            "first character",
            OA.hasTarget,
            OA.hasSelector,
            OA.start,
            datatype=XSD.integer,
        ),
        _typed(
            "end",
            "character after the last",
            OA.hasTarget,
            OA.hasSelector,
            OA.end,
            datatype=XSD.integer,
        ),
    ),
)

TABLES = (REVIEWS, RECOMMENDATIONS, MENTIONS, LINKS, AGENCIES, THEMES, TAGGINGS)
