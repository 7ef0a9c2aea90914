"""The page of the ontology: every term, nothing from elsewhere, the same bytes in every process."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from reviewgraph.namespaces import RG
from reviewgraph.publishing.documentation import ontology_page
from reviewgraph.resources import shipped

ONTOLOGY = shipped("ontology") / "reviewgraph.ttl"
PRINT = """
import sys
from pathlib import Path
from reviewgraph.publishing.documentation import ontology_page
sys.stdout.buffer.write(ontology_page(Path(sys.argv[1])))
"""


def test_the_release_documents_every_class_and_property(release: Path) -> None:
    page = (release / "ontology" / "reviewgraph.html").read_text(encoding="utf-8")
    graph = rdflib.Graph().parse(ONTOLOGY)
    kinds = (rdflib.OWL.Class, rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    terms = {str(term) for kind in kinds for term in graph.subjects(rdflib.RDF.type, kind)}
    assert len(terms) > 30
    assert [term for term in terms if f"<code>{term}</code>" not in page] == []
    assert RG.Review.value in terms


def test_it_loads_nothing_from_elsewhere(release: Path) -> None:
    page = (release / "ontology" / "reviewgraph.html").read_text(encoding="utf-8")
    assert not re.search(r'src="(?!data:)', page)
    assert not re.search(r'<link[^>]*href="(?!data:)', page)
    assert not re.search(r"@import|url\((?!['\"]?data:)", page)


@pytest.mark.slow
def test_every_process_makes_the_same_bytes(release: Path) -> None:
    written = (release / "ontology" / "reviewgraph.html").read_bytes()
    for seed in ("1", "2", "3"):
        made = subprocess.run(
            [sys.executable, "-c", PRINT, str(ONTOLOGY)],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": "src"},
            capture_output=True,
            check=True,
        )
        assert made.stdout == written
        assert made.stderr == b""


def test_logging_is_as_it_was() -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers), logging.root.manager.disable
    ontology_page(ONTOLOGY)
    assert (root.level, list(root.handlers), logging.root.manager.disable) == before
