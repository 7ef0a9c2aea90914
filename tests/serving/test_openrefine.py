"""OpenRefine itself, from Debian's package, reconciles a table of messy names to our agencies."""

import csv
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

OPENREFINE = shutil.which("openrefine")
TABLE = Path(__file__).parent / "data" / "messy-bodies.csv"
SPACES = {
    "identifierSpace": "https://w3id.org/reviewgraph/id/",
    "schemaSpace": "https://w3id.org/reviewgraph/ontology#",
}
ROWS = json.dumps({"facets": [], "mode": "row-based"})

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        OPENREFINE is None,
        reason="openrefine is not installed: reconciliation has NOT been tried with a real client",
    ),
]


class Refine:
    """The commands of OpenRefine that its own pages use."""

    def __init__(self, base: str) -> None:
        self._client = httpx.Client(base_url=f"{base}/command/core", timeout=60)

    def close(self) -> None:
        self._client.close()

    def alive(self) -> bool:
        try:
            return self._client.get("/get-version").status_code == 200
        except httpx.TransportError:
            return False

    def get(self, command: str, **params: str) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.get(f"/{command}", params=params).json()
        return answer

    def post(self, command: str, **form: str) -> httpx.Response:
        params = {"csrf_token": self.get("get-csrf-token")["token"]}
        return self._client.post(f"/{command}", params=params, data=form)

    def create(self, table: Path) -> str:
        params = {
            "csrf_token": self.get("get-csrf-token")["token"],
            "project-name": "bodies",
            "format": "text/line-based/*sv",
            "options": json.dumps({"separator": ",", "headerLines": 1, "encoding": "UTF-8"}),
        }
        answer = self._client.post(
            "/create-project-from-upload",
            params=params,
            files={"project-file": (table.name, table.read_bytes(), "text/csv")},
        )
        assert answer.status_code == 302
        return answer.headers["location"].rpartition("project=")[2]

    def wait(self, project: str) -> None:
        end = time.monotonic() + 60
        while self.get("get-processes", project=project)["processes"]:
            assert time.monotonic() < end, "OpenRefine did not finish"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def refine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refine]:
    assert OPENREFINE is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    folder = str(tmp_path_factory.mktemp("refine"))
    command = [OPENREFINE, "-p", port, "-d", folder, "-m", "1G", "-x", "refine.headless=true"]
    quiet = subprocess.DEVNULL
    # The command is a script, and ending it alone leaves the server that it started.
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            found = Refine(f"http://127.0.0.1:{port}")
            end = time.monotonic() + 90
            while not found.alive():
                assert process.poll() is None, "OpenRefine ended"
                assert time.monotonic() < end, "OpenRefine did not start"
                time.sleep(0.5)
            yield found
            found.close()
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def test_messy_names_become_agencies_with_codes(refine: Refine, address: str) -> None:
    project = refine.create(TABLE)
    config = {
        "mode": "standard-service",
        "service": f"{address}/reconcile",
        **SPACES,
        "type": {"id": "organisation", "name": "Organisation"},
        "autoMatch": True,
        "columnDetails": [
            {"column": "area", "propertyName": "Area", "propertyID": "area"},
            {"column": "year", "propertyName": "As of", "propertyID": "asOf"},
        ],
        "limit": 5,
        "batchSize": 50,
    }
    started = refine.post(
        "reconcile", project=project, columnName="body", engine=ROWS, config=json.dumps(config)
    )
    assert started.json()["code"] == "pending"
    refine.wait(project)
    refine.post(
        "add-column",
        project=project,
        baseColumnName="body",
        newColumnName="id",
        expression='grel:forNonBlank(cell.recon.match.id, v, v, "")',
        columnInsertIndex="1",
        onError="set-to-blank",
        engine=ROWS,
    )
    extension = {"properties": [{"id": "codes", "name": "codes"}]}
    refine.post(
        "extend-data",
        project=project,
        baseColumnName="body",
        endpoint=f"{address}/reconcile",
        **SPACES,
        extension=json.dumps(extension),
        columnInsertIndex="2",
        engine=ROWS,
    )
    refine.wait(project)
    exported = refine.post("export-rows", project=project, format="csv", engine=ROWS)
    rows = [row for row in csv.DictReader(io.StringIO(exported.text)) if row["body"]]
    assert [row["id"] for row in rows] == [row["expected"] for row in rows]
    codes = {row["id"]: row["codes"] if "codes" in row else row["All codes"] for row in rows}
    assert "E09000016" in codes["agency:gss-e09000016"]
    assert "08F" in codes["agency:ods-08f"]
