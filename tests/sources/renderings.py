"""Write a review the ways pages print it; shares nothing with the readers."""

import calendar
import html as escaping
from dataclasses import replace

from reviewgraph.model import Reading, Review

ABOUT = "About this page. This page summarises a review. Names are not included."
BASIS = (
    "Statutory domestic homicide review under section 9 of the Domestic Violence, Crime and "
    "Victims Act 2004. Source: Home Office DHR Library."
)
FOOTER = (
    "Recommendations extracted from the published report. Source: Home Office DHR Library. "
    "View full report ↗"
)


def metadata(review: Review) -> list[str]:
    items = [f"CSP: {review.area}"]
    if review.upload_month:
        year, month = review.upload_month.split("-")
        items.append(f"Published: {calendar.month_name[int(month)]} {year}")
    if review.year_of_death:
        items.append(f"Year of death: {review.year_of_death}")
    items.append(f"Extracted: {review.stated_count} recs")
    return items


def table(review: Review) -> str:
    lines = [ABOUT, "Source · Domestic Homicide Review", review.title or "", *metadata(review)]
    lines += [BASIS, "View full report (PDF) ↗", "Summary", review.summary or ""]
    lines += ["Extracted recommendations", "| # | Recommendation | Addressed to |", "|---|---|---|"]
    for one in review.recommendations:
        text = one.text.replace("|", "\\|")
        lines.append(f"| {one.number} | {text} | {one.addressee} |")
    return "\n".join([*lines, f"| {FOOTER} | ||"])


def flat(review: Review) -> str:
    lines = [ABOUT, "", "Source · Domestic Homicide Review", "", review.title or "", ""]
    lines += [" ".join(metadata(review)), BASIS, "", "Summary", "", review.summary or "", ""]
    lines += ["Extracted recommendations", "", f"{review.stated_count} recommendations pulled from"]
    lines[-1] += " the report"
    lines.append("# Recommendation Addressed to")
    lines += [f"{one.number} {one.text} {one.addressee}" for one in review.recommendations]
    return "\n".join([*lines, FOOTER, ""])


def html(review: Review) -> str:
    def safe(text: str | None) -> str:
        return escaping.escape(text or "")

    pairs = (item.split(": ", 1) for item in metadata(review))
    rows = "\n".join(
        f"<tr><td>{safe(one.number)}</td><td>{safe(one.text)}</td>"
        f"<td>{safe(one.addressee)}</td></tr>"
        for one in review.recommendations
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><title>{safe(review.title)}</title><style>td {{ color: red }}</style></head>
<body><nav><a href="/">Home</a></nav><p>{ABOUT}</p>
<p>Source · Domestic Homicide Review</p><h1>{safe(review.title)}</h1>
<dl>{"".join(f"<dt>{label}</dt><dd>{safe(value)}</dd>" for label, value in pairs)}</dl>
<p>{BASIS}</p><h2>Summary</h2>
<p>{safe(review.summary)}</p>
<h2>Extracted recommendations</h2>
<table><thead><tr><th>#</th><th>Recommendation</th><th>Addressed to</th></tr></thead>
<tbody>{rows}
<tr><td colspan="3">{FOOTER}</td></tr></tbody></table>
<script>document.title = "x"</script></body></html>"""


def without_confidence(reading: Reading) -> Review:
    """Return a review as if its source had marked every boundary."""
    review = reading.review
    return replace(
        review,
        recommendations=tuple(replace(one, split_confidence=1.0) for one in review.recommendations),
    )
