"""What stands between a graph and its release: no violation may stand."""

from reviewgraph.errors import DataError
from reviewgraph.validation import Finding, Report


def refuse(report: Report) -> None:
    """Raise DataError if the report holds a violation."""
    if report.conforms:
        return
    count = len(report.violations)
    raise DataError(
        f"no release: {count:,} violation{'s' * (count != 1)}, such as "
        f"{told(report.violations[0])}; see them all with: reviewgraph validate"
    )


def told(finding: Finding) -> str:
    """Return a finding in one line."""
    path = f" {finding.path}" if finding.path else ""
    return f"{finding.focus}{path}: {finding.message.rstrip('.')}"
