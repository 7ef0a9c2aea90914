"""What is measured: one task a process, so that none profits from what another left in memory.

``python -m benchmarks.tasks NAME ARGUMENT...`` does one and prints what it took as JSON. Seconds
are those of the work itself, without the start of Python and its imports.
"""

import cProfile
import json
import os
import pstats
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pyoxigraph
import pyshacl
import rdflib
from click.testing import CliRunner

from benchmarks import plain_rdflib
from benchmarks.invented import review
from reviewgraph.building import Places, build
from reviewgraph.building.recurrence import Recurrence
from reviewgraph.cli import main as cli
from reviewgraph.linking import Resolver
from reviewgraph.publishing import edition, publish
from reviewgraph.queries import bind, example_values, read_queries
from reviewgraph.resembling import (
    Item,
    Signature,
    compare,
    evidence,
    explain,
    matrix,
    shipped_wording,
    sign,
)
from reviewgraph.resources import shipped
from reviewgraph.store import open_store
from reviewgraph.themes.tagging import Tagger
from serving.engines import ISQL, Engine, virtuoso

Measured = dict[str, Any]

_PACKAGE = "/reviewgraph/"
_APART: tuple[tuple[Any, str, str], ...] = (
    (Tagger, "tag", "tagging"),
    (Tagger, "tag_summary", "tagging"),
    (Resolver, "resolve_review", "resolving"),
    (Resolver, "resolve_area", "resolving"),
    (Recurrence, "renew", "recurrence"),
)
_TIMES = 5
_BUFFERS = 170_000
"""Of Virtuoso, 8 kB each: what its manual gives a machine of 2 GB."""
_AT_LEAST, _AT_MOST = 0.05, 10
"""Seconds a query is repeated for, so that short ones can be told apart and long ones end."""


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    result = work()
    return time.perf_counter() - begin, result


def _build(corpus: str, graph: str) -> Any:
    return build([Path(corpus)], Path(graph), places=Places(links=shipped("data/links")))


def task_build(corpus: str, graph: str) -> Measured:
    """Build a graph folder with this project, timing apart what reading and loading is not."""
    apart: dict[str, float] = defaultdict(float)
    for owner, name, part in _APART:
        setattr(owner, name, _charging(getattr(owner, name), apart, part))
    seconds, report = _timed(lambda: _build(corpus, graph))
    triples = len(open_store(Path(graph)))
    return {"seconds": seconds, "reviews": report.reviews, "triples": triples, "apart": apart}


def _charging(work: Callable[..., Any], apart: dict[str, float], part: str) -> Callable[..., Any]:
    def timed(*arguments: Any, **options: Any) -> Any:
        seconds, result = _timed(lambda: work(*arguments, **options))
        apart[part] += seconds
        return result

    return timed


def task_rebuild(corpus: str, graph: str) -> Measured:
    """Build again after one page changed."""
    page = min(Path(corpus).glob("*.txt"))
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("should", "ought to", 3), encoding="utf-8")
    seconds, report = _timed(lambda: _build(corpus, graph))
    page.write_text(text, encoding="utf-8")
    return {"seconds": seconds, "built": report.built}


def task_plain(corpus: str) -> Measured:
    """Map the pages with a plain rdflib script, in memory, as printed only."""
    seconds, graph = _timed(lambda: plain_rdflib.build(Path(corpus)))
    return {"seconds": seconds, "triples": len(graph)}


def task_floor(quads: str, folder: str) -> Measured:
    """Bulk-load ready-made N-Quads with pyoxigraph: no build can be faster."""

    def load() -> pyoxigraph.Store:
        store = pyoxigraph.Store(folder)
        store.bulk_load(path=quads, format=pyoxigraph.RdfFormat.N_QUADS)
        store.flush()
        return store

    seconds, store = _timed(load)
    return {"seconds": seconds, "triples": len(store)}


