"""Measure the extractor on generated reports, per layout and producer, and its speed.

    python benchmarks/extraction.py                      development reports
    python benchmarks/extraction.py --held-out           other words and layouts: report, never tune
    python benchmarks/extraction.py --speed              pages a second beside pypdf and pdfplumber

Figures prove handling of layouts, not accuracy on real reports.
"""

import argparse
import io
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "extraction")]

from report_generator.measure import Score  # noqa: E402
from report_generator.running import PRODUCERS, layouts, run  # noqa: E402

from reviewgraph.extraction import read  # noqa: E402


def line(name: str, score: Score) -> str:
    return (
        f"{name:20} {score.gold:5} {score.f1(score.matched):9.3f} {score.f1(score.exact):9.3f} "
        f"{score.share(score.numbers):7.3f} {score.share(score.primaries):9.3f} {score.f1(score.rows):7.3f}"
    )


def quality(producers: list[str], seeds: list[int], *, held_out: bool) -> None:
    for producer in producers:
        by_layout: dict[str, Score] = defaultdict(Score)
        documents: list[Score] = []
        decoys = wrong = 0
        for layout in layouts(held_out=held_out):
            for seed in seeds:
                result = run(layout, seed, producer, held_out=held_out)
                by_layout[layout] += result.score
                documents.append(result.score)
                decoys += result.decoys
                wrong += result.pages
        print(f"\n{producer}, {len(documents)} reports{', held out' * held_out}")
        print(
            f"{'layout':20} {'rows':>5} {'detection':>9} {'boundary':>9} {'number':>7} {'addressee':>9} {'row F1':>7}"
        )
        for layout, score in by_layout.items():
            print(line(layout, score))
        total = sum(documents, Score())
        print(line("micro", total))
        low, high = bootstrap(documents)
        macro = sum(score.f1(score.rows) for score in documents) / len(documents)
        print(f"row F1 macro {macro:.3f}, 95 % of resampled documents {low:.3f} to {high:.3f}")
        print(f"decoys taken {decoys}, rows with another page than the truth {wrong}")


def bootstrap(documents: list[Score], times: int = 1000) -> tuple[float, float]:
    rng = random.Random(7)
    values = []
    for _ in range(times):
        score = sum(rng.choices(documents, k=len(documents)), Score())
        values.append(score.f1(score.rows))
    values.sort()
    return values[times // 40], values[-times // 40]


def speed() -> None:
    import pdfplumber
    import pypdf

    reports = [
        run(layout, 5, producer, held_out=False, pages=12).data
        for layout in ("three-levels", "two-lists", "boxes")
        for producer in ("weasyprint", "reportlab")
    ]
    pages = sum(len(pypdf.PdfReader(io.BytesIO(data)).pages) for data in reports)

    def plumb(data: bytes) -> None:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            for page in opened.pages:
                page.extract_text()

    readers = {
        "reviewgraph, all rules": lambda data: read(data, source="report"),
        "pypdf, text only": lambda data: [
            p.extract_text() for p in pypdf.PdfReader(io.BytesIO(data)).pages
        ],
        "pdfplumber, text only": plumb,
    }
    for name, reader in readers.items():
        started = time.process_time()
        for data in reports:
            reader(data)
        print(f"{name:24} {pages / (time.process_time() - started):7.1f} pages/s on one core")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--producer", action="append", choices=list(PRODUCERS))
    parser.add_argument("--seeds", type=int, default=2)
    given = parser.parse_args()
    if given.speed:
        speed()
        return
    first = 301 if given.held_out else 1
    producers = given.producer or ["weasyprint", "reportlab", "docx", "html"]
    quality(producers, list(range(first, first + given.seeds)), held_out=given.held_out)


if __name__ == "__main__":
    main()
