"""A Dask cluster that takes the place of the pool of processes, for those who have one.

Its executor is a ``concurrent.futures.Executor`` like any other, so a build knows nothing of it.
Workers read the sources themselves: they must find them, and the decisions, under the same path.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

import click

from reviewgraph.building import Places
from reviewgraph.building.toolkit import fingerprint
from reviewgraph.errors import EndpointError

_PATIENCE = 10
"""Seconds for the scheduler to answer."""

dask_option = click.option(
    "--dask",
    metavar="ADDRESS",
    help="Share the work out to this Dask cluster, such as tcp://host:8786, and not to processes.",
)


@contextmanager
def cluster(address: str, places: Places) -> Iterator[Executor]:
    """Give the executor of a Dask cluster whose workers would build what this process would.

    Raises EndpointError if Dask is not installed, if no scheduler answers, if it has no worker,
    or if a worker has several threads (the reader of PDF has no place for two), another version
    of this package or other decisions.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise EndpointError(
            "--dask needs the package distributed: pip install 'reviewgraph[dask]'"
        ) from error
    logging.getLogger("distributed").setLevel(logging.ERROR)
    try:
        client = Client(address, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise EndpointError(
            f"{address}: no Dask scheduler answers ({error}); start one with: dask scheduler"
        ) from error
    with client:
        threads = client.nthreads()  # type: ignore[no-untyped-call]
        _check(address, threads, client.run(fingerprint, places), fingerprint(places))
        yield client.get_executor()  # type: ignore[no-untyped-call]


def _check(address: str, threads: dict[str, int], prints: dict[str, str], ours: str) -> None:
    """Raise EndpointError if the workers cannot be trusted with the work."""
    if not threads:
        raise EndpointError(
            f"{address}: no worker is there; start some with: dask worker {address} --nthreads 1"
        )
    for worker, number in sorted(threads.items()):
        if number > 1:
            raise EndpointError(f"{worker}: has {number} threads; start it with --nthreads 1")
    for worker, other in sorted(prints.items()):
        if other != ours:
            raise EndpointError(
                f"{worker}: has another version of reviewgraph, or other decisions under the same "
                "path; install the same there"
            )