def task_dump(graph: str, quads: str) -> Measured:
    """Write a graph folder as N-Quads, for the contenders that start from them."""
    store = pyoxigraph.Store.read_only(str(_newest(graph)))
    seconds, _ = _timed(lambda: store.dump(quads, format=pyoxigraph.RdfFormat.N_QUADS))
    return {"seconds": seconds}


def _newest(graph: str) -> Path:
    return max(Path(graph).glob("generation-*/store"), key=lambda path: path.stat().st_mtime)


def task_stages(corpus: str, graph: str) -> Measured:
    """Tell what share of a build each part of the package takes, engine and all."""
    profile = cProfile.Profile()
    profile.runcall(_build, corpus, graph)
    stats: Any = pstats.Stats(profile)
    shares: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in stats.stats.items():
        if _PACKAGE in file:
            shares[_part(file)] += own
            continue
        # What a library or a builtin takes is charged to the part that called it.
        for (caller, _, _), (_, _, charged, _) in callers.items():
            shares[_part(caller) if _PACKAGE in caller else "libraries"] += charged
    total = sum(shares.values())
    return {"shares": {part: seconds / total for part, seconds in shares.most_common()}}


def _part(file: str) -> str:
    return file.rpartition(_PACKAGE)[2].split("/")[0].removesuffix(".py")


def task_queries(graph: str) -> Measured:
    """Answer every stored query with its example, here and on the bare engine, in turn.

    Putting the values in is timed apart: it costs the same whatever the graph holds.
    """
    ours = open_store(Path(graph))
    raw = pyoxigraph.Store.read_only(str(_newest(graph)))
    found: dict[str, dict[str, float]] = {}
    for query in read_queries(shipped("queries")).values():
        text = bind(query, example_values(query))
        contenders: dict[str, Callable[[], Any]] = {
            "bind": partial(bind, query, example_values(query)),
            "ours": partial(_answer, ours.query, text),
            "raw": partial(_answer, partial(raw.query, use_default_graph_as_union=True), text),
        }
        found[query.name] = _in_turn(contenders) | {"rows": contenders["ours"]()}
    return {"queries": found}


def task_rdflib_queries(quads: str, patience: str) -> Measured:
    """Answer every stored query with rdflib, loaded beforehand; null is more than the patience."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(quads, format="nquads")
    return _patiently(partial(_answer, dataset.query), int(patience))


def task_virtuoso_queries(quads: str, patience: str) -> Measured:
    """Answer every stored query with Virtuoso over HTTP, loaded beforehand by its bulk loader."""
    with TemporaryDirectory(prefix="reviewgraph-virtuoso-") as folder:
        # Virtuoso reads files of the folder in which it is started only.
        os.chdir(folder)
        shutil.copy(quads, "graph.nq")
        with virtuoso(Path(folder), buffers=_BUFFERS) as engine:
            _load(engine)
            return _patiently(partial(_rows_over_http, engine.query), int(patience))


def _load(engine: Engine) -> None:
    assert ISQL is not None
    commands = "ld_dir ('.', 'graph.nq', 'urn:none'); rdf_loader_run (); checkpoint;"
    login = [ISQL, f"127.0.0.1:{engine.sql}", "dba", "dba", f"exec={commands}"]
    subprocess.run(login, check=True, stdout=subprocess.DEVNULL)


def _rows_over_http(address: str, text: str) -> int:
    wanted = {"Accept": "application/sparql-results+json"}
    answer = httpx.post(address, data={"query": text}, headers=wanted, timeout=None)
    answer.raise_for_status()
    return len(answer.json()["results"]["bindings"])


def _patiently(ask: Callable[[str], int], patience: int) -> Measured:
    """Return what each stored query took and how many rows it gave; null if it is given up."""
    signal.signal(signal.SIGALRM, _impatient)
    found: dict[str, dict[str, Any]] = {}
    for query in read_queries(shipped("queries")).values():
        text = bind(query, example_values(query))
        signal.alarm(patience)
        try:
            seconds, rows = _timed(partial(ask, text))
            found[query.name] = {"seconds": seconds, "rows": rows}
        except (TimeoutError, httpx.TimeoutException):
            found[query.name] = {"seconds": None, "rows": None}
        except httpx.HTTPStatusError as error:
            found[query.name] = {"seconds": None, "rows": f"fault {error.response.status_code}"}
        signal.alarm(0)
    return {"queries": found}


def _impatient(*_: object) -> None:
    raise TimeoutError


def _answer(ask: Callable[[str], Any], text: str) -> int:
    """Return the size of an answer after reading it to its end."""
    return sum(1 for _ in ask(text))


def _in_turn(contenders: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Return the median seconds of each, measured one after the other in every round."""
    took: dict[str, list[float]] = defaultdict(list)
    begin = time.perf_counter()
    while _wants_more(took, time.perf_counter() - begin):
        for name, work in contenders.items():
            took[name].append(_timed(work)[0])
    return {name: statistics.median(times) for name, times in took.items()}


