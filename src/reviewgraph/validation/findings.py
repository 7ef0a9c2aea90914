"""The lines of a validation report, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from reviewgraph.rdf import Literal, NamedNode, RdfFormat, parse


class Severity(StrEnum):
    """How bad a finding is; a violation stops a release, a warning asks a person to look."""

    VIOLATION = "Violation"
    WARNING = "Warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One promise that one thing breaks."""

    severity: Severity
    shape: str
    """IRI of the shape, or of the integrity query, that found it."""
    constraint: str
    """The SHACL component that failed, by its short name, such as ``MinCount``."""
    focus: str
    """IRI of the thing; ``_:blank`` for a blank node, whose label means nothing to a reader."""
    path: str | None
    """The property, or the path in SPARQL's notation; None if the shape looks at the whole."""
    value: NamedNode | Literal | None
    """The offending value; None if something is missing, or if it is a blank node."""
    message: str
    """What to do, in one or two sentences."""

    @property
    def order(self) -> tuple[str, ...]:
        """The key by which reports are sorted: violations first, then by shape and thing."""
        value = "" if self.value is None else str(self.value)
        place = (self.focus, self.path or "", value)
        return (self.severity, self.shape, *place, self.constraint, self.message)


def as_record(finding: Finding) -> dict[str, str | None]:
    """Return the finding as text, the value in N-Triples, so that nothing of it is lost."""
    record = {each.name: getattr(finding, each.name) for each in fields(Finding)}
    value = None if finding.value is None else str(finding.value)
    return {**record, "severity": str(finding.severity), "value": value}


def from_record(record: Mapping[str, str | None]) -> Finding:
    """Return the finding that ``as_record`` wrote; raise ValueError or TypeError if it did not."""
    value = None if record["value"] is None else _term(record["value"])
    return Finding(**{**record, "severity": Severity(record["severity"]), "value": value})  # type: ignore[arg-type]


def _term(text: str) -> NamedNode | Literal:
    (quad,) = parse(f"<a:a> <a:a> {text} .", format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, sorted, and in how many graphs or groups of graphs."""

    findings: tuple[Finding, ...]
    checked: int

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that stop a release."""
        return tuple(each for each in self.findings if each.severity is Severity.VIOLATION)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that a person should look at."""
        return tuple(each for each in self.findings if each.severity is Severity.WARNING)

    @property
    def conforms(self) -> bool:
        """True if nothing stops a release."""
        return not self.violations


def merge(reports: Iterable[Report]) -> Report:
    """Return one report that holds the findings of all, each once."""
    findings: set[Finding] = set()
    checked = 0
    for report in reports:
        findings.update(report.findings)
        checked += report.checked
    return Report(in_order(findings), checked)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings once each, in the order of reports."""
    return tuple(sorted(set(findings), key=lambda finding: finding.order))
