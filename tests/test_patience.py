"""What hangs is ended, and costs only itself."""

import re
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from reviewgraph.building import Places, pipeline
from reviewgraph.building.patience import TookTooLongError, at_most
from reviewgraph.building.pipeline import process_many
from reviewgraph.building.reading import Read, read_files
from reviewgraph.resources import shipped
from reviewgraph.sources import Source, discover


def test_a_regular_expression_without_an_end_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(TookTooLongError), at_most(0.2):
        re.match(r"(a+)+b", "a" * 60)
    assert time.monotonic() - began < 10


def test_no_reader_takes_it_for_its_own_fault() -> None:
    def forgiving() -> None:
        with suppress(Exception):
            threading.Event().wait(20)

    with pytest.raises(TookTooLongError), at_most(0.1):
        forgiving()


def test_what_ends_in_time_leaves_no_alarm() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with at_most(5):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_a_thread_has_no_alarm() -> None:
    done = []

    def work() -> None:
        with at_most(0.01):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_a_page_that_hangs_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def hanging(source: Source) -> Read:
        if source.identifier == sources[0].identifier:
            threading.Event().wait(60)
        return read_files(source)

    sources = discover([shipped("data/examples")]).sources[:2]
    monkeypatch.setattr(pipeline, "read_files", hanging)
    monkeypatch.setattr(pipeline, "_SECONDS", 2.0)
    hung, built = process_many(sources, Places(Path(shipped("data/links"))))
    assert hung.fault is not None
    assert sources[0].path.name in hung.fault
    assert "takes longer than 2 seconds" in hung.fault
    assert not hung.quads
    assert built.fault is None
    assert built.quads
