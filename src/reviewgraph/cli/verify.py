"""``reviewgraph verify``: check that a release is whole and says one thing."""

from pathlib import Path

import click

from reviewgraph.cli.errors import BROKEN_DATA
from reviewgraph.cli.processes import jobs_option, pool
from reviewgraph.verifying import verify as check

_MOST = 20


@click.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR"
)
@jobs_option
@click.pass_context
def verify(ctx: click.Context, folder: Path, jobs: int) -> None:
    """Check a release folder: checksums, canonical hash, agreement, counts, shapes.

    Every dump is read with Oxigraph, the smaller ones with rdflib too, and all must say the same.
    Exit codes: 0 the release is sound, 1 it is not, 2 the folder is no release.

    Example: reviewgraph verify release
    """
    sound = True
    with pool(jobs) as executor:
        for name, faults in check(folder, executor=executor):
            _tell(name, faults)
            sound = sound and not faults
    if not sound:
        ctx.exit(BROKEN_DATA)


def _tell(name: str, faults: tuple[str, ...]) -> None:
    click.echo(f"{name}: {'ok' if not faults else f'{len(faults):,} faults'}")
    for fault in faults[:_MOST]:
        click.echo(f"  {fault}")
    if len(faults) > _MOST:
        click.echo(f"  and {len(faults) - _MOST:,} more")
