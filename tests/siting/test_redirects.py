"""The redirect rules: what is asked, with which Accept, and where it leads."""

import re
from pathlib import Path

import pytest

from reviewgraph.siting.redirects import rules

SITE = "https://data.example"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def led(path: str, accept: str) -> str | None:
    """Apply the rules as mod_rewrite does: a condition binds the next rule, the first fit wins."""
    fits = True
    for line in rules(f"{SITE}/").splitlines():
        words = line.split()
        if words[:1] == ["RewriteCond"]:
            assert words[1] == "%{HTTP_ACCEPT}"
            fits = re.search(words[2], accept) is not None
        elif words[:1] == ["RewriteRule"]:
            assert words[3] == "[R=303,L]"
            match = re.search(words[1], path)
            if fits and match:
                return match.expand(words[2].replace("$", "\\"))
            fits = True
    return None


TABLE = [
    ("id/review/6391f4df-havering", BROWSER, "doc/review/6391f4df-havering.html"),
    ("id/review/6391f4df-havering", "", "doc/review/6391f4df-havering.html"),
    ("id/review/6391f4df-havering", "*/*", "doc/review/6391f4df-havering.html"),
    ("id/review/6391f4df-havering", "text/turtle", "doc/review/6391f4df-havering.ttl"),
    (
        "id/review/6391f4df-havering",
        "application/ld+json, text/html;q=0.5",
        "doc/review/6391f4df-havering.jsonld",
    ),
    ("id/review/6391f4df-havering", "application/n-triples", "doc/review/6391f4df-havering.nt"),
    ("id/theme/coercive-control", "text/turtle;q=0.9", "doc/theme/coercive-control.ttl"),
    ("id/agency/gss-e09000016", BROWSER, "doc/agency/gss-e09000016.html"),
    (
        "id/link/6391f4df-havering--1-6a3b5c17--bocu-slt--police-metropolitan",
        BROWSER,
        "doc/recommendation/6391f4df-havering--1-6a3b5c17.html",
    ),
    (
        "id/tagging/6391f4df-havering--1-6a3b5c17--theme-record-keeping--quote",
        "text/turtle",
        "doc/recommendation/6391f4df-havering--1-6a3b5c17.ttl",
    ),
    (
        "id/tagging/6391f4df-havering--theme-coercive-control",
        BROWSER,
        "doc/review/6391f4df-havering.html",
    ),
    (
        "id/resemblance/6391f4df-havering--9-126e08a5--and--ffff0001-harlow--1-2483a3f6",
        BROWSER,
        "doc/recommendation/6391f4df-havering--9-126e08a5.html",
    ),
    ("id/graph/derived--6391f4df-havering", BROWSER, "doc/review/6391f4df-havering.html"),
    ("ontology", BROWSER, "ontology.html"),
    ("ontology", "text/turtle", "ontology/reviewgraph.ttl"),
    ("ontology/0.1.0", "text/turtle, */*;q=0.1", "ontology/reviewgraph.ttl"),
    ("context/2026-11.jsonld", "", "release/2026.11/context/2026-11.jsonld"),
    ("context/2026-11-1.jsonld", "", "release/2026.11.1/context/2026-11-1.jsonld"),
    ("dataset", BROWSER, "index.html"),
    ("release/2026.11", BROWSER, "index.html"),
    ("release/2026.11", "text/turtle", "release/2026.11/dataset.ttl"),
    ("release/2026.11/reviewgraph.ttl.gz", BROWSER, "release/2026.11/reviewgraph.ttl.gz"),
    ("release/2026.11/tables/links.csv", "text/turtle", "release/2026.11/tables/links.csv"),
    ("release/2026.11/SHA256SUMS", "", "release/2026.11/SHA256SUMS"),
    ("", BROWSER, "index.html"),
]
"""What is asked, with which Accept, and where it leads."""


@pytest.mark.parametrize(("path", "accept", "target"), TABLE)
def test_an_address_leads_to_its_document(path: str, accept: str, target: str) -> None:
    assert led(path, accept) == f"{SITE}/{target}"


NOWHERE = (
    "id/review/../../etc",
    "id/review",
    "id/review/A",
    "id/review/x/y",
    "release/2026.11/../x",
    "release/2026.11/a/../../x",
    "elsewhere",
)


@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_no_address_leads_nowhere(path: str) -> None:
    assert led(path, BROWSER) is None


def test_every_file_of_a_release_has_an_address(release: Path) -> None:
    names = [path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()]
    assert len(names) > 40
    for name in names:
        path = f"release/2026.11/{name}"
        assert led(path, BROWSER) == f"{SITE}/{path}"
