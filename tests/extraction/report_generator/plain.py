"""Print an invented report with ReportLab: another producer, whose pages know no styles."""

import io
from html import escape

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from report_generator.report import Break, Contents, Grid, Heading, Para, Report


def as_pdf(report: Report) -> bytes:
    """Return the report as PDF."""
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4, title="report")
    wide = landscape(A4)
    document.addPageTemplates(
        [
            PageTemplate(
                "tall",
                [Frame(25 * mm, 22 * mm, A4[0] - 50 * mm, A4[1] - 44 * mm)],
                onPage=_around(report),
            ),
            PageTemplate(
                "wide",
                [Frame(12 * mm, 15 * mm, wide[0] - 24 * mm, wide[1] - 30 * mm)],
                onPage=_around(report),
                pagesize=wide,
            ),
        ]
    )
    document.build([flowable for element in report.elements for flowable in _flow(element, report)])
    return stream.getvalue()


def _around(report: Report):  # type: ignore[no-untyped-def]
    def draw(canvas, document) -> None:  # type: ignore[no-untyped-def]
        width, height = canvas._pagesize
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(width / 2, height - 10 * mm, report.furniture.header)
        number = report.furniture.number.format(page=document.page, pages=40)
        canvas.drawString(25 * mm, 9 * mm, report.furniture.footer)
        canvas.drawRightString(width - 20 * mm, 9 * mm, number)
        if report.furniture.watermark:
            canvas.saveState()
            canvas.translate(width / 2, height / 2)
            canvas.rotate(45)
            canvas.setFillGray(0.85)
            canvas.setFont("Helvetica-Bold", 70)
            canvas.drawCentredString(0, 0, report.furniture.watermark)
            canvas.restoreState()

    return draw


def _style(report: Report, **changes: object) -> ParagraphStyle:
    size = report.style.size
    return ParagraphStyle(
        "body", fontName="Times-Roman", fontSize=size, leading=size * report.style.line_height,
        spaceAfter=report.style.gap, alignment=TA_JUSTIFY if report.style.justified else TA_LEFT, **changes,
    )  # fmt: skip


def _flow(element: object, report: Report) -> list[Flowable]:
    match element:
        case Heading():
            size = report.style.size * (
                1.5 - 0.2 * element.level if report.style.heading_larger else 1
            )
            style = ParagraphStyle(
                "h",
                fontName="Times-Bold",
                fontSize=size,
                leading=size * 1.2,
                spaceBefore=12,
                spaceAfter=6,
                keepWithNext=1,
            )
            return [Paragraph(escape(element.text), style)]
        case Break():
            return [PageBreak()]
        case Contents():
            titles = [e.text for e in report.elements if isinstance(e, Heading) and e.level < 3]
            return [
                Paragraph(f"{escape(t)} {'.' * 50} {3 + i}", _style(report))
                for i, t in enumerate(titles)
            ]
        case Para():
            return _paragraph(element, report)
        case Grid():
            return _grid(element, report)
    raise TypeError(element)


def _paragraph(para: Para, report: Report) -> list[Flowable]:
    label = escape(para.label).replace("\uf0b7", "•")
    label = f"<b>{label}</b>" if para.bold_label else label
    text = f"<b>{escape(para.text)}</b>" if para.bold else escape(para.text)
    if para.footnote:
        cut = text.rfind(" ", 0, len(text) // 2)
        text = f"{text[:cut]}<super size=6>{para.footnote}</super>{text[cut:]}"
    if para.apart or para.label in ("•", "–"):
        hanging = _style(report, leftIndent=36, bulletIndent=0)
        return [Paragraph(text, hanging, bulletText=para.label)]
    flow: list[Flowable] = (
        [Paragraph(label, _style(report)), Paragraph(text, _style(report))]
        if para.label_line
        else [Paragraph(f"{label} {text}", _style(report, leftIndent=20 * para.indent))]
    )
    if para.box:
        return [
            Table([[flow]], style=TableStyle([("BOX", (0, 0), (-1, -1), 1, "#333333")])),
            Spacer(1, 8),
        ]
    return flow


def _grid(grid: Grid, report: Report) -> list[Flowable]:
    small = ParagraphStyle("cell", fontName="Times-Roman", fontSize=8.5, leading=10)
    bold = ParagraphStyle("head", fontName="Times-Bold", fontSize=8.5, leading=10)
    rows: list[list[object]] = (
        [[Paragraph(escape(name), bold) for name in grid.head]] if grid.head else []
    )
    spans = []
    for index, row in enumerate(grid.rows):
        if index in grid.groups:
            spans.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            rows.append([Paragraph(escape(grid.groups[index]), bold), *[""] * (len(row) - 1)])
        rows.append([Paragraph(escape(cell).replace("\n", "<br/>"), small) for cell in row])
    total = (landscape(A4)[0] - 30 * mm) if grid.landscape else (A4[0] - 54 * mm)
    wide = {"Recommendation": 3.0, "No.": 0.5}
    shares = [wide.get(name, 1.0) for name in grid.head] or [1.0, 4.0]
    widths = [total * share / sum(shares) for share in shares]
    lines = {"all": [("GRID", (0, 0), (-1, -1), 0.5, "#444444")],
             "rows": [("LINEBELOW", (0, 0), (-1, -1), 0.5, "#444444"), ("LINEABOVE", (0, 0), (-1, 0), 0.5, "#444444")],
             "none": []}[grid.borders]  # fmt: skip
    table = Table(rows, colWidths=widths, repeatRows=1 if grid.repeat_head and grid.head else 0)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines, *spans]))
    if not grid.landscape:
        return [table]
    return [NextPageTemplate("wide"), PageBreak(), table, NextPageTemplate("tall"), PageBreak()]
