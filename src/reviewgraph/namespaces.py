"""Every namespace this graph speaks. Ours is closed: a misspelt term fails at once."""

from reviewgraph.rdf import NamedNode


class Vocabulary:
    """A namespace whose attributes are its terms.

    >>> DCTERMS.title
    <NamedNode value=http://purl.org/dc/terms/title>
    """

    def __init__(self, base: str, terms: frozenset[str] | None = None) -> None:
        self.base = base
        self.terms = terms
        self._nodes: dict[str, NamedNode] = {}

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        # Kept as an attribute, which is found without coming here again.
        node = self.__dict__[name] = self[name]
        return node

    def __getitem__(self, name: str) -> NamedNode:
        """Return the term called ``name``; AttributeError if a closed vocabulary lacks it."""
        node = self._nodes.get(name)
        if node is None:
            if self.terms is not None and name not in self.terms:
                raise AttributeError(f"{self.base} has no term {name}")
            node = self._nodes[name] = NamedNode(self.base + name)
        return node


BASE = "https://w3id.org/reviewgraph/"
ID = BASE + "id/"

RG = Vocabulary(
    BASE + "ontology#",
    frozenset(
        {
            # classes
            "Action",
            "Link",
            "Mention",
            "Recommendation",
            "RecommendationSeries",
            "Resemblance",
            "Response",
            "Review",
            "StatusEvent",
            "Tagging",
            # properties
            "addressedTo",
            "addresseeAsPrinted",
            "agencyType",
            "areaAsPrinted",
            "asksFor",
            "candidate",
            "commissionedBy",
            "confidence",
            "expandedName",
            "hasMention",
            "inSeries",
            "inText",
            "isInvented",
            "matchedLabel",
            "mentionKind",
            "nameAsPrinted",
            "number",
            "origin",
            "resembles",
            "respondsTo",
            "row",
            "rule",
            "score",
            "statedCount",
            "status",
            "succeededBy",
            "titleAsPrinted",
            "uploadMonth",
            "yearOfDeath",
            # datatypes of skos:notation: how the tagger finds a concept
            "notThis",
            "pattern",
        }
    ),
)

ADMS = Vocabulary("http://www.w3.org/ns/adms#")
DCAT = Vocabulary("http://www.w3.org/ns/dcat#")
DCTERMS = Vocabulary("http://purl.org/dc/terms/")
ELI = Vocabulary("http://data.europa.eu/eli/ontology#")
FOAF = Vocabulary("http://xmlns.com/foaf/0.1/")
OA = Vocabulary("http://www.w3.org/ns/oa#")
ORG = Vocabulary("http://www.w3.org/ns/org#")
OWL = Vocabulary("http://www.w3.org/2002/07/owl#")
PAV = Vocabulary("http://purl.org/pav/")
PROV = Vocabulary("http://www.w3.org/ns/prov#")
RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Vocabulary("https://schema.org/")
SEMAPV = Vocabulary("https://w3id.org/semapv/vocab/")
SH = Vocabulary("http://www.w3.org/ns/shacl#")
SKOS = Vocabulary("http://www.w3.org/2004/02/skos/core#")
SKOSXL = Vocabulary("http://www.w3.org/2008/05/skos-xl#")
SPDX = Vocabulary("http://spdx.org/rdf/terms#")
SSSOM = Vocabulary("https://w3id.org/sssom/")
VANN = Vocabulary("http://purl.org/vocab/vann/")
VOID = Vocabulary("http://rdfs.org/ns/void#")
XSD = Vocabulary("http://www.w3.org/2001/XMLSchema#")

PREFIXES = {
    "rg": RG.base,
    "rgsh": BASE + "shapes#",
    "action": ID + "action/",
    "agency": ID + "agency/",
    "change": ID + "change/",
    "concept": ID + "concept/",
    "graph": ID + "graph/",
    "link": ID + "link/",
    "mention": ID + "mention/",
    "parameter": ID + "parameter/",
    "query": ID + "query/",
    "recommendation": ID + "recommendation/",
    "registry": ID + "registry/",
    "resemblance": ID + "resemblance/",
    "review": ID + "review/",
    "series": ID + "series/",
    "software": ID + "software/",
    "source": ID + "source/",
    "tagging": ID + "tagging/",
    "theme": ID + "theme/",
    "adms": ADMS.base,
    "dcat": DCAT.base,
    "dcterms": DCTERMS.base,
    "eli": ELI.base,
    "foaf": FOAF.base,
    "oa": OA.base,
    "org": ORG.base,
    "owl": OWL.base,
    "pav": PAV.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "schema": SCHEMA.base,
    "semapv": SEMAPV.base,
    "sh": SH.base,
    "skos": SKOS.base,
    "skosxl": SKOSXL.base,
    "spdx": SPDX.base,
    "sssom": SSSOM.base,
    "vann": VANN.base,
    "void": VOID.base,
    "xsd": XSD.base,
}
