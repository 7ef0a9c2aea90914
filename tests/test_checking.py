"""The screened check and pySHACL by itself find the same, and what is unchanged costs nothing."""

import re
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner
from rdflib import SH

from reviewgraph import checking
from reviewgraph.checking import check_folder, check_graphs, check_triples
from reviewgraph.checking.verdicts import Verdicts, keys_of
from reviewgraph.cli import main
from reviewgraph.errors import DataError
from reviewgraph.generations import read_state
from reviewgraph.graph.resemblances import RESEMBLANCES, resemblance_triples
from reviewgraph.namespaces import RDF, RDFS, RG
from reviewgraph.publishing import edition, publish
from reviewgraph.rdf import Literal, NamedNode, Triple, nquads
from reviewgraph.resembling import Duplicate, Resemblance
from reviewgraph.store import Store, new_generation, open_store, opened
from reviewgraph.validation import Report, Shapes, by_review, read_shapes, validate
from reviewgraph.validation.screening import Screen
from reviewgraph.validation.together import of_all
from test_shapes import TURTLE, all_shapes, case_graph, name, report_of

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_both_engines_find_the_same_in_each_case(path: Path) -> None:
    assert check_triples([("one", case_graph(path))], all_shapes()) == report_of(path)


def test_cases_screened_together_see_nothing_of_each_other() -> None:
    """Each case is a change to one base, so a thing that one lacks another has."""
    groups = [(str(number), case_graph(path)) for number, path in enumerate(TURTLE)]
    found = check_triples(groups, all_shapes())
    alone = set(chain.from_iterable(report_of(path).findings for path in TURTLE))
    assert set(found.findings) == alone
    assert found.checked == len(TURTLE)


def test_every_shape_is_translated() -> None:
    """A shape that is not is judged by pySHACL for every review, which takes half a second."""
    probes = Screen(all_shapes().graph)._plain
    assert [probe.shape for probe in probes if probe.focus is None] == []
    assert {probe.shape for probe in probes} >= {
        str(shape) for shape in all_shapes().graph.subjects(SH.targetClass)
    }


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:closed true",
        "sh:deactivated false",
        "sh:uniqueLang true",
        "sh:property [ sh:path rg:a ; sh:datatype xsd:duration ]",
        "sh:property [ sh:path rg:a ; sh:minCount 9 ]",
        "sh:property [ sh:path rg:a ; sh:node [ sh:sparql [ sh:select 'SELECT $this {}' ] ] ]",
        "sh:js [ ]",
    ],
)
def test_what_is_not_known_is_left_to_the_reference(constraint: str) -> None:
    """The screen may never let pass what it did not understand."""
    text = f"""
        @prefix rg: <https://w3id.org/reviewgraph/ontology#> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        rg:shape a sh:NodeShape ; sh:targetClass rg:Review ; {constraint} .
    """
    graph = rdflib.Graph().parse(data=text, format="turtle")
    group = NamedNode("urn:group:0")
    store = Store.in_memory(b"")
    suspects = Screen(graph).suspects([group], lambda query, place: store.rows(query))
    assert suspects == {group: ("https://w3id.org/reviewgraph/ontology#shape",)}


def both(triples: list[Triple], shapes: Shapes) -> tuple[Report, Report]:
    return check_triples([("one", triples)], shapes), validate(triples, shapes)


def planted(triples: list[Triple], random: Random) -> list[Triple]:
    """Return the triples with a few faults: statements gone, said twice, moved or misprinted."""
    kept = list(triples)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(kept))
        row, other = kept[at], kept[random.randrange(len(kept))]
        subject, predicate, value = row.subject, row.predicate, row.object
        kept[at : at + 1] = random.choice(
            [
                [],
                [row, Triple(subject, predicate, Literal("a word"))],
                [Triple(subject, predicate, other.object)],
                [Triple(other.subject, predicate, value)],
                [Triple(subject, other.predicate, value)],
                [row, Triple(subject, predicate, NamedNode("https://example.org/elsewhere"))],
                [Triple(subject, predicate, Literal(str(value), language="fr"))],
                [Triple(subject, predicate, Literal("", datatype=NamedNode("urn:no-type")))],
            ]
        )
    return kept


def groups_of(folder: Path) -> Iterator[list[Triple]]:
    store = open_store(folder)
    for _, names in by_review(store.graph_names()):
        yield sorted(chain.from_iterable(map(store.triples, names)), key=str)


@pytest.mark.parametrize("seed", range(6))
def test_both_engines_find_the_same_planted_faults(seed: int, corpus: Path) -> None:
    """Faults are set at random places of real graphs; seeds keep them the same in every run."""
    random = Random(seed)
    every = [rows for rows in groups_of(corpus) if len(rows) < 3000]
    triples = planted(random.choice(every), random)
    screened, reference = both(triples, all_shapes())
    assert screened == reference


