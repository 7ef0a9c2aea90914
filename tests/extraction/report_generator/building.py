"""Compose whole reports: body, main list, and what stands round it."""

import random
from collections.abc import Iterator

from report_generator import sentences
from report_generator.banks import Bank
from report_generator.lists import HELD_OUT_LAYOUTS, LAYOUTS, Maker
from report_generator.report import (
    Break,
    Contents,
    Element,
    Furniture,
    Grid,
    Heading,
    Para,
    Report,
    Style,
)

_CHAPTERS = (
    "Introduction",
    "Background",
    "The facts",
    "Involvement of agencies",
    "Analysis",
    "Conclusions",
)


def compose(layout: str, seed: int, bank: Bank, *, pages: int = 12) -> Report:
    """Return the report of a layout and seed; the same every time."""
    rng = random.Random(f"{layout}/{seed}")
    maker = Maker(rng, bank, section=len(_CHAPTERS) + 1)
    count = max(4, min(30, round(rng.gauss(12, 5))))
    chosen = {**LAYOUTS, **HELD_OUT_LAYOUTS}[layout]
    main = list(chosen(maker, count))
    decoys: list[tuple[str, str]] = []
    body = list(_body(rng, bank, pages, decoys))
    title = _title(rng, layout)
    numbered = layout in ("three-levels", "two-levels", "parts", "mixed", "running", "letters")
    number = f"{maker.section}. " if numbered or rng.random() < 0.7 else ""
    section = [Heading(f"{number}{title}", 1), *main]
    ends, actions = _ends(rng, bank, maker, layout)
    elements: list[Element] = [
        Para("Domestic Homicide Review", bold=True), Para("Overview report, 2019"), Break(), Contents(), Break(),
        *_summary(rng, maker, layout), *body, *section, *ends,
    ]  # fmt: skip
    return Report(
        layout, seed, elements, maker.truths, decoys, actions, _furniture(rng), _style(rng)
    )


def _title(rng: random.Random, layout: str) -> str:
    if layout == "running":
        return "Conclusions and recommendations"
    return rng.choice(
        ("Recommendations", "Recommendations", "Recommendations of the review", "RECOMMENDATIONS")
    )


def _body(
    rng: random.Random, bank: Bank, pages: int, decoys: list[tuple[str, str]]
) -> Iterator[Element]:
    for chapter, title in enumerate(_CHAPTERS, 1):
        yield Heading(f"{chapter}. {title}", 1)
        for number in range(1, pages + 1):
            text = sentences.story(rng, bank, rng.randint(3, 6))
            mark = "" if rng.random() < 0.9 else str(rng.randint(1, 30))
            yield Para(text, f"{chapter}.{number}", footnote=mark)
        if title == "Analysis":
            yield from _decoys(rng, bank, decoys)


def _decoys(rng: random.Random, bank: Bank, decoys: list[tuple[str, str]]) -> Iterator[Element]:
    kinds = rng.sample(("learning point", "development", "earlier", "nice"), 2)
    for kind in kinds:
        asked = [
            sentences.with_subject(rng, bank, short=False, generic=False).text for _ in range(3)
        ]
        decoys.extend((kind, text) for text in asked)
        if kind == "learning point":
            for number, text in enumerate(asked, 1):
                yield Para(text, f"Learning point {number}:", bold_label=True)
            continue
        title = {
            "development": "Areas for final development",
            "earlier": "Recommendations from earlier reviews in the county",
            "nice": "NICE recommendations that apply",
        }[kind]
        yield Heading(f"5.{len(decoys)} {title}", 2)
        for number, text in enumerate(asked, 1):
            yield Para(text, f"{number}.")


def _summary(rng: random.Random, maker: Maker, layout: str) -> Iterator[Element]:
    if rng.random() > 0.4 or layout in ("table-only", "running"):
        return
    yield Heading("Executive summary", 1)
    yield Para(sentences.story(rng, maker.bank, 6))
    yield Heading("Recommendations", 2)
    reworded = rng.random() < 0.33
    for number, truth in enumerate(maker.truths, 1):
        text = _reworded(truth.text) if reworded else truth.text
        yield Para(text, f"{number}.")
    yield Break()


