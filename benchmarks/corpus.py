"""Write a corpus of invented review pages: ``python -m benchmarks.corpus --reviews N -o DIR``.

Pages are written one at a time; nothing grows with the corpus. ``--form both`` writes each review
in both renderings, to the folders ``table`` and ``flat``, because one stem is one review; ``mixed``
prints one review in four flat, as the pages that circulate are.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.invented import Review, review

ABOUT = (
    "About this page. This page was invented to measure software: no such review exists, and none "
    "of the bodies it names was asked for any of this."
)
BASIS = (
    "Statutory domestic homicide review under section 9 of the Domestic Violence, Crime and "
    "Victims Act 2004. Source: Home Office DHR Library."
)
FOOTER = (
    "Recommendations extracted from the published report. Source: Home Office DHR Library. "
    "View full report ↗"
)
FORMS = ("table", "flat", "mixed", "both")


def metadata(each: Review) -> list[str]:
    lines = [f"CSP: {each.area}", f"Published: {each.published}"]
    if each.year_of_death is not None:
        lines.append(f"Year of death: {each.year_of_death}")
    return [*lines, f"Extracted: {each.stated} recs"]


def table(each: Review) -> str:
    """Return the page with its cells marked."""
    head = [ABOUT, "Source · Domestic Homicide Review", f"{each.area} review", *metadata(each)]
    head += [BASIS, "View full report (PDF) ↗", "Source: Home Office DHR Library", "Summary"]
    head += [each.summary, "Extracted recommendations", "| # | Recommendation | Addressed to |"]
    rows = [f"| {row.number} | {row.text} | {row.addressee} |" for row in each.rows]
    return "\n".join([*head, "|---|---|---|", *rows, f"| {FOOTER} | ||", ""])


def flat(each: Review) -> str:
    """Return the page without delimiters."""
    head = [ABOUT, "", "Source · Domestic Homicide Review", "", f"{each.area} review", ""]
    head += [" ".join(metadata(each)), BASIS, "View full report (PDF) ↗", "", "Summary", ""]
    head += [each.summary, "", "Extracted recommendations", ""]
    head += [f"{each.stated} recommendations pulled from the report"]
    rows = [f"{row.number} {row.text} {row.addressee}" for row in each.rows]
    return "\n".join([*head, "# Recommendation Addressed to", *rows, FOOTER, ""])


def pages(reviews: int, seed: int, form: str) -> Iterator[tuple[str, str]]:
    """Yield the path below the folder, and the text, of every page."""
    for number in range(reviews):
        each = review(seed, number)
        if form == "both":
            yield f"table/{each.stem}.txt", table(each)
            yield f"flat/{each.stem}.txt", flat(each)
        elif form == "flat" or (form == "mixed" and number % 4 == 3):
            yield f"{each.stem}.txt", flat(each)
        else:
            yield f"{each.stem}.txt", table(each)


def write(reviews: int, folder: Path, *, seed: int = 1, form: str = "mixed") -> None:
    """Write the corpus into ``folder``, which is made if it is not there."""
    for name in ("table", "flat") if form == "both" else (".",):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for path, text in pages(reviews, seed, form):
        (folder / path).write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=FORMS, default="mixed")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    write(given.reviews, given.output, seed=given.seed, form=given.form)


if __name__ == "__main__":
    main()