def _wants_more(took: dict[str, list[float]], seconds: float) -> bool:
    few = not took or min(map(len, took.values())) < _TIMES
    return seconds < _AT_LEAST or (few and seconds < _AT_MOST)


def task_publish(graph: str, release: str) -> Measured:
    """Write the release folder with this project."""
    asked = edition("2026.11")
    seconds, written = _timed(lambda: publish(open_store(Path(graph)), Path(release), asked))
    return {"seconds": seconds, "triples": written.manifest.triples}


def task_rdflib_publish(quads: str, turtle: str) -> Measured:
    """Write the same triples with rdflib's Turtle serialiser, loaded beforehand."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(quads, format="nquads")
    graph = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    seconds, _ = _timed(lambda: graph.serialize(turtle, format="turtle"))
    return {"seconds": seconds, "triples": len(graph)}


def task_validate(graph: str) -> Measured:
    """Hold a graph folder against the shapes with this project's command."""
    seconds, result = _timed(lambda: CliRunner().invoke(cli, ["validate", "--graph", graph]))
    if result.exit_code not in (0, 1):
        raise RuntimeError(result.output)
    return {"seconds": seconds, "conforms": result.exit_code == 0}


def task_pyshacl(quads: str) -> Measured:
    """Hold the whole graph against the same shapes with pySHACL, both loaded beforehand."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(quads, format="nquads")
    data, shapes = rdflib.Graph(), rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        data.add((subject, predicate, value))
    for path in sorted(shipped("shapes").glob("*.ttl")):
        shapes.parse(path, format="turtle")
    seconds, found = _timed(lambda: pyshacl.validate(data, shacl_graph=shapes, advanced=False))
    return {"seconds": seconds, "conforms": found[0]}


def task_resemblances(reviews: str) -> Measured:
    """Find what recurs in a generated corpus: signing, searching and explaining apart."""
    wording = shipped_wording()
    took: dict[str, float] = defaultdict(float)

    def signed() -> Iterator[tuple[Item, Signature]]:
        for item in _invented(int(reviews)):
            seconds, signature = _timed(partial(sign, item, wording))
            took["signing"] += seconds
            yield item, signature

    numbers = matrix(signed())
    took["searching"], found = _timed(lambda: compare(numbers))
    took["explaining"], _ = _timed(lambda: deque(explain(evidence(numbers, found.pairs)), 0))
    return {
        "recommendations": len(numbers.keys),
        "resemblances": len(found.pairs),
        "duplicates": len(found.duplicates),
        **took,
    }


def _invented(reviews: int) -> Iterator[Item]:
    for number in range(reviews):
        each = review(1, number)
        for place, row in enumerate(each.rows):
            addressees = tuple(row.addressee.split(" | "))
            key = f"{each.stem}--{place}"
            yield Item(key, each.stem, row.text, addressees, each.area, each.year_of_death)


def main() -> None:
    name, *arguments = sys.argv[1:]
    measured: Measured = globals()[f"task_{name}"](*arguments)
    measured["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
