"""``reviewgraph spine``: a sidecar for each review that the Home Office library lists."""

from pathlib import Path

import click

from reviewgraph.cli.errors import BROKEN_DATA
from reviewgraph.errors import SourceError
from reviewgraph.fetching.sidecars import Value
from reviewgraph.retrieving import Folder
from reviewgraph.sources.library import DATASET, Entry, read_spine


@click.command()
@click.argument("documents", type=click.Path(path_type=Path))
@click.argument("incidents", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Where the sidecars go; pages may lie there already.",
)
@click.option(
    "--dataset", default=DATASET, show_default=True, metavar="URL", help="What lists the reviews."
)
@click.pass_context
def spine(ctx: click.Context, documents: Path, incidents: Path, folder: Path, dataset: str) -> None:
    """Write what the library lists, so that reviews without a page are in the graph too.

    DOCUMENTS and INCIDENTS are two tables of the open DHRD dataset. Area, month of upload,
    address of the report and TRUE tags are taken, nothing about a person. A review whose page
    lies in the folder is known by the 8 digits both start with. What a person wrote into a
    sidecar stays.

    Example: reviewgraph spine 01_documents.csv 02_incidents.csv -o pages
    """
    found = read_spine(_given(documents), _given(incidents))
    target = Folder(folder)
    stems = target.stems()
    notes, faults = list(found.notes), list(found.faults)
    for entry in found.entries:
        try:
            notes.extend(target.tell(_stem(entry, stems), _values(entry, dataset)))
        except SourceError as error:
            faults.append(str(error))
    for note in notes:
        click.echo(f"Note: {note}", err=True)
    for fault in faults:
        click.echo(f"Not listed: {fault}", err=True)
    count = len(found.entries)
    click.echo(f"{count} review{'s' * (count != 1)} listed in {folder}, {len(faults)} faults.")
    if faults:
        ctx.exit(BROKEN_DATA)


def _given(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise SourceError(path.as_posix(), f"cannot be read ({error.strerror})") from error


def _stem(entry: Entry, stems: set[str]) -> str:
    """Return the stem of the review's page if it lies there, else the one it will have."""
    digits = entry.identifier.partition("-")[0]
    alike = sorted(stem for stem in stems if stem.partition("-")[0] == digits)
    return alike[0] if len(alike) == 1 else entry.identifier


def _values(entry: Entry, dataset: str) -> dict[str, Value]:
    values: dict[str, Value] = {
        "area": entry.area,
        "upload_month": entry.upload_month,
        "report": entry.report,
        "listed_in": dataset,
    }
    return values | ({"tags": entry.tags} if entry.tags else {})
