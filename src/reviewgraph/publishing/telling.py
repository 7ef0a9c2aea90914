"""The changes between two releases as people read them: Markdown and HTML from one account."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviewgraph.namespaces import ID
from reviewgraph.pages.rendering import Site, render

KINDS = ("review", "recommendation", "link", "tagging", "mention", "agency", "theme")
"""Kinds of things whose changes are told; what is said of others is in the patch."""
MOST_NAMED = 50
"""Things of one kind and one change that a page names; the table names all."""
_WHAT = ("added", "withdrawn", "removed", "changed")


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that changed."""

    key: str
    label: str
    """As the new release calls it; empty if it does not say. What is gone is not named again."""


Counts = Counter[tuple[str, str]]
"""How many things of a kind were added, withdrawn, removed or changed."""
Names = Mapping[tuple[str, str], list[Named]]


@dataclass(frozen=True, slots=True)
class Section:
    """The things of one kind that had one fate."""

    kind: str
    title: str
    count: int
    named: tuple[Named, ...]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.named)

    def address(self, each: Named) -> str:
        """Return the IRI of a thing of the section."""
        return f"{ID}{self.kind}/{each.key}"


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of the changes from one release to the next."""

    before: str
    """Version of the release before."""
    version: str
    summary: str
    sections: tuple[Section, ...]
    table: str
    """Name of the file that lists every change."""
    patch: str
    """Name of the file that holds every statement that came or went."""


def account(
    before: str, version: str, counts: Counts, names: Names, *, files: tuple[str, str]
) -> Account:
    """Return the account; ``files`` are the names of the table and of the patch."""
    sections = tuple(_sections(counts, names))
    return Account(before, version, summary(counts), sections, *files)


def _sections(counts: Counts, names: Names) -> Iterator[Section]:
    for kind in KINDS:
        for what in _WHAT:
            if counts[kind, what]:
                title = f"{_plural(kind).capitalize()} {what}"
                yield Section(kind, title, counts[kind, what], tuple(names[kind, what]))


def summary(counts: Counts) -> str:
    """Return the changes of reviews, recommendations and links in a sentence.

    >>> summary(Counter({("review", "added"): 2, ("link", "changed"): 1}))
    '2 reviews added, 1 link changed.'
    """
    told = [
        f"{counts[kind, what]:,} {kind if counts[kind, what] == 1 else _plural(kind)} {what}"
        for kind in KINDS[:3]
        for what in _WHAT
        if counts[kind, what]
    ]
    return f"{', '.join(told)}." if told else "No review, recommendation or link changed."


def _plural(kind: str) -> str:
    return {"agency": "agencies"}.get(kind, f"{kind}s")


def as_markdown(told: Account) -> bytes:
    """Return the account as Markdown."""
    lines = [f"# Changes from {told.before} to {told.version}", "", told.summary, ""]
    for section in told.sections:
        lines += [f"## {section.title}: {section.count:,}", ""]
        for each in section.named:
            label = f": {each.label}" if each.label else ""
            lines.append(f"- [{each.key}]({section.address(each)}){label}")
        if section.more:
            lines.append(f"- and {section.more:,} more, in `{told.table}`")
        lines.append("")
    lines += [f"Every statement that came or went is in `{told.patch}`, an RDF Patch.", ""]
    return "\n".join(lines).encode()


def as_html(told: Account) -> bytes:
    """Return the account as a page that stands by itself, without scripts or foreign files."""
    return render("changes", Site(root="..", dynamic=False), told=told).encode()
