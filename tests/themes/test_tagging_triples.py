"""Triples of taggings against an approved file."""

from dataclasses import replace
from pathlib import Path

from theme_measure import shipped_tagger

from reviewgraph.graph.taggings import tagging_triples
from reviewgraph.identifiers import mint
from reviewgraph.model import Judgement
from reviewgraph.namespaces import DCTERMS
from reviewgraph.turtle import turtle

APPROVED = Path(__file__).parent / "triples" / "training.ttl"
TEXT = "Train staff on domestic abuse, and see the NICE Quality Standard (QS116)."
SUBJECT = mint("recommendation", "r-anyshire", "1-aa")


def test_taggings_become_annotations_and_shortcuts() -> None:
    taggings = shipped_tagger().tag(TEXT, addressees=())
    made = turtle(tagging_triples(SUBJECT, "r-anyshire--1-aa", taggings))
    assert made.decode() == APPROVED.read_text(encoding="utf-8")


def test_a_rejected_tagging_gives_no_shortcut() -> None:
    taggings = shipped_tagger().tag(TEXT, addressees=())
    rejected = [replace(tagging, judgement=Judgement.REJECTED) for tagging in taggings]
    triples = list(tagging_triples(SUBJECT, "r-anyshire--1-aa", rejected))
    assert triples
    assert not [t for t in triples if t.subject == SUBJECT]
    assert not [t for t in triples if t.predicate == DCTERMS.subject]
