"""``reviewgraph fetch``: review pages and reports from their addresses into a folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reviewgraph.cli.errors import BROKEN_DATA
from reviewgraph.cli.options import progress_bar
from reviewgraph.fetching.addresses import AddressError, Wanted, checked, read_list
from reviewgraph.retrieving import TRIES, Retrieved, Visitor, expand, retrieve
from reviewgraph.web import TIMEOUT


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="URL|@LIST|SITEMAP...")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Where files, sidecars and the record go.",
)
@click.option("--only", metavar="PATTERN", help="Take from sitemaps only addresses like this.")
@click.option("--pages-only", is_flag=True, help="Leave the reports that pages link to.")
@click.option(
    "--pause",
    type=click.FloatRange(0, 3600),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="Between two requests to one host; more where its robots.txt asks for more.",
)
@click.option(
    "--tries", type=click.IntRange(1, 20), default=TRIES, show_default=True, help="For one file."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.01, 600),
    default=TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Without a byte.",
)
@click.pass_context
def fetch(
    ctx: click.Context,
    addresses: tuple[str, ...],
    folder: Path,
    only: str | None,
    pages_only: bool,
    pause: float,
    tries: int,
    timeout: float,
) -> None:
    r"""Fetch review pages, and the full reports they link to, for build to read.

    A file is named by its review's identifier, taken from the address. Beside it, the sidecar
    learns where and when it was fetched; what a person wrote there stays. robots.txt is obeyed.
    A file that did not change is not sent again, and a run that was stopped goes on. A LIST has
    one address a line, with an identifier behind it where the address names none. What cannot be
    had is told in one line each, and the exit code is 1.

    \b
    Examples:
      reviewgraph fetch https://www.accountabilityindex.uk/sources/dhr/6391f4df-havering/ -o pages
      reviewgraph fetch https://www.accountabilityindex.uk/sitemap.xml --only "*/dhr/*" -o pages
    """
    visitor = Visitor(pause=pause, tries=tries, timeout=timeout)
    wanted, faults = expand(tuple(_wanted(addresses)), visitor, only=only)
    done = _retrieve(wanted, folder, visitor, reports=not pages_only)
    for note in done.notes:
        click.echo(f"Note: {note}", err=True)
    for fault in (*faults, *done.faults):
        click.echo(f"Not fetched: {fault}", err=True)
    failed = len(faults) + len(done.faults)
    had = f", {done.had} had before" if done.had else ""
    click.echo(
        f"{done.fetched} file{'s' * (done.fetched != 1)} fetched into {folder}, "
        f"{done.unchanged} unchanged{had}, {failed} not fetched."
    )
    if failed:
        ctx.exit(BROKEN_DATA)


def _wanted(addresses: Sequence[str]) -> Iterator[Wanted]:
    for address in addresses:
        if address.startswith("@"):
            yield from read_list(_read(address[1:]), address[1:])
        else:
            yield Wanted(checked(address))


def _read(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AddressError(f"{name}: cannot be read as a list: {error}") from error


def _retrieve(
    wanted: Sequence[Wanted], folder: Path, visitor: Visitor, *, reports: bool
) -> Retrieved:
    with progress_bar("Addresses") as progress:
        return retrieve(
            wanted,
            folder,
            visitor=visitor,
            reports=reports,
            progress=progress,
        )
