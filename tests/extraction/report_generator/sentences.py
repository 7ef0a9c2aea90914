"""Recommendations in the forms and with the addressees that real ones have."""

import random
from dataclasses import dataclass

from report_generator.banks import Bank, Body


@dataclass
class Asked:
    text: str
    named: list[str]
    """Bodies that the sentence itself names as addressed, the primary first."""
    body: Body | None


def _doing(rng: random.Random, bank: Bank) -> str:
    phrase = rng.choice(bank.doing)
    if rng.random() < 0.6:
        phrase += " " + rng.choice(bank.tails)
    if rng.random() < 0.12:
        phrase += ", " + rng.choice(bank.tails)
    return phrase


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _written(body: Body, rng: random.Random, *, short: bool, article: bool) -> str:
    if short and body.short:
        return ("the " if rng.random() < 0.3 else "") + body.short
    if body.name.startswith("the ") or body.name[:1].islower():
        return body.name
    return f"the {body.name}" if article and _takes_article(body.name) else body.name


def _takes_article(name: str) -> bool:
    last = name.split()[-1]
    return last in ("Board", "Trust", "Partnership", "Group", "Service", "Council", "Team")


def bare(name: str) -> str:
    return name.removeprefix("the ")


def with_subject(rng: random.Random, bank: Bank, *, short: bool, generic: bool) -> Asked:
    """A recommendation whose sentence names whom it addresses."""
    article = rng.random() < 0.4
    if generic:
        who = rng.choice(bank.generic)
        named, phrase, body = [who], who, None
    else:
        body = rng.choice([b for b in bank.bodies if b.short] if short else list(bank.bodies))
        phrase = _written(body, rng, short=short, article=article)
        named = [bare(phrase)]
        if rng.random() < 0.12:
            phrase, named = _several(rng, bank, phrase, named, body)
    form = rng.choices(
        ("should", "must", "to", "needs to", "that", "recommended"), (44, 8, 7, 3, 18, 11)
    )[0]
    doing = _doing(rng, bank)
    if form == "that":
        text = f"That {phrase} {rng.choice(('should ', ''))}{doing}"
    elif form == "recommended":
        opening = rng.choice(("It is recommended that", "It is therefore recommended that"))
        text = f"{opening} {phrase} {rng.choice(('should ', 'should ', ''))}{doing}"
    else:
        text = f"{_capital(phrase)} {form} {doing}"
    return Asked(_stop(rng, text), named, body)


def with_body(rng: random.Random, bank: Bank, name: str) -> Asked:
    """A recommendation whose sentence names a body that is given."""
    modal = rng.choice(("should", "must", "to"))
    return Asked(_stop(rng, f"{name} {modal} {_doing(rng, bank)}"), [name], None)


def _several(
    rng: random.Random, bank: Bank, phrase: str, named: list[str], body: Body
) -> tuple[str, list[str]]:
    other = rng.choice([b for b in bank.bodies if b is not body])
    second = _written(other, rng, short=False, article=True)
    how = rng.random()
    if how < 0.5:
        return f"{phrase} and {second}", [*named, bare(second)]
    return f"{phrase}, in consultation with {second},", [*named, bare(second)]


def without_subject(rng: random.Random, bank: Bank) -> Asked:
    """A recommendation whose addressee stands elsewhere."""
    form = rng.choices(("bare", "to", "noun", "passive"), (40, 20, 20, 20))[0]
    if form == "bare":
        text = _capital(_doing(rng, bank))
    elif form == "to":
        text = "To " + _doing(rng, bank)
    elif form == "noun":
        text = rng.choice(bank.nouns)
        if rng.random() < 0.4:
            text += " " + rng.choice(bank.tails)
    else:
        text = "Staff training should be refreshed each year " + rng.choice(bank.tails)
    return Asked(_stop(rng, text), [], None)


def _stop(rng: random.Random, text: str) -> str:
    return text if rng.random() < 0.06 else text + "."


def sub_points(rng: random.Random, bank: Bank, count: int) -> list[str]:
    """Parts that go on from "should ensure that"; each ends as list items do."""
    starts = (
        "all staff receive the training within a year",
        "cases are closed only after a manager has seen them",
        "the checklist is completed at the first contact; and again at each review",
        "patients are seen alone at least once",
        "referrals are followed up where no answer is received",
        "records name the children in the household",
    )
    chosen = rng.sample(starts, count)
    return [text + (";" if i < count - 1 else ".") for i, text in enumerate(chosen)]


def story(rng: random.Random, bank: Bank, sentences: int) -> str:
    return " ".join(rng.choice(bank.story) for _ in range(sentences))
