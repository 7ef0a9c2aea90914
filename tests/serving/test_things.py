"""The plain page of a thing that very many things point at: what it asks for, and what it says."""

from reviewgraph.namespaces import ID
from reviewgraph.pages.documents import page_of
from reviewgraph.pages.rendering import Site
from reviewgraph.pages.things import MOST, thing_page
from reviewgraph.results import Results, Table, read_results
from reviewgraph.store import Store

CONCEPT = f"{ID}concept/mention-kind--class"
FIRST, SECOND = f"{ID}a", f"{ID}b"
MANY = MOST + 50


class Asked:
    """Answers from a store and keeps how many rows each answer had."""

    def __init__(self) -> None:
        lines = [f"<{ID}mention/{n:03}> <{FIRST}> <{CONCEPT}> <{ID}g> ." for n in range(MANY)]
        lines += [f"<{ID}mention/000> <{FIRST}> <{CONCEPT}> <{ID}h> ."]
        lines += [f"<{ID}mention/001> <{SECOND}> <{CONCEPT}> <{ID}g> ."]
        self._store = Store.in_memory("\n".join(lines).encode())
        self.rows: list[int] = []

    def __call__(self, text: str) -> Results:
        answer = read_results(self._store.query(text))
        self.rows.append(len(answer.rows) if isinstance(answer, Table) else 0)
        return answer


def test_each_property_shows_some_and_says_how_many_there_are() -> None:
    page = thing_page(Asked(), CONCEPT)
    assert page is not None
    told = [(each.property.iri, len(each.values), each.count) for each in page.pointing]
    assert told == [(FIRST, MOST, MANY), (SECOND, 1, 1)]


def test_no_answer_holds_more_rows_than_are_shown() -> None:
    asked = Asked()
    thing_page(asked, CONCEPT)
    assert max(asked.rows) == MOST


def test_what_is_shown_is_sorted() -> None:
    page = thing_page(Asked(), CONCEPT)
    assert page is not None
    shown = [iri for _, iri in page.pointing[0].values]
    assert shown == sorted(set(shown))


def test_a_cut_list_says_so_and_how_to_get_all() -> None:
    page = page_of(Asked(), Site(), CONCEPT)
    assert page is not None
    assert page.count(f"{MOST} of {MANY};") == page.count("all of them with") == 1
    assert f"&lt;{FIRST}&gt; &lt;{CONCEPT}&gt; }}</code>" in page
