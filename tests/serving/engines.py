"""Other SPARQL engines, started for the tests: Oxigraph from PyPI and Virtuoso from Debian."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

OXIGRAPH = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
VIRTUOSO = shutil.which("virtuoso-t")
ISQL = shutil.which("isql-vt")
PATIENCE = 60

_VIRTUOSO = """
[Database]
DatabaseFile={folder}/v.db
ErrorLogFile={folder}/v.log
LockFile={folder}/v.lck
TransactionFile={folder}/v.trx
xa_persistent_file={folder}/v.pxa
ErrorLogLevel=7
FileExtend=200
Striping=0
TempStorage=TempDatabase
[TempDatabase]
DatabaseFile={folder}/vt.db
TransactionFile={folder}/vt.trx
Striping=0
[Parameters]
ServerPort=127.0.0.1:{sql}
DisableUnixSocket=1
MaxClientConnections=10
CaseMode=2
NumberOfBuffers={buffers}
MaxDirtyBuffers={dirty}
DirsAllowed=.
[HTTPServer]
ServerPort=127.0.0.1:{http}
ServerRoot={folder}
ServerThreads=10
[SPARQL]
ResultSetMaxRows=100000
"""


@dataclass(frozen=True)
class Engine:
    name: str
    query: str
    update: str
    store: str
    user: str | None = None
    password: str = ""
    sql: int | None = None
    """Port of the SQL console, of Virtuoso alone."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[Engine]:
    assert OXIGRAPH is not None
    port = free_port()
    command = [OXIGRAPH, "serve", "--location", str(folder), "--union-default-graph"]
    base = f"http://127.0.0.1:{port}"
    with _started([*command, "--bind", f"127.0.0.1:{port}"], f"{base}/query?query=ASK%7B%7D"):
        yield Engine("oxigraph", f"{base}/query", f"{base}/update", f"{base}/store")


@contextmanager
def virtuoso(folder: Path, *, buffers: int = 10_000) -> Iterator[Engine]:
    """Start Virtuoso with so many buffers of 8 kB.

    Its default graph is the union of all, and anyone may change it.
    """
    assert VIRTUOSO is not None
    assert ISQL is not None
    sql, http = free_port(), free_port()
    config = folder / "virtuoso.ini"
    sizes = {"buffers": buffers, "dirty": buffers * 6 // 10}
    text = _VIRTUOSO.format(folder=folder, sql=sql, http=http, **sizes)
    config.write_text(text, encoding="utf-8")
    address = f"http://127.0.0.1:{http}/sparql"
    command = [VIRTUOSO, "+foreground", "+configfile", str(config)]
    with _started(command, f"{address}?query=ASK%7B%7D"):
        grant = 'GRANT SPARQL_UPDATE TO "SPARQL";'
        login = [ISQL, f"127.0.0.1:{sql}", "dba", "dba", f"exec={grant}"]
        subprocess.run(login, check=True, capture_output=True, timeout=PATIENCE)
        yield Engine("virtuoso", address, address, f"{address}-graph-crud-auth", "dba", "dba", sql)


@contextmanager
def _started(command: list[str], probe: str) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            end = time.monotonic() + PATIENCE
            while not _answers(probe):
                assert process.poll() is None, f"{command[0]} ended"
                assert time.monotonic() < end, f"{command[0]} did not start"
                time.sleep(0.1)
            yield
        finally:
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address).is_success
    except httpx.TransportError:
        return False