def _reworded(text: str) -> str:
    for old, new in (
        (" should ", " will "),
        ("ensure", "make sure"),
        ("policy", "policies"),
        ("staff", "workers"),
    ):
        text = text.replace(old, new)
    return text


def _ends(
    rng: random.Random, bank: Bank, maker: Maker, layout: str
) -> tuple[list[Element], list[dict[str, str]]]:
    ends: list[Element] = []
    actions: list[dict[str, str]] = []
    glossary = [
        b for b in bank.bodies if b.short and (b.short in maker.used_short or rng.random() < 0.6)
    ]
    ends += [Heading("Appendix A: Glossary", 1)]
    if rng.random() < 0.5:
        ends.append(
            Grid(["Term", "Meaning"], [[b.short, sentences.bare(b.name)] for b in glossary])
        )
    else:
        ends += [Para(f"{b.short} – {sentences.bare(b.name)}") for b in glossary]
    if rng.random() < 0.5:
        ends += [Break(), Heading("Appendix B: Action plan", 1), _plan(rng, maker, actions)]
    if rng.random() < 0.25:
        ends += _letter(rng, bank)
    return ends, actions


def _plan(rng: random.Random, maker: Maker, actions: list[dict[str, str]]) -> Grid:
    grid = Grid(
        ["Recommendation", "Scope of recommendation i.e. local or regional", "Action to take", "Lead agency",
         "Key milestones achieved in enacting recommendation", "Target date", "Date of completion and outcome"],
        [], landscape=True, repeat_head=rng.random() < 0.6,
        borders=rng.choices(("all", "rows", "none"), (8, 1, 1))[0],
    )  # fmt: skip
    group = rng.random() < 0.4
    for index, truth in enumerate(maker.truths):
        if group and index % 4 == 0:
            grid.groups[index] = f"Theme {index // 4 + 1} – {rng.choice(maker.bank.topics)}"
        lead = truth.primary
        action = sentences.without_subject(rng, maker.bank).text
        target = rng.choice(("March 2020", "Ongoing", "30/09/2019", "Q2 2020"))
        outcome = rng.choice(
            ("Completed June 2020. Audit shows use in 80% of cases.", "Ongoing", "")
        )
        milestones = (
            "1. Draft agreed\n2. Policy signed off" if rng.random() < 0.5 else "Group set up"
        )
        grid.rows.append([f"{index + 1}. {truth.text}", rng.choice(("Local", "Regional")), action, lead,
                          milestones, target, outcome])  # fmt: skip
        actions.append(
            {"recommendation": truth.text, "action": action, "lead": lead, "target": target}
        )
    return grid


def _letter(rng: random.Random, bank: Bank) -> list[Element]:
    points = [sentences.with_subject(rng, bank, short=False, generic=False).text for _ in range(3)]
    return [
        Break(), Para("Dear Chair,"),
        Para("Thank you for submitting the report. The Quality Assurance Panel felt that it would benefit from changes, and that the recommendations could be clearer:"),
        *(Para(text, f"{i}.") for i, text in enumerate(points, 1)),
        Para("Yours sincerely"),
    ]  # fmt: skip


def _furniture(rng: random.Random) -> Furniture:
    return Furniture(
        rng.choice(
            (
                "",
                "OFFICIAL – SENSITIVE",
                "N O T  P R O T E C T I V E L Y  M A R K E D",
                "Overview Report – final, June 2019",
            )
        ),
        rng.choice(("", "Restricted until publication", "DHR/2017/03")),
        rng.choice(("Page {page} of {pages}", "{page}", "- {page} -", "{page} | P a g e", "")),
        "DRAFT" if rng.random() < 0.15 else "",
    )


def _style(rng: random.Random) -> Style:
    return Style(
        font=rng.choice(
            ("DejaVu Serif", "DejaVu Sans", "Liberation Sans", "Carlito", "Liberation Serif")
        ),
        size=rng.choice((10, 11, 11, 12)),
        justified=rng.random() < 0.4,
        hyphens=rng.random() < 0.3,
        heading_bold=rng.random() < 0.85,
        heading_larger=rng.random() < 0.8,
        line_height=rng.choice((1.15, 1.3, 1.5)),
        gap=rng.choice((6, 8, 12)),
        margin=rng.choice(("20mm", "25mm", "30mm")),
    )