@pytest.mark.slow
def test_both_engines_find_the_same_in_a_corpus_of_planted_faults(corpus: Path) -> None:
    every = [rows for rows in groups_of(corpus) if len(rows) < 3000]
    shapes = read_shapes(ROOT / "shapes")
    broken = 0
    for seed in range(100, 220):
        random = Random(seed)
        screened, reference = both(planted(random.choice(every), random), shapes)
        assert screened == reference, seed
        broken += bool(reference.findings)
    assert broken > 90


def resembling(random: Random, number: int) -> list[Triple]:
    """Return a graph of resemblances, and of reviews that were published twice."""
    ends = [f"{each:08x}-anytown--1-{each:08x}" for each in range(9)]
    pairs = random.sample([(a, b) for a in ends for b in ends if a < b], number)
    found = [Resemblance(*pair, 0.9, "same-words", (), "Both speak of “it”.") for pair in pairs]
    twice = Duplicate("0000000a-anytown", "0000000b-anytown", 3, 4)
    return list(resemblance_triples([*found, twice]))


@pytest.mark.parametrize("seed", range(10))
def test_resemblances_in_parts_are_judged_as_their_graph_is(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewgraph.checking.parts._SLICE", 4)
    monkeypatch.setattr("reviewgraph.checking.parts._GROUP", 2)
    random = Random(seed)
    triples = planted(planted(resembling(random, 11), random), random)
    graph = kept(tmp_path / "graph", nquads(RESEMBLANCES, triples))
    found = {each for each in check_folder(graph).findings if "integrity" not in each.shape}
    assert found == set(validate(triples, all_shapes()).findings)


def test_a_class_of_its_own_keeps_resemblances_together(tmp_path: Path) -> None:
    """What is an instance of a subclass is looked at too, and a part would not know."""
    triples = resembling(Random(1), 3)
    kind = NamedNode("urn:near")
    other = [
        Triple(row.subject, row.predicate, kind) for row in triples if row.object == RG.Resemblance
    ]
    kinds = [row for row in triples if row.object != RG.Resemblance and row.predicate != RG.score]
    stated = [*kinds, *other, Triple(kind, RDFS.subClassOf, RG.Resemblance)]
    found = check_folder(kept(tmp_path / "graph", nquads(RESEMBLANCES, stated))).findings
    assert {each.focus for each in found if each.shape.endswith("Resemblance-score")} == {
        row.subject.value for row in other if isinstance(row.subject, NamedNode)
    }


def kept(folder: Path, quads: bytes) -> Path:
    """Return a graph folder that holds the quads."""
    with new_generation(folder) as (writer, state):
        writer.add(quads)
        state |= {"reviews": {}, "tools": ""}
    return folder


@pytest.fixture
def mine(corpus: Path, tmp_path: Path) -> Path:
    """Return a copy of the corpus's graph to change, without what others found in it."""
    kept = shutil.ignore_patterns("verdicts.json")
    return Path(shutil.copytree(corpus, tmp_path / "graph", ignore=kept))


def test_the_command_finds_the_same_with_either_engine(mine: Path) -> None:
    screened, reference = (
        CliRunner().invoke(main, ["validate", "--graph", str(mine), "--engine", engine])
        for engine in ("screened", "pyshacl")
    )
    assert screened.output == reference.output
    assert "Warning" in screened.output


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    judged: list[str] = []

    def counting(store: Store, groups: checking.Names, shapes: Shapes) -> Verdicts:
        judged.extend(key for key, _ in groups)
        return check_graphs(store, groups, shapes)

    monkeypatch.setattr(checking, "check_graphs", counting)
    return judged


def test_an_unchanged_review_is_not_judged_again(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = counted(monkeypatch)
    first = check_folder(mine)
    reviews = [key for key in judged if "/" not in key]
    assert reviews
    judged.clear()
    assert check_folder(mine) == first
    assert [key for key in judged if "/" not in key] == []
    assert check_folder(mine, anew=True) == first
    assert [key for key in judged if "/" not in key] == reviews


def test_an_unchanged_graph_is_not_even_asked(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check_folder(mine)
    monkeypatch.setattr(checking, "check_integrity", None)
    monkeypatch.setattr(checking, "check_graphs", None)
    assert check_folder(mine) == first


@pytest.mark.parametrize("kept", ["", "[]", '{"a": 1}', '{"a": [{"b": null}]}', '{"a": [[]]}'])
def test_verdicts_that_cannot_be_read_are_found_again(kept: str, mine: Path) -> None:
    first = check_folder(mine)
    path = mine / "verdicts.json"
    whole = path.read_text()
    path.write_text(kept)
    assert check_folder(mine) == first
    assert path.read_text() == whole


def test_a_changed_review_is_judged_again(tmp_path: Path) -> None:
    pages = shutil.copytree(ROOT / "data" / "reviews", tmp_path / "reviews")
    graph = tmp_path / "graph"

    def run(*arguments: str) -> str:
        return CliRunner().invoke(main, [*arguments, "--graph", str(graph)]).output

    run("build", str(pages))
    assert "nothing to find fault with" in run("validate")
    page = max(pages.rglob("*.txt"), key=lambda path: path.stat().st_size)
    page.write_text(re.sub(r"(\d+) recs", "99 recs", page.read_text()))
    run("build", str(pages))
    assert "Warning Review-count" in run("validate")


def without(graph: Path, name: str, predicate: NamedNode, holding: str) -> None:
    """Remove from a graph folder what a named graph says with a predicate of some subjects."""
    (place,) = graph.glob("generation-*/store")
    store = pyoxigraph.Store(str(place))
    where = next(each for each in store.named_graphs() if name in str(each))
    rows = list(store.quads_for_pattern(None, predicate, None, where))
    for row in (row for row in rows if holding in str(row.subject)):
        store.remove(row)
    store.flush()
    del store
    opened.cache_clear()


def test_a_fault_of_the_store_itself_is_found(mine: Path) -> None:
    """Verdicts are believed of what was built; one that was edited is judged ``--anew``."""
    check_folder(mine)
    without(mine, "graph/review--", RDFS.label, "id/review/")
    found = {finding.shape.rpartition("#")[2] for finding in check_folder(mine, anew=True).findings}
    assert "Review-label" in found


def test_what_only_the_whole_store_can_tell_is_asked_of_it(mine: Path, tmp_path: Path) -> None:
    """A graph judges references only by the union of all: no single graph shows the fault."""
    assert check_folder(mine).conforms
    without(mine, "graph/agencies", RDF.type, "id/agency/")
    found = {finding.shape.rpartition("#")[2] for finding in check_folder(mine, anew=True).findings}
    assert "integrity-unknown-agency" in found
    told = CliRunner().invoke(main, ["validate", "--graph", str(mine), "--engine", "pyshacl"])
    assert "integrity-unknown-agency" in told.output
    with pytest.raises(DataError, match="The agency is not described"):
        publish(open_store(mine), tmp_path / "release", edition("2026.11"))


def test_a_constraint_asked_of_all_at_once_finds_the_same(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some things of a shape are so many that each cannot be asked by itself."""
    random = Random(7)
    faulty = [planted(rows, random) for rows in groups_of(corpus) if len(rows) < 3000][:8]
    groups = [(str(number), rows) for number, rows in enumerate(faulty)]
    apart = check_triples(groups, all_shapes())
    monkeypatch.setattr("reviewgraph.validation.screening._FEW", 0)
    assert check_triples(groups, all_shapes()) == apart
    assert any(finding.constraint == "SPARQL" for finding in apart.findings)


@pytest.mark.parametrize(
    "body",
    [
        "?s <urn:p> ?v . FILTER (?v != $this)",
        "$this <urn:p> ?v . FILTER NOT EXISTS { $this <urn:q> ?v }",
        "?s <urn:p> ?v . OPTIONAL { $this <urn:q> ?v }",
        "?s <urn:p> ?v . MINUS { $this <urn:q> ?v }",
        "?s <urn:p> ?v . BIND (STR($this) AS ?name)",
        "?s <urn:p> ?v . { SELECT ?v (COUNT($this) AS ?n) WHERE { $this <urn:p> ?v } GROUP BY ?v }",
    ],
)
def test_a_constraint_that_needs_its_thing_beforehand_is_asked_one_by_one(body: str) -> None:
    assert of_all(f"SELECT $this ?v WHERE {{ {body} }}", "?this a <urn:c>") is None


def test_a_build_that_ends_meanwhile_mixes_no_verdicts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, graph = tmp_path / "sources", tmp_path / "graph"
    sources.mkdir()
    page = Path(shutil.copy(ROOT / "data" / "examples" / "ffff0001-harlow.txt", sources))
    built(sources, graph)
    before = read_state(graph)
    seen = by_review

    def meanwhile(names: list[NamedNode]) -> list[tuple[str, tuple[NamedNode, ...]]]:
        page.write_text(page.read_text(encoding="utf-8").replace("training", "lessons"), "utf-8")
        built(sources, graph)
        return seen(names)

    kept: list[dict[str, str]] = []
    monkeypatch.setattr(checking, "by_review", meanwhile)
    monkeypatch.setattr(checking, "keep", lambda folder, keys, *rest: kept.append(keys))
    check_folder(graph, anew=True)
    assert read_state(graph) != before
    ((key,),) = ([found[name] for name in before["reviews"]] for found in kept)
    assert key == keys_of(before, [])["ffff0001-harlow"]


def built(sources: Path, graph: Path) -> None:
    done = CliRunner().invoke(main, ["build", str(sources), "--graph", str(graph)])
    assert done.exit_code == 0, done.output
