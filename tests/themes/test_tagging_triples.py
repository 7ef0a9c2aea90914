"""Triples of taggings against an approved file."""

from dataclasses import replace
from pathlib import Path

import pytest
from theme_measure import ONTOLOGY, shipped_tagger

from conftest import Approve
from reviewgraph.graph.taggings import tagging_triples
from reviewgraph.identifiers import mint
from reviewgraph.model import Judgement
from reviewgraph.namespaces import DCTERMS, RDF, RG, SKOS
from reviewgraph.rdf import read_triples
from reviewgraph.turtle import turtle

APPROVED = Path(__file__).parent / "triples" / "training.ttl"
TEXT = "Train staff on domestic abuse, and see the NICE Quality Standard (QS116)."
SUBJECT = mint("recommendation", "r-anyshire", "1-aa")


def test_taggings_become_annotations_and_shortcuts(approved: Approve) -> None:
    taggings = shipped_tagger().tag(TEXT, addressees=())
    made = turtle(tagging_triples(SUBJECT, "r-anyshire--1-aa", taggings))
    approved(APPROVED, made.decode())


def test_a_rejected_tagging_gives_no_shortcut() -> None:
    taggings = shipped_tagger().tag(TEXT, addressees=())
    rejected = [replace(tagging, judgement=Judgement.REJECTED) for tagging in taggings]
    triples = list(tagging_triples(SUBJECT, "r-anyshire--1-aa", rejected))
    assert triples
    assert not [t for t in triples if t.subject == SUBJECT]
    assert not [t for t in triples if t.predicate == DCTERMS.subject]


@pytest.mark.parametrize("judgement", Judgement)
def test_every_judgement_has_a_status_that_the_vocabulary_knows(judgement: Judgement) -> None:
    statuses = {
        triple.subject
        for triple in read_triples(ONTOLOGY / "concepts.ttl")
        if triple.predicate == RDF.type and triple.object == SKOS.Concept
    }
    judged = [replace(t, judgement=judgement) for t in shipped_tagger().tag(TEXT, addressees=())]
    triples = list(tagging_triples(SUBJECT, "r-anyshire--1-aa", judged))
    written = {triple.object for triple in triples if triple.predicate == RG.status}
    assert len(written) == 1
    assert written <= statuses
