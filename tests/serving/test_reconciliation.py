"""The reconciliation service: answers keep the schemas of 0.2 and the rules of linking."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from serving.conformance import suite

FOLDER = suite("reconciliation")
SCHEMAS = FOLDER / "0.2" / "schemas" if FOLDER else Path()
ABSENT = "../shared/conformance/reconciliation is not here: answers are NOT held to the schemas"


@cache
def validator(name: str) -> Draft7Validator:
    registry: Registry[Any] = Registry()
    for path in SCHEMAS.glob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        resource = Resource.from_contents(schema, default_specification=DRAFT7)
        address = "https://reconciliation-api.github.io/specs/0.2/schemas/"
        registry = registry.with_resources([(address + path.name, resource), (path.name, resource)])
        registry = registry.with_resource(schema.get("$id", path.name), resource)
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return Draft7Validator(schema, registry=registry)


def check(name: str, document: object) -> None:
    if not FOLDER:
        pytest.skip(ABSENT)
    validator(name).validate(document)


def ask(client: httpx.Client, **queries: object) -> dict[str, list[dict[str, Any]]]:
    check("reconciliation-query-batch", queries)
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    check("reconciliation-result-batch", answer.json())
    return {key: value["result"] for key, value in answer.json().items()}


def best(client: httpx.Client, name: str, **known: str) -> dict[str, Any]:
    properties = [{"pid": pid, "v": value} for pid, value in known.items()]
    [first, *_] = ask(client, q={"query": name, "properties": properties})["q"]
    return first


def test_the_manifest_keeps_the_schema(client: httpx.Client, address: str) -> None:
    manifest = client.get("/reconcile").json()
    check("manifest", manifest)
    assert manifest["versions"] == ["0.2"]
    assert manifest["preview"]["url"].startswith(address)


@pytest.mark.parametrize(
    ("name", "known", "id_"),
    [
        ("London Borough of Havering", {}, "agency:gss-e09000016"),
        ("havering council", {}, "agency:gss-e09000016"),
        ("the council", {"area": "Havering", "asOf": "2017"}, "agency:gss-e09000016"),
        ("CCG", {"area": "Havering", "asOf": "2017"}, "agency:ods-08f"),
        ("CCG", {"area": "Havering", "asOf": "2022-02-01"}, "agency:ods-a3a8r-ccg"),
        ("Metropolitan Police", {}, "agency:police-metropolitan"),
        ("08F", {}, "agency:ods-08f"),
        ("E09000016", {}, "agency:gss-e09000016"),
        ("MARAC", {}, "theme:marac"),
    ],
)
def test_a_certain_name_matches(
    client: httpx.Client, name: str, known: dict[str, str], id_: str
) -> None:
    found = best(client, name, **known)
    assert (found["id"], found["match"]) == (id_, True)


@pytest.mark.parametrize(
    ("name", "known", "id_"),
    [
        ("CCG", {"area": "Havering"}, "agency:ods-08f"),
        ("Metropolitain Polise Service", {}, "agency:police-metropolitan"),
        ("NHS Havering CCG", {"asOf": "2024"}, "agency:ods-08f"),
        ("NHS Havering CCG", {"asOf": "2021-04-01"}, "agency:ods-08f"),
    ],
)
def test_an_uncertain_name_is_offered_and_not_matched(
    client: httpx.Client, name: str, known: dict[str, str], id_: str
) -> None:
    properties = [{"pid": pid, "v": value} for pid, value in known.items()]
    found = ask(client, q={"query": name, "properties": properties})["q"]
    assert id_ in [each["id"] for each in found]
    assert not any(each["match"] for each in found)


@pytest.mark.parametrize("name", ["All agencies", "Homecare Provider", "", "xyzzy plugh"])
def test_who_is_hidden_or_nobody_is_not_guessed(client: httpx.Client, name: str) -> None:
    query = {"query": name, "properties": [{"pid": "area", "v": "Havering"}]}
    agencies = [each for each in ask(client, q=query)["q"] if each["id"].startswith("agency:")]
    assert agencies == []


def test_types_narrow(client: httpx.Client) -> None:
    any_type = ask(
        client, q={"query": "Havering", "type": "agency-type--council", "type_strict": "any"}
    )
    assert all(
        "agency-type--council" in [type_["id"] for type_ in each["type"]] for each in any_type["q"]
    )
    themes = ask(client, q={"query": "MARAC", "type": "theme", "type_strict": "all"})["q"]
    assert [each["id"] for each in themes] == ["theme:marac"]
    other = ask(client, q={"query": "MARAC", "type": "organisation", "type_strict": "any"})["q"]
    assert all(each["id"].startswith("agency:") for each in other)


def test_every_score_says_what_it_rests_on(client: httpx.Client) -> None:
    found = best(client, "NHS Havering CCG", asOf="2017")
    features = {each["id"]: each["value"] for each in found["features"]}
    assert features["open_at_date"] is True
    assert features["name_similarity"] == 100.0


def test_the_order_is_the_same_again(client: httpx.Client) -> None:
    query = {"query": "safeguarding", "limit": 25}
    assert ask(client, q=query) == ask(client, q=query)
    scores = [each["score"] for each in ask(client, q=query)["q"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '{"q": 1}',
        '{"q": {}}',
        '{"q": {"query": 1}}',
        '{"q": {"query": "x", "limit": "many"}}',
        '{"q": {"query": "x", "limit": 0}}',
        '{"q": {"query": "x", "type": {"id": "theme"}}}',
        '{"q": {"query": "x", "type_strict": "maybe"}}',
        '{"q": {"query": "x", "properties": [{"pid": "area"}]}}',
        '{"q": {"query": "x", "colour": "red"}}',
        "[" * 100_000,
    ],
)
def test_a_wrong_batch_is_refused(client: httpx.Client, text: str) -> None:
    answer = client.post("/reconcile", data={"queries": text})
    assert answer.status_code in (400, 413)


def test_a_batch_too_large_is_refused(client: httpx.Client) -> None:
    batch = json.dumps({f"q{number}": {"query": "x"} for number in range(101)})
    assert client.post("/reconcile", data={"queries": batch}).status_code == 413


def test_codes_and_successors_can_be_pulled_in(client: httpx.Client) -> None:
    asked = {
        "ids": ["agency:ods-08f", "theme:marac", "agency:none-such"],
        "properties": [
            {"id": "code-nhs-ods"},
            {"id": "validTo"},
            {"id": "successor"},
            {"id": "iri"},
            {"id": "no-such"},
        ],
    }
    check("data-extension-query", asked)
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    check("data-extension-response", answer)
    row = answer["rows"]["agency:ods-08f"]
    assert row["code-nhs-ods"] == [{"str": "08F"}]
    assert row["validTo"] == [{"str": "2021-03-31"}]
    assert row["successor"][0]["id"] == "agency:ods-a3a8r-ccg"
    assert row["iri"] == [{"str": "https://w3id.org/reviewgraph/id/agency/ods-08f"}]
    assert answer["rows"]["agency:none-such"]["iri"] == []


def test_what_is_typed_is_completed(client: httpx.Client) -> None:
    entities = client.get("/reconcile/suggest/entity", params={"prefix": "nhs haver"}).json()
    check("suggest-entities-response", entities)
    assert entities["result"][0]["id"] == "agency:ods-08f"
    types = client.get("/reconcile/suggest/type", params={"prefix": "police"}).json()
    check("suggest-types-response", types)
    assert [each["id"] for each in types["result"]] == ["agency-type--police-force"]
    properties = client.get("/reconcile/suggest/property", params={"prefix": "a"}).json()
    check("suggest-properties-response", properties)
    assert "area" in [each["id"] for each in properties["result"]]
    proposed = client.get("/reconcile/extend/propose", params={"type": "organisation"}).json()
    check("data-extension-property-proposal", proposed)
    assert "code-gss" in [each["id"] for each in proposed["properties"]]


def test_a_preview_may_be_framed_and_a_page_may_not(client: httpx.Client) -> None:
    preview = client.get("/reconcile/preview", params={"id": "agency:gss-e09000016"})
    assert "London Borough of Havering" in preview.text
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in client.get("/").headers["content-security-policy"]
    assert client.get("/reconcile/preview", params={"id": "agency:x"}).status_code == 404


def test_a_match_has_a_page(client: httpx.Client) -> None:
    known = client.get("/reconcile/view", params={"id": "theme:marac"})
    assert known.headers["location"] == "/doc/theme/marac.html"
    unknown = client.get("/reconcile/view", params={"id": "agency:gss-e09000016"})
    assert unknown.headers["location"] == "/reconcile/preview?id=agency:gss-e09000016"


def test_any_page_may_ask(client: httpx.Client) -> None:
    headers = {"Origin": "http://127.0.0.1:3333"}
    for path in ("/reconcile", "/reconcile/suggest/entity?prefix=a", "/reconcile/preview?id=x"):
        answer = client.get(path, headers=headers)
        assert answer.headers["access-control-allow-origin"] == "*"
