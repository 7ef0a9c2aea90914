"""The recommendation sections: one way of numbering and laying out for each layout."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from report_generator import sentences
from report_generator.banks import Bank, Body
from report_generator.report import Element, Grid, Heading, Para, Truth


@dataclass
class Maker:
    """Draws recommendations and keeps their truth."""

    rng: random.Random
    bank: Bank
    section: int
    """Number of the section that holds the main list."""
    truths: list[Truth] = field(default_factory=list)
    used_short: set[str] = field(default_factory=set)

    def draw(
        self,
        number: str,
        owner: Body | str | None = None,
        told: str = "heading",
        *,
        own: bool = False,
    ) -> Truth:
        """Return a new recommendation; with an owner its sentence names nobody, or the owner."""
        rng = self.rng
        aliases: list[str] = []
        while True:
            if owner is not None:
                asked = sentences.without_subject(rng, self.bank)
                if own:
                    asked = sentences.with_body(
                        rng, self.bank, sentences.bare(str(getattr(owner, "name", owner)))
                    )
                name = owner if isinstance(owner, str) else sentences.bare(owner.name)
                named, source = [name], told
            else:
                short, generic = rng.random() < 0.14, rng.random() < 0.08
                asked = sentences.with_subject(rng, self.bank, short=short, generic=generic)
                named, source = asked.named, "acronym" if short else "sentence"
                if short and asked.body:
                    self.used_short.add(asked.body.short)
                    aliases = [sentences.bare(asked.body.name)]
            if not any(_near(asked.text, other.text) for other in self.truths):
                break
        truth = Truth(
            f"r{len(self.truths) + 1}", number, asked.text, named, source, aliases=aliases
        )
        self.truths.append(truth)
        return truth

    def owners(self, count: int) -> list[Body]:
        bodies = [body for body in self.bank.bodies if not body.name.startswith("the ")]
        return self.rng.sample(bodies, count)


def _near(a: str, b: str) -> bool:
    first, second = set(a.casefold().split()), set(b.casefold().split())
    return len(first & second) / max(1, min(len(first), len(second))) > 0.8


def _intro(rng: random.Random) -> str:
    return rng.choice(
        (
            "The panel makes the recommendations below. They are drawn from the analysis and were agreed by all its members.",
            "The following recommendations have been agreed by the panel.",
            "This section brings together what the review asks of agencies.",
        )
    )


def _item(truth: Truth, label: str, **layout: object) -> Para:
    return Para(truth.text, label, truth.anchor, **layout)  # type: ignore[arg-type]


def integers(m: Maker, count: int, form: str = "{}.", **layout: object) -> Iterator[Element]:
    yield Para(_intro(m.rng))
    number = 0
    for _ in range(count):
        number += 2 if m.rng.random() < 0.03 else 1
        yield _item(m.draw(str(number)), form.format(number), **layout)


def words(
    m: Maker, count: int, form: str = "Recommendation {}:", **layout: object
) -> Iterator[Element]:
    yield Para(_intro(m.rng))
    for number in range(1, count + 1):
        yield _item(m.draw(str(number)), form.format(number), **layout)


def words_with_reasons(m: Maker, count: int) -> Iterator[Element]:
    """A label on its own line, the recommendation in bold, then why."""
    for number in range(1, count + 1):
        truth = m.draw(str(number))
        yield Para(m_story(m))
        yield Para(
            truth.text, f"Recommendation {number}", truth.anchor, bold_label=True, label_line=True
        )


def m_story(m: Maker) -> str:
    return sentences.story(m.rng, m.bank, m.rng.randint(2, 4))


def addressed_words(m: Maker, count: int) -> Iterator[Element]:
    """``Recommendation 1 (to X):``, as a label that names whom it addresses."""
    form = m.rng.choice(
        ("Recommendation {} to {}:", "Recommendation {} ({}):", "Recommendation {} – for {}:")
    )
    for number in range(1, count + 1):
        body = m.owners(1)[0]
        truth = m.draw(str(number), body, "label")
        yield _item(truth, form.format(number, sentences.bare(body.name)), bold_label=True)


def boxes(m: Maker, count: int) -> Iterator[Element]:
    for number in range(1, count + 1):
        yield Para(m_story(m))
        truth = m.draw(str(number))
        yield _item(
            truth,
            f"Recommendation {number}",
            bold_label=True,
            box=number,
            label_line=m.rng.random() < 0.5,
        )


def three_levels(m: Maker, count: int) -> Iterator[Element]:
    """Headings ``14.1``, paragraphs ``14.1.1``; not every paragraph is a recommendation."""
    done = 0
    for part in range(1, 20):
        if done >= count:
            return
        owned = m.rng.random() < 0.5
        owner = m.owners(1)[0] if owned else None
        title = sentences.bare(owner.name) if owner else m.bank.topics[part % len(m.bank.topics)]
        yield Heading(f"{m.section}.{part} {title}", 2)
        paragraph = 0
        if m.rng.random() < 0.5:
            paragraph += 1
            yield Para(m_story(m), f"{m.section}.{part}.{paragraph}")
        for _ in range(min(count - done, m.rng.randint(2, 5))):
            paragraph += 1
            number = f"{m.section}.{part}.{paragraph}"
            yield _item(m.draw(number, owner), number)
            done += 1


def two_levels(m: Maker, count: int) -> Iterator[Element]:
    yield Para(_intro(m.rng), f"{m.section}.1")
    for number in range(2, count + 2):
        label = f"{m.section}.{number}"
        yield _item(m.draw(label), label)


def letters(m: Maker, count: int) -> Iterator[Element]:
    """``9.1 a`` or ``7.2.1(a)``: a letter joined to the number."""
    bracket = m.rng.random() < 0.5
    done, part = 0, 0
    while done < count:
        part += 1
        several = min(count - done, m.rng.randint(2, 4))
        for letter in "abcd"[:several]:
            number = f"{m.section}.{part}({letter})" if bracket else f"{m.section}.{part}{letter}"
            printed = number if bracket else m.rng.choice((number, f"{m.section}.{part} {letter}."))
            yield _item(m.draw(number), printed)
            done += 1


def lettered(m: Maker, count: int) -> Iterator[Element]:
    for number in range(1, count // 2 + 1):
        for letter in "ab":
            label = f"{number}{letter}"
            yield _item(m.draw(label), label, apart=True)


def restarting(m: Maker, count: int) -> Iterator[Element]:
    """A list for each agency under its name; numbers begin again."""
    for owner in m.owners(max(2, count // 4)):
        name = sentences.bare(owner.name)
        yield Heading(name, 3)
        for number in range(1, m.rng.randint(2, 5) + 1):
            truth = m.draw(str(number), owner if m.rng.random() < 0.8 else name)
            truth.group = name
            yield _item(truth, f"{number}.")


def two_lists(m: Maker, count: int) -> Iterator[Element]:
    yield Heading("Multi-agency recommendations", 2)
    for number in range(1, count // 2 + 1):
        yield _item(m.draw(str(number)), f"{number}.")
    yield Heading(m.rng.choice(("Single agency actions", "Single agency recommendations")), 2)
    for owner in m.owners(3):
        name = sentences.bare(owner.name)
        yield Heading(name, 3)
        for number in range(1, m.rng.randint(2, 4)):
            yield _item(m.draw(str(number), owner), f"{number}.")


def mixed(m: Maker, count: int) -> Iterator[Element]:
    yield Heading("Recommendations for the partnership", 2)
    for number in range(1, count // 2 + 1):
        yield _item(m.draw(str(number)), str(number), apart=True)
    for part, owner in enumerate(m.owners(2), 1):
        yield Heading(f"{m.section}.{part} {sentences.bare(owner.name)}", 2)
        for number in range(1, 4):
            label = f"{m.section}.{part}.{number}"
            yield _item(m.draw(label, owner), label)


def r_numbers(m: Maker, count: int) -> Iterator[Element]:
    for number in range(1, count + 1):
        yield _item(m.draw(f"R{number}"), f"R{number}", bold_label=True)


def codes(m: Maker, count: int) -> Iterator[Element]:
    bodies = [body for body in m.bank.bodies if body.short]
    for number in range(1, count + 1):
        body = m.rng.choice(bodies)
        truth = m.draw(f"{number} ({body.short})", body.short, "label")
        truth.aliases = [sentences.bare(body.name)]
        m.used_short.add(body.short)
        yield _item(truth, f"{number} ({body.short})")


def bullets(m: Maker, count: int) -> Iterator[Element]:
    yield Para(_intro(m.rng))
    mark = m.rng.choice(("•", "\uf0b7", "–"))
    for _ in range(count):
        yield _item(m.draw(""), mark)


def lead_ins(m: Maker, count: int) -> Iterator[Element]:
    done = 0
    while done < count:
        body = m.owners(1)[0]
        name = sentences.bare(body.name)
        yield Para(
            m.rng.choice(
                ("The following recommendations are made to {}:", "Recommendations for {}:")
            ).format(name),
            bold=False,
        )
        for _ in range(min(count - done, m.rng.randint(2, 4))):
            done += 1
            yield _item(m.draw(str(done), body, "leadin"), f"{done}.")


def parts_of_one(m: Maker, count: int) -> Iterator[Element]:
    """Some items are only a lead-in, and their lettered parts are what is asked."""
    number = done = 0
    while done < count:
        number += 1
        if m.rng.random() < 0.6:
            yield _item(m.draw(f"{m.section}.{number}"), f"{m.section}.{number}")
            done += 1
            continue
        body = m.owners(1)[0]
        name = sentences.bare(body.name)
        yield Para(f"{name} should ensure that:", f"{m.section}.{number}")
        for letter, text in zip("abc", sentences.sub_points(m.rng, m.bank, 3), strict=False):
            truth = Truth(
                f"r{len(m.truths) + 1}", f"{m.section}.{number}({letter})", text, [name], "leadin"
            )
            m.truths.append(truth)
            yield Para(text, f"({letter})", truth.anchor, indent=1)
            done += 1


def with_bullets(m: Maker, count: int) -> Iterator[Element]:
    """Items whose bullets belong to them."""
    for number in range(1, count + 1):
        truth = m.draw(str(number))
        if m.rng.random() < 0.3:
            stem = truth.text.rstrip(".") + ", including:"
            points = sentences.sub_points(m.rng, m.bank, 3)
            yield Para(stem, f"{number}.", truth.anchor)
            for point in points:
                yield Para(point, "•", indent=1)
            truth.text = " ".join([stem, *(f"• {point}" for point in points)])
        else:
            yield _item(truth, f"{number}.")


def table_only(m: Maker, count: int) -> Iterator[Element]:
    grid = Grid(
        ["No.", "Recommendation", "Agency"], [], borders=m.rng.choice(("all", "all", "rows"))
    )
    for number in range(1, count + 1):
        truth = m.draw(str(number))
        grid.rows.append([str(number), truth.text, truth.primary])
        grid.anchors.append(truth.anchor)
    yield grid


def running(m: Maker, count: int) -> Iterator[Element]:
    """Recommendations as some paragraphs of a section that also tells."""
    number = done = 0
    while done < count:
        number += 1
        label = f"{m.section}.{number}"
        if m.rng.random() < 0.5:
            yield Para(m_story(m), label)
            continue
        yield _item(m.draw(label), label)
        done += 1


def two_columns(m: Maker, count: int) -> Iterator[Element]:
    """A table without a head: label and recommendation."""
    grid = Grid([], [])
    for number in range(1, count + 1):
        truth = m.draw(str(number))
        grid.rows.append([m.rng.choice(("{}", "Recommendation {}")).format(number), truth.text])
        grid.anchors.append(truth.anchor)
    yield grid


def chapters(m: Maker, count: int) -> Iterator[Element]:
    """A list in the chapter of each agency, and none at the end."""
    for place, owner in enumerate(m.owners(3), m.section + 1):
        yield Heading(f"{place}. {sentences.bare(owner.name)}", 1)
        yield Para(m_story(m), f"{place}.1")
        yield Heading("Recommendations", 2)
        for number in range(1, m.rng.randint(2, 5)):
            label = f"{number}."
            yield _item(m.draw(str(number), owner, own=m.rng.random() < 0.3), label)


def topics(m: Maker, count: int) -> Iterator[Element]:
    """Topics as high as the section's own heading; numbers count on over them."""
    number = 0
    for topic in m.bank.topics:
        yield Heading(topic, 1)
        for _ in range(max(1, count // len(m.bank.topics))):
            number += 1
            yield _item(m.draw(str(number)), f"Recommendation {number}:", bold_label=True)


def continuous(m: Maker, count: int) -> Iterator[Element]:
    """Paragraphs numbered through the whole report; some tell, some ask."""
    number = 140
    done = 0
    while done < count:
        number += 1
        if m.rng.random() < 0.25:
            yield Para(m_story(m), f"{number}.")
            continue
        yield _item(m.draw(str(number)), f"{number}.")
        done += 1


def bare_paragraphs(m: Maker, count: int) -> Iterator[Element]:
    yield Para(_intro(m.rng))
    for _ in range(count):
        yield _item(m.draw(""), "")


LAYOUTS: dict[str, Callable[[Maker, int], Iterator[Element]]] = {
    "integers": integers,
    "integers-apart": lambda m, n: integers(m, n, "{}", apart=True),
    "integers-bracket": lambda m, n: integers(m, n, "{})", keep_tight=True),
    "words": words,
    "words-own-line": lambda m, n: words(
        m, n, "Recommendation {}", label_line=True, bold_label=True
    ),
    "words-with-reasons": words_with_reasons,
    "boxes": boxes,
    "three-levels": three_levels,
    "two-levels": two_levels,
    "letters": letters,
    "restarting": restarting,
    "two-lists": two_lists,
    "mixed": mixed,
    "r-numbers": r_numbers,
    "codes": codes,
    "bullets": bullets,
    "lead-ins": lead_ins,
    "parts": parts_of_one,
    "with-bullets": with_bullets,
    "table-only": table_only,
    "running": running,
    "two-columns": two_columns,
    "chapters": chapters,
    "topics": topics,
    "continuous": continuous,
}
HELD_OUT_LAYOUTS: dict[str, Callable[[Maker, int], Iterator[Element]]] = {
    "addressed-words": addressed_words,
    "lettered": lettered,
    "bare-paragraphs": bare_paragraphs,
    "rec-short": lambda m, n: words(m, n, "Rec {}.", bold_label=True),
}
