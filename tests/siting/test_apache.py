"""The redirect rules in the server that w3id.org runs: Apache does what their table says."""

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewgraph.siting.redirects import rules
from siting.test_redirects import NOWHERE, SITE, TABLE

APACHE = shutil.which("apache2", path="/usr/sbin:/usr/bin:/usr/local/sbin")
MODULES = Path("/usr/lib/apache2/modules")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        APACHE is None or not MODULES.exists(),
        reason="NOT CHECKED: there is no Apache here; make tools brings it",
    ),
]

CONFIGURATION = """
ServerName localhost
ServerRoot {folder}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule rewrite_module {modules}/mod_rewrite.so
DocumentRoot {folder}/w3id
<Directory {folder}/w3id>
  AllowOverride All
  Options FollowSymLinks
  Require all granted
</Directory>
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("apache")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    place = folder / "w3id" / "reviewgraph"
    place.mkdir(parents=True)
    (place / ".htaccess").write_text(rules(SITE), encoding="utf-8")
    for path in (folder, folder / "w3id", place):
        path.chmod(0o755)
    text = CONFIGURATION.format(folder=folder, port=number, modules=MODULES)
    (folder / "httpd.conf").write_text(text, encoding="utf-8")
    assert APACHE is not None
    server = subprocess.Popen([APACHE, "-X", "-f", str(folder / "httpd.conf")])
    try:
        _wait(number, folder / "error.log")
        yield number
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int, log: Path) -> None:
    for _ in range(100):
        try:
            _answer(port, "", "")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8") if log.exists() else "no answer")


def _answer(port: int, path: str, accept: str) -> tuple[int, str | None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", f"/reviewgraph/{path}", headers={"Accept": accept})
        response = connection.getresponse()
        response.read()
        return response.status, response.getheader("Location")
    finally:
        connection.close()


@pytest.mark.parametrize(("path", "accept", "target"), TABLE)
def test_apache_leads_where_the_table_says(port: int, path: str, accept: str, target: str) -> None:
    assert _answer(port, path, accept) == (303, f"{SITE}/{target}")


@pytest.mark.parametrize("path", NOWHERE)
def test_apache_leads_nowhere_else(port: int, path: str) -> None:
    status, location = _answer(port, path, "text/html")
    assert status in (400, 403, 404)
    assert location is None
