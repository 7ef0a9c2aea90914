"""Write a report for people, for programs, and as SHACL."""

import json
import re
from itertools import groupby

from reviewgraph.identifiers import fingerprint
from reviewgraph.namespaces import BASE, RDF, SH, XSD
from reviewgraph.rdf import Literal, NamedNode, Triple
from reviewgraph.turtle import turtle
from reviewgraph.validation.findings import Finding, Report
from reviewgraph.validation.shacl import short

_REPORT = f"{BASE}id/report"
_SHAPES = f"{BASE}shapes#"
_IRI = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:)]")
_SHOWN = 20
_LONG = 160


def as_text(report: Report, shown: int = _SHOWN) -> str:
    """Return the report as a person reads it: one block a shape, then one line that adds up.

    At most ``shown`` things are listed for one shape and message; the rest are counted.
    """
    blocks = []
    for (severity, shape), group in groupby(
        report.findings, key=lambda each: (each.severity, each.shape)
    ):
        findings = list(group)
        blocks.append(f"{severity} {shape.removeprefix(_SHAPES)}\n{_lines(findings, shown)}")
    return "\n".join([*blocks, _summary(report)])


def _lines(findings: list[Finding], shown: int) -> str:
    lines = []
    for message, group in groupby(sorted(findings, key=_by_message), key=_by_message):
        places = sorted({_place(finding, message) for finding in group})
        lines += [f"  at {place}" for place in places[:shown]]
        if len(places) > shown:
            lines.append(f"  and {len(places) - shown} more")
        lines.append(f"  {_shortened(message)}")
    return "".join(f"{line}\n" for line in lines)


def _by_message(finding: Finding) -> str:
    return finding.message


def _place(finding: Finding, message: str) -> str:
    value = "" if finding.value is None else _written(finding.value)
    told = isinstance(finding.value, NamedNode) and finding.value.value in message
    shows_value = value and not told and value != short(finding.focus)
    parts = [short(finding.focus), finding.path or "", f"= {value}" if shows_value else ""]
    return " ".join(part for part in parts if part)


def _written(value: NamedNode | Literal) -> str:
    if isinstance(value, NamedNode):
        return short(value.value)
    text = value.value if len(value.value) <= _LONG else f"{value.value[:_LONG]}…"
    return f"{text!r}" + (f"@{value.language}" if value.language else "")


def _shortened(message: str) -> str:
    return _IRI.sub(lambda found: short(found[0]), message)


def _summary(report: Report) -> str:
    graphs = f"{report.checked} {'graph' if report.checked == 1 else 'graphs'} checked"
    if not report.findings:
        return f"{graphs}: nothing to find fault with.\n"
    return (
        f"{graphs}: {_count(len(report.violations), 'violation')}, "
        f"{_count(len(report.warnings), 'warning')}.\n"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def as_json(report: Report) -> str:
    """Return the report as JSON: ``conforms``, ``checked`` and a list of findings."""
    return (
        json.dumps(
            {
                "conforms": report.conforms,
                "checked": report.checked,
                "findings": [_record(finding) for finding in report.findings],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _record(finding: Finding) -> dict[str, str | None]:
    return {
        "severity": str(finding.severity),
        "shape": finding.shape,
        "constraint": finding.constraint,
        "focus": finding.focus,
        "path": finding.path,
        "value": None if finding.value is None else finding.value.value,
        "message": finding.message,
    }


def as_turtle(report: Report) -> bytes:
    """Return the report as a SHACL validation report (SHACL, section 3.6) without blank nodes.

    Paths that are more than one property have no IRI and are left out; the shape tells them.
    """
    node = NamedNode(_REPORT)
    triples = [
        Triple(node, RDF.type, SH.ValidationReport),
        Triple(node, SH.conforms, _boolean(value=not report.findings)),
    ]
    for finding in report.findings:
        result = NamedNode(f"{_REPORT}--{fingerprint(*finding.order)}")
        triples.append(Triple(node, SH.result, result))
        triples += _result(result, finding)
    return turtle(triples)


def _boolean(*, value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=XSD.boolean)


def _result(result: NamedNode, finding: Finding) -> list[Triple]:
    triples = [
        Triple(result, RDF.type, SH.ValidationResult),
        Triple(result, SH.resultSeverity, SH[finding.severity]),
        Triple(result, SH.sourceShape, NamedNode(finding.shape)),
        Triple(
            result, SH.sourceConstraintComponent, SH[f"{finding.constraint}ConstraintComponent"]
        ),
        Triple(result, SH.resultMessage, Literal(finding.message, language="en")),
    ]
    if finding.focus != "_:blank":
        triples.append(Triple(result, SH.focusNode, NamedNode(finding.focus)))
    if finding.value is not None:
        triples.append(Triple(result, SH.value, finding.value))
    return triples
