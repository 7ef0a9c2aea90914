"""The Havering review resolves exactly as a careful reader resolves it."""

from pathlib import Path

import pytest

from conftest import Approve
from reviewgraph.graph.agencies import agency_triples
from reviewgraph.graph.links import link_triples
from reviewgraph.linking import Resolver
from reviewgraph.model import MentionKind, Resolution, Review
from reviewgraph.namespaces import RG
from reviewgraph.registries import Register
from reviewgraph.turtle import turtle

HERE = Path(__file__).parent

EXPECTED = {
    "LA": "gss-e09000016",
    "LA Adult Social Care": "gss-e09000016",
    "Local Authority Adults Safeguarding Board": "sab-e09000016",
    "LA Adults Safeguarding Board": "sab-e09000016",
    "Domestic Abuse Governance Boards": "gss-e22000201",
    "Local Authority Community Safety Partnership": "gss-e22000201",
    "Clinical Commissioning Group": "ods-08f",
    "BOCU SLT": "police-metropolitan",
    "NHS England": "ods-x24",
    "London Safeguarding Board": None,
    "LFT": None,
    "LFT Health Services": None,
    "Mental Health Services": None,
    "Homecare Provider": None,
    "All agencies": None,
    "All agency Governance bodies": None,
}


@pytest.fixture(scope="session")
def resolutions(resolver: Resolver, havering_review: Review) -> dict[str, tuple[Resolution, ...]]:
    return resolver.resolve_review(havering_review)


@pytest.fixture(scope="session")
def addressed(resolutions: dict[str, tuple[Resolution, ...]]) -> list[Resolution]:
    return [r for rows in resolutions.values() for r in rows if not r.mention.in_text]


def test_every_addressee_resolves_as_expected(addressed: list[Resolution]) -> None:
    assert {r.mention.name: r.agency for r in addressed} == EXPECTED


def test_what_is_hidden_has_no_candidate_and_no_link(addressed: list[Resolution]) -> None:
    hidden = [r for r in addressed if r.mention.kind is MentionKind.PSEUDONYM]
    assert {r.mention.name for r in hidden} == {"LFT", "LFT Health Services", "Homecare Provider"}
    part = [r for r in addressed if r.mention.name == "Mental Health Services"]
    for resolution in (*hidden, *part):
        assert resolution.agency is None
        assert resolution.candidates == ()
        assert resolution.mention.expanded is None


def test_london_safeguarding_board_keeps_its_two_candidates(addressed: list[Resolution]) -> None:
    (board,) = [r for r in addressed if r.mention.name == "London Safeguarding Board"]
    assert [candidate.agency for candidate in board.candidates] == [
        "body-london-safeguarding-adults-board",
        "body-london-safeguarding-children-partnership",
    ]


def test_units_and_roles_are_linked_as_parts(addressed: list[Resolution]) -> None:
    predicates = {r.mention.name: r.predicate for r in addressed if r.agency}
    assert predicates["BOCU SLT"] == "skos:broadMatch"
    assert predicates["LA Adult Social Care"] == "skos:broadMatch"
    assert predicates["Domestic Abuse Governance Boards"] == "skos:closeMatch"
    assert predicates["LA"] == predicates["NHS England"] == "skos:exactMatch"


def test_the_commissioner_of_2017_leads_to_the_board_of_today(register: Register) -> None:
    assert register.successors("ods-08f") == ("ods-a3a8r-ccg",)
    assert register.successors("ods-a3a8r-ccg") == ("ods-qmf",)
    assert register.predecessors("ods-a3a8r-ccg")[-1] == "ods-08w"
    codes = {code.value for code in register.agencies["ods-a3a8r-ccg"].codes}
    assert codes == {"A3A8R", "E38000255"}


def test_the_area_is_its_partnership(resolver: Resolver) -> None:
    assert resolver.resolve_area("Havering", "2017").agency == "gss-e22000201"


def test_the_published_codes_are_those_of_the_registers(
    register: Register, addressed: list[Resolution]
) -> None:
    keys = {r.agency for r in addressed if r.agency} | {"gss-e22000201"}
    text = turtle(agency_triples(register, keys)).decode()
    for code in (
        "E09000016", "GB-LAE-HAV", "726", "E22000201", "E23000001", "metropolitan", "08F",
        "E38000077", "A3A8R", "E38000255", "QMF", "E54000029", "X24", "nhs-england",
        "GB-GOR-PB481",
    ):  # fmt: skip
        assert f'"{code}"^^' in text, code
    assert "E31000046" not in text, "nothing in the review addresses the fire brigade"


def test_the_triples_are_as_approved(
    register: Register, resolutions: dict[str, tuple[Resolution, ...]], approved: Approve
) -> None:
    triples = [
        triple
        for key, rows in resolutions.items()
        for triple in link_triples("6391f4df-havering", key, rows, register)
    ]
    keys = {
        str(triple.object).rpartition("/")[2].rstrip(">")
        for triple in triples
        if triple.predicate in (RG.addressedTo, RG.candidate)
    }
    approved(HERE / "havering-links.ttl", _body(turtle(triples)))
    approved(HERE / "havering-agencies.ttl", _body(turtle(agency_triples(register, keys))))


def _body(document: bytes) -> str:
    """Return the Turtle without its prefixes, which are the whole graph's affair."""
    return document.decode().partition("\n\n")[2]
