"""The shipped schemes: complete, in order, and refused when broken."""

import re
from pathlib import Path

import pytest
from schemes import concept, labels, patterns, scheme, words
from theme_measure import FILES, ONTOLOGY

from reviewgraph.errors import DataError
from reviewgraph.namespaces import DCTERMS, RDFS, SKOS
from reviewgraph.rdf import Literal, read_triples
from reviewgraph.themes.rules import RuleBook
from reviewgraph.themes.scheme import load_scheme
from reviewgraph.themes.tagging import Tagger

SCHEME = load_scheme(FILES)
THEMES = [c for c in SCHEME.concepts if c.facet == "theme"]
TEXT = {path: path.read_text(encoding="utf-8") for path in FILES}


def test_the_size_that_was_asked_for() -> None:
    assert 100 <= len(THEMES) <= 125
    assert len({c.group for c in THEMES}) == 14
    assert all(c.group for c in THEMES)


def test_every_concept_is_defined_and_can_be_found() -> None:
    defined = {
        t.subject
        for path in FILES
        for t in read_triples(path)
        if t.predicate == SKOS.definition and isinstance(t.object, Literal)
    }
    assert len(defined) >= len(SCHEME.concepts)
    assert [c.key for c in SCHEME.concepts if not c.labels and not c.patterns] == []


def test_most_themes_lead_to_law_or_guidance() -> None:
    triples = list(read_triples(ONTOLOGY / "themes.ttl"))
    led = {t.subject for t in triples if t.predicate in (DCTERMS.references, RDFS.seeAlso)}
    assert len(led) > 0.9 * len(THEMES)


def test_every_standard_leads_to_its_official_address() -> None:
    triples = list(read_triples(ONTOLOGY / "standards.ttl"))
    led = {t.subject for t in triples if t.predicate == SKOS.exactMatch}
    assert len(led) == len([c for c in SCHEME.concepts if c.facet == "standard"])


def test_related_is_stated_both_ways() -> None:
    pairs = {
        (t.subject, t.object)
        for t in read_triples(ONTOLOGY / "themes.ttl")
        if t.predicate == SKOS.related
    }
    assert pairs
    assert pairs == {(other, one) for one, other in pairs}


def disorder(text: str) -> list[str]:
    """Return the runs of labels or patterns that are not in alphabetical order."""
    faults = []
    for run in re.findall(r'(?:altLabel|hiddenLabel) ((?:"[^"]*"@en\s*,?\s*)+)', text):
        values = re.findall(r'"([^"]*)"@en', run)
        if values != sorted(values, key=lambda value: (value.casefold(), value)):
            faults.append(values[0])
    for section in re.split(r"^# .* -+$", text, flags=re.M)[1:]:
        subjects = re.findall(r"^(theme:(?!group-)[\w-]+|concept:[\w-]+--[\w-]+) a", section, re.M)
        if subjects != sorted(subjects):
            faults.append(subjects[0])
    return faults


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_labels_stand_in_alphabetical_order(path: Path) -> None:
    assert disorder(TEXT[path]) == []


def test_disorder_is_noticed() -> None:
    assert disorder("# Risk ----\ntheme:b a x .\ntheme:a a x .") == ["theme:b"]
    assert disorder('skos:altLabel "b"@en ,\n "A"@en ;') == ["b"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (concept("a", labels("one")) + concept("b", labels("One")), 'label "One" stands under'),
        (concept("a", patterns("one NEAR two")), "write NEAR/n"),
        (concept("a", patterns("one NEAR/3")), "needs a phrase"),
        (concept("a", patterns("one UNLESS nobody")), "UNLESS names no concept"),
        ("theme:a a skos:Concept .\n", "exactly one skos:prefLabel"),
        ('theme:words-x a skos:Collection ; skos:prefLabel "x"@en .\n', "needs a skos:hiddenLabel"),
    ],
)
def test_a_broken_scheme_is_refused(tmp_path: Path, body: str, fault: str) -> None:
    with pytest.raises(DataError, match=re.escape(fault)):
        scheme(tmp_path, body)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (concept("a", patterns("[nobody]")), "theme a: .*no word list is called"),
        (concept("a", patterns("ab*")), "theme a: .*at least 3 letters"),
        (concept("a", patterns("one? two?")), "theme a: .*all optional"),
    ],
)
def test_a_broken_phrase_is_refused(tmp_path: Path, body: str, fault: str) -> None:
    with pytest.raises(DataError, match=fault):
        RuleBook(scheme(tmp_path, body + words("known", "word")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_label_serves_twice_under_a_concept(path: Path) -> None:
    """SKOS Reference, S13: preferred, alternative and hidden labels are disjoint."""
    kinds = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    labels = [(t.subject, t.object) for t in read_triples(path) if t.predicate in kinds]
    assert sorted(map(str, labels)) == sorted({str(label) for label in labels})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_broader_related_and_groups_are_defined_here(path: Path) -> None:
    triples = list(read_triples(path))
    defined = {t.subject for t in triples}
    links = (SKOS.broader, SKOS.related, SKOS.hasTopConcept, SKOS.inScheme)
    assert [t.object for t in triples if t.predicate in links and t.object not in defined] == []


def test_a_phrase_added_to_the_file_is_found(tmp_path: Path) -> None:
    text = TEXT[ONTOLOGY / "themes.ttl"]
    edited = tmp_path / "themes.ttl"
    edited.write_text(
        text + 'theme:marac skos:altLabel "weekly high-harm table"@en .\n', encoding="utf-8"
    )
    sentence = "Cases should go to the Weekly High Harm Table."
    for path, expected in ((ONTOLOGY / "themes.ttl", False), (edited, True)):
        tags = Tagger(load_scheme([path])).tag(sentence, addressees=())
        assert ("marac" in {t.concept for t in tags}) is expected
