"""Small schemes for the tests of the tagger's rules."""

from pathlib import Path

from reviewgraph.namespaces import PREFIXES
from reviewgraph.themes.scheme import Scheme, load_scheme
from reviewgraph.themes.tagging import Tagger

_HEAD = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())


def write(folder: Path, body: str) -> Path:
    path = folder / "scheme.ttl"
    path.write_text(_HEAD + body, encoding="utf-8")
    return path


def scheme(folder: Path, body: str) -> Scheme:
    return load_scheme([write(folder, body)])


def tagger(folder: Path, body: str) -> Tagger:
    return Tagger(scheme(folder, body))


def concept(key: str, *statements: str) -> str:
    parts = (
        f'theme:{key} a skos:Concept ; skos:prefLabel "{key}"@en ; skos:inScheme concept:theme',
        *statements,
    )
    return " ; ".join(parts) + " .\n"


def labels(*values: str) -> str:
    return "skos:altLabel " + ", ".join(f'"{value}"@en' for value in values)


def patterns(*values: str) -> str:
    return "skos:notation " + ", ".join(f'"{value}"^^rg:pattern' for value in values)


def look_alikes(*values: str) -> str:
    return "skos:notation " + ", ".join(f'"{value}"^^rg:notThis' for value in values)


def words(name: str, *values: str) -> str:
    return (
        f'theme:words-{name} a skos:Collection ; skos:prefLabel "{name}"@en ; {labels(*values)} .\n'
    )


def found(tagger: Tagger, text: str, *addressees: str) -> dict[str, str]:
    """Return the quoted words of each theme found."""
    return {t.concept: t.quote.exact for t in tagger.tag(text, addressees=addressees)}
