"""Generated reports, other words and layouts than those the rules were made with."""

import pytest
from report_generator import word
from report_generator.measure import Score
from report_generator.running import Result, layouts, run

DETECTION, ROW = 0.97, 0.90


def total(results: list[Result]) -> Score:
    score = Score()
    for result in results:
        score += result.score
    return score


@pytest.mark.parametrize("producer", ["reportlab", "docx"])
def test_a_few_layouts_are_read_whole(producer: str) -> None:
    results = [
        run(layout, 31, producer, held_out=False, pages=2)
        for layout in ("integers", "three-levels", "boxes", "two-lists", "table-only")
    ]
    score = total(results)
    assert score.f1(score.matched) >= DETECTION
    assert score.f1(score.rows) >= ROW
    assert sum(result.decoys for result in results) == 0


@pytest.mark.slow
@pytest.mark.parametrize("producer", ["weasyprint", "reportlab", "docx", "libreoffice"])
def test_held_out_reports_reach_the_targets(producer: str) -> None:
    if producer == "libreoffice" and word.libre_office() is None:
        pytest.skip("LibreOffice is not installed: its PDFs were NOT tested")
    names = layouts(held_out=True)
    names = names[::5] if producer == "libreoffice" else names
    results = [run(layout, 201, producer, held_out=True) for layout in names]
    score = total(results)
    assert score.f1(score.matched) >= DETECTION
    assert score.f1(score.rows) >= ROW
    assert sum(result.pages for result in results) <= 0.02 * score.matched
