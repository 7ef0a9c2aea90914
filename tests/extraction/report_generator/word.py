"""Write an invented report with Word's means, and print it with LibreOffice."""

import io
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from report_generator.report import Break, Contents, Grid, Heading, Para, Report

_COUNTED = re.compile(r"(\d+)([.)])")


class _Lists:
    """Automatic numbers: one list for each run of labels that count on."""

    def __init__(self, document: Document) -> None:
        self.root = document.part.numbering_part.element
        self.next = 100
        self.current: tuple[int, int, str] | None = None
        """List, number it stands at, and the mark behind its numbers."""

    def put(self, paragraph: Paragraph, label: str) -> bool:
        match = _COUNTED.fullmatch(label)
        if match is None and label != "•":
            return False
        number, mark = (int(match[1]), match[2]) if match else (0, "•")
        if not self.current or (self.current[1] + 1, self.current[2]) != (number, mark):
            self.current = (self._new(number, mark), number, mark)
        self.current = (self.current[0], number, mark)
        properties = paragraph._p.get_or_add_pPr()
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{self.current[0]}"/></w:numPr>'
        properties.append(parse_xml(xml))
        return True

    def _new(self, number: int, mark: str) -> int:
        self.next += 1
        form, text = ("bullet", "\uf0b7") if mark == "•" else ("decimal", f"%1{mark}")
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.next}"><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
        )
        first = self.root.find(qn("w:num"))
        if first is None:
            self.root.append(abstract)
        else:
            first.addprevious(abstract)
        start = (
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{max(number, 1)}"/></w:lvlOverride>'
        )
        self.root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.next}"><w:abstractNumId w:val="{self.next}"/>{start}</w:num>'
            )
        )
        return self.next


def as_docx(report: Report) -> bytes:
    """Return the report as DOCX; about half of the seeds use automatic numbers."""
    rng = random.Random(f"docx/{report.layout}/{report.seed}")
    automatic = rng.random() < 0.5
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = report.style.font, Pt(report.style.size)
    style.paragraph_format.space_after = Pt(report.style.gap)
    lists = _Lists(document)
    _furniture(document, report)
    for element in report.elements:
        match element:
            case Heading():
                _heading(document, element, report)
                lists.current = None
            case Para():
                _paragraph(document, element, lists if automatic else None)
            case Break():
                document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case Contents():
                _contents(document, report)
            case Grid():
                _grid(document, element)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _heading(document: Document, heading: Heading, report: Report) -> None:
    if report.style.heading_larger:
        document.add_heading(heading.text, heading.level)
    else:
        document.add_paragraph().add_run(heading.text).bold = True


def _paragraph(document: Document, para: Para, lists: _Lists | None) -> None:
    if para.box:
        cell = document.add_table(1, 1, style="Table Grid").cell(0, 0)
        paragraph = cell.paragraphs[0]
        if para.label_line:
            paragraph.add_run(para.label).bold = True
            paragraph = cell.add_paragraph()
            paragraph.add_run(para.text)
        else:
            paragraph.add_run(para.label).bold = para.bold_label
            paragraph.add_run(" " + para.text)
        return
    paragraph = document.add_paragraph()
    if para.indent:
        paragraph.paragraph_format.left_indent = Pt(20 * para.indent)
    if para.label_line:
        paragraph.add_run(para.label).bold = True
        paragraph = document.add_paragraph()
    elif not (lists and lists.put(paragraph, para.label)) and para.label:
        paragraph.add_run(para.label).bold = para.bold_label
        paragraph.add_run("\t" if para.apart else " ")
    run = paragraph.add_run(para.text)
    run.bold = para.bold or None
    if para.footnote:
        paragraph.add_run(para.footnote).font.superscript = True


def _contents(document: Document, report: Report) -> None:
    document.add_paragraph().add_run("Contents").bold = True
    titles = [e.text for e in report.elements if isinstance(e, Heading) and e.level < 3]
    for place, title in enumerate(titles):
        document.add_paragraph(f"{title} {'.' * 40} {3 + place}")


def _grid(document: Document, grid: Grid) -> None:
    if grid.landscape:
        section = document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    table = document.add_table(1 if grid.head else 0, len(grid.head) or 2, style="Table Grid")
    for cell, text in zip(table.rows[0].cells if grid.head else (), grid.head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for index, row in enumerate(grid.rows):
        if index in grid.groups:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = grid.groups[index]
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for paragraph in (p for row in table.rows for cell in row.cells for p in cell.paragraphs):
        paragraph.paragraph_format.space_after = Pt(0)
        for run in paragraph.runs:
            run.font.size = Pt(9)


def _furniture(document: Document, report: Report) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = report.furniture.header
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{report.furniture.footer} Page ")
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    foot._p.append(field)


def libre_office() -> str | None:
    """Return the program that prints DOCX; None where it is not installed."""
    return shutil.which("soffice")


def printed(data: bytes, program: str) -> bytes:
    """Return a DOCX as LibreOffice prints it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.docx")
        path.write_bytes(data)
        subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return path.with_suffix(".pdf").read_bytes()
