"""Print an invented report with WeasyPrint, and note the page of each recommendation."""

from html import escape

import weasyprint

from report_generator.report import Break, Contents, Grid, Heading, Para, Report

_FOOT = '<span class="fn">See the guidance of the department, chapter {0}.</span>'


def as_html(report: Report) -> str:
    """Return the report as one HTML page."""
    body: list[str] = []
    box = 0
    for element in report.elements:
        now = element.box if isinstance(element, Para) else 0
        if box and now != box:
            body.append("</div>")
        if now and now != box:
            body.append('<div class="box">')
        box = now
        body.append(_element(element, report))
    stamp = (
        f'<div class="stamp">{report.furniture.watermark}</div>'
        if report.furniture.watermark
        else ""
    )
    return f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><style>{_css(report)}</style></head><body>{stamp}{''.join(body)}</body></html>"


def _element(element: object, report: Report) -> str:
    match element:
        case Heading():
            return f"<h{element.level} id={element.anchor or '_'}>{escape(element.text)}</h{element.level}>"
        case Break():
            return '<div class="break"></div>'
        case Contents():
            titles = [e.text for e in report.elements if isinstance(e, Heading) and e.level < 3]
            lines = "".join(
                f'<p class="toc">{escape(t)} <span class="n">{4 + i}</span></p>'
                for i, t in enumerate(titles)
            )
            return f"<h1>Contents</h1>{lines}"
        case Grid():
            return _grid(element)
        case Para():
            return _paragraph(element)
    raise TypeError(element)


def _paragraph(para: Para) -> str:
    label = escape(para.label)
    label = f"<b>{label}</b>" if para.bold_label else label
    text = f"<b>{escape(para.text)}</b>" if para.bold else escape(para.text)
    if para.footnote:
        cut = text.rfind(" ", 0, len(text) // 2)
        text = text[:cut] + _FOOT.format(para.footnote) + text[cut:]
    anchor = f" id={para.anchor}" if para.anchor else ""
    tight = " tight" if para.keep_tight else ""
    if para.apart:
        return f'<div class="apart{tight}"{anchor}><span class="no">{label}</span> <span>{text}</span></div>'
    if para.label_line:
        return f"<p{anchor}>{label}</p><p>{text}</p>"
    style = f' style="margin-left:{para.indent * 20}pt"' if para.indent else ""
    return f'<p class="{tight}"{anchor}{style}>{label} {text}</p>'


def _grid(grid: Grid) -> str:
    rows: list[str] = []
    for index, row in enumerate(grid.rows):
        if index in grid.groups:
            rows.append(
                f"<tr><td colspan={len(grid.head)}><b>{escape(grid.groups[index])}</b></td></tr>"
            )
        anchor = f" id={grid.anchors[index]}" if index < len(grid.anchors) else ""
        cells = "".join(f"<td>{escape(cell)}</td>".replace("\n", "<br>") for cell in row)
        rows.append(f"<tr{anchor}>{cells}</tr>")
    head = "".join(f"<th>{escape(name)}</th>" for name in grid.head)
    top = "thead" if grid.repeat_head else "tbody"
    wide = " wide" if grid.landscape else ""
    return f'<table class="{grid.borders}{wide}">{head and f"<{top}><tr>{head}</tr></{top}>"}<tbody>{"".join(rows)}</tbody></table>'


def _css(report: Report) -> str:
    style, furniture = report.style, report.furniture
    number = furniture.number.replace("{page}", '" counter(page) "').replace(
        "{pages}", '" counter(pages) "'
    )
    sizes = (1.5, 1.25, 1.1) if style.heading_larger else (1, 1, 1)
    weight = "bold" if style.heading_bold or not style.heading_larger else "normal"
    heads = "".join(
        f"h{i}{{font-size:{s}em;font-weight:{weight};margin:14pt 0 6pt;break-after:avoid}}"
        for i, s in enumerate(sizes, 1)
    )
    return f"""
    @page {{ size: A4; margin: {style.margin}; @top-center {{ content: "{furniture.header}"; font-size: 9pt }}
      @bottom-left {{ content: "{furniture.footer}"; font-size: 8pt }} @bottom-right {{ content: "{number}"; font-size: 9pt }} }}
    @page wide {{ size: A4 landscape }}
    body {{ font-family: "{style.font}"; font-size: {style.size}pt; line-height: {style.line_height};
      text-align: {"justify" if style.justified else "left"}; hyphens: {"auto" if style.hyphens else "manual"} }}
    p, .apart {{ margin: 0 0 {style.gap}pt }} .tight {{ margin: 0 }} {heads}
    .apart {{ display: flex }} .no {{ width: 40pt; flex: none }}
    .box {{ border: 1px solid #333; padding: 6pt; margin-bottom: 10pt; background: #eef }}
    .break {{ break-after: page }} .toc .n {{ float: right }} .wide {{ page: wide }}
    table {{ border-collapse: collapse; width: 100%; font-size: 9pt; text-align: left }} td, th {{ padding: 3pt; vertical-align: top }}
    .all td, .all th {{ border: 0.7pt solid #444 }} .rows tr {{ border-top: 0.7pt solid #444; border-bottom: 0.7pt solid #444 }}
    .none td, .none th {{ padding: 3pt 8pt }}
    .fn {{ float: footnote; font-size: 8pt }} ::footnote-call {{ font-size: 0.65em; line-height: 0 }} sup {{ font-size: 0.65em; line-height: 0 }}
    .stamp {{ position: fixed; top: 40%; left: 20%; font-size: 80pt; color: #ddd; transform: rotate(-40deg) }}
    """


def as_pdf(report: Report, *, tagged: bool = False) -> bytes:
    """Return the report as PDF bytes; sets the page of every truth."""
    document = weasyprint.HTML(string=as_html(report)).render()
    places = {
        name: number for number, page in enumerate(document.pages, 1) for name in page.anchors
    }
    for truth in report.truths:
        truth.page = places.get(truth.anchor)
    data: bytes = document.write_pdf(pdf_tags=tagged)
    return data
