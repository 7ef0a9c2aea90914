"""``reviewgraph registry``: the official tables that agencies are made of."""

from datetime import date
from pathlib import Path

import click
from rich.table import Table

from reviewgraph.cli.options import out
from reviewgraph.errors import DataError
from reviewgraph.registries import Agency, Register, load_register
from reviewgraph.registries.manifest import Source, checksum, read_manifest
from reviewgraph.registries.refresh import known_table, refresh
from reviewgraph.resources import shipped
from reviewgraph.web import fetch

_folder_option = click.option(
    "--registries",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Folder of registry tables.  [default: data/registries]",
)


def registries_folder(folder: Path | None) -> Path:
    """Return the given folder, else the one below the current folder, else the shipped one."""
    own = Path("data") / "registries"
    return folder or (own if own.is_dir() else shipped("data") / "registries")


@click.group()
def registry() -> None:
    """List, look up and renew the official registers that agencies come from.

    Example: reviewgraph registry show E09000016
    """


@registry.command("list")
@_folder_option
def list_(folder: Path | None) -> None:
    """List the registry tables: publisher, licence, date and whether they are as recorded.

    Example: reviewgraph registry list
    """
    where = registries_folder(folder)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Table", "Publisher", "As of", "State"):
        table.add_column(heading, overflow="fold")
    for source in read_manifest(where).values():
        table.add_row(source.name, source.publisher, source.as_of, _state(where, source))
    out().print(table)


def _state(folder: Path, source: Source) -> str:
    data = (folder / f"{source.name}.csv").read_bytes()
    return "as recorded" if checksum(data) == source.sha256 else "edited since it was recorded"


@registry.command()
@click.argument("code")
@_folder_option
def show(code: str, folder: Path | None) -> None:
    r"""Show the bodies that have a CODE in any scheme, or a key of ours.

    \b
    Examples:
      reviewgraph registry show 08F
      reviewgraph registry show E09000016
    """
    where = registries_folder(folder)
    register = load_register(where)
    found = register.by_code(code)
    if not found:
        raise DataError(f"{code}: no body of the registers has this code")
    sources = read_manifest(where)
    for agency in found:
        for line in _described(agency, register, sources[agency.source]):
            click.echo(line)


def _described(agency: Agency, register: Register, source: Source) -> list[str]:
    lines = [f"{agency.name}  ({agency.key})", f"  type: {agency.kind}"]
    lines += [f"  {code.scheme}: {code.value}" for code in agency.codes]
    if agency.valid_from or agency.valid_to:
        lines.append(f"  existed: {agency.valid_from or '…'} to {agency.valid_to or 'today'}")
    if agency.names:
        lines.append(f"  also called: {', '.join(name.text for name in agency.names)}")
    if agency.districts:
        lines.append(f"  serves: {', '.join(agency.districts)}")
    for change in register.changes_of(agency.key):
        others = change.results if agency.key in change.originals else change.originals
        word = "went into" if agency.key in change.originals else "took over"
        names = [other.name for key in others if (other := register.agency(key))]
        lines.append(f"  {change.date} {word}: {', '.join(names)}")
    lines.append(f"  from: {source.title}, {source.publisher}, as of {source.as_of}")
    return lines


@registry.command("refresh")
@click.argument("name")
@click.option("--from", "origin", required=True, metavar="FILE|URL", help="The newer edition.")
@click.option("--as-of", metavar="DATE", help="Date of the edition, YYYY-MM-DD.  [default: today]")
@_folder_option
def refresh_(name: str, origin: str, as_of: str | None, folder: Path | None) -> None:
    r"""Renew the registry table NAME from its publisher's file, or from CSV of our columns.

    The file is checked whole before anything is replaced; after a fault the old table is in
    force. Codes that the new file no longer lists stay known.

    \b
    Example:
      reviewgraph registry refresh nhs_trusts \
        --from "https://www.odsdatasearchandexport.nhs.uk/api/getReport?report=etr"
    """
    known_table(name)
    when = as_of or date.today().isoformat()
    _check_date(when)
    remote = origin.startswith(("http://", "https://"))
    data = fetch(origin) if remote else _read(Path(origin))
    carrier = origin if remote else Path(origin).name
    done = refresh(registries_folder(folder), name, data, carrier=carrier, as_of=when)
    click.echo(
        f"{done.name}: {done.rows} rows; {done.added} new, {done.changed} changed, "
        f"{done.kept} not in the new file and kept."
    )


def _check_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no date of the form YYYY-MM-DD") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
