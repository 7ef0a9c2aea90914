"""The graph folder, but for the engine in it: which generation is current, and who may build.

A graph folder holds generations and a pointer::

    graph/
      graph.json           which generation is current, and the format of the folder
      lock                 held while a build runs; the system frees it when a process dies
      generation-7/store/  an Oxigraph store
      generation-7/state.json   what it was built from
      generation-7/kept/   what the next build may use of it, and can do without
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reviewgraph.errors import GraphError

FORMAT = 1
_POINTER = "graph.json"
_STATE = "state.json"
_OF_A_REVIEW = {"agencies", "digest", "notes", "source"}
_GENERATION = re.compile(r"generation-[1-9]\d{0,17}", re.ASCII)


def generation(folder: Path) -> str | None:
    """Return the name of the current generation, which changes with every build; None if none.

    Raises GraphError for a folder that a newer version wrote, or whose pointer is broken.
    """
    try:
        pointer = json.loads((folder / _POINTER).read_text(encoding="utf-8"))
        number, name = pointer["format"], str(pointer["generation"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise GraphError(
            f"{folder / _POINTER}: not a graph's pointer; remove the folder"
        ) from error
    if number != FORMAT:
        raise GraphError(
            f"{folder}: written in format {number}, this version reads {FORMAT}; "
            "use the newer version or build into another folder"
        )
    if _GENERATION.fullmatch(name) is None:
        raise GraphError(f"{folder / _POINTER}: not a graph's pointer; remove the folder")
    return name


def name_after(current: str | None) -> str:
    """Return the name of the generation that follows one, or the first."""
    return _name(1 if current is None else _number(current) + 1)


def make_current(place: Path) -> None:
    """Let readers have the generation in ``place`` from now on."""
    _write(place.parent / _POINTER, {"format": FORMAT, "generation": place.name})


def read_state(folder: Path, name: str | None = None) -> dict[str, Any]:
    """Return what a generation says it was built from: the current one, if none is named.

    Empty if there is none.
    """
    current = name or generation(folder)
    if current is None:
        return {}
    try:
        state: dict[str, Any] = json.loads((folder / current / _STATE).read_text(encoding="utf-8"))
        for entry in state.get("reviews", {}).values():
            if missing := _OF_A_REVIEW.difference(entry):
                raise ValueError(f"a review lacks {min(missing)}")
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise GraphError(
            f"{folder}: its state cannot be read ({error}); remove the folder"
        ) from error
    return state


def sources_of(state: Mapping[str, Any]) -> str:
    """Return a hash of the sources of all reviews of a generation."""
    reviews = state.get("reviews", {}).items()
    lines = sorted(f"{review} {each['digest']}" for review, each in reviews)
    return hashlib.sha256(" ".join(lines).encode()).hexdigest()


def write_state(place: Path, state: dict[str, Any]) -> None:
    """Write what the generation in ``place`` was built from."""
    _write(place / _STATE, state)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two builds never mix; raise GraphError if another does."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("w")
    except OSError as error:
        raise GraphError(f"{folder}: cannot write here: {error.strerror}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise GraphError(f"{folder}: another build is at work; wait for it to end") from error
        yield


def sweep(folder: Path) -> None:
    """Remove what builds left that were killed, and generations that no reader can still hold.

    The current generation stays, and the one before it. Must be called with the lock held.
    """
    current = generation(folder)
    before = None if current is None else _name(_number(current) - 1)
    for place in folder.glob("generation-*"):
        if place.name not in (current, before):
            shutil.rmtree(place, ignore_errors=True)


def _number(name: str) -> int:
    return int(name.removeprefix("generation-"))


def _name(number: int) -> str:
    return f"generation-{number}"


def _write(path: Path, value: object) -> None:
    """Write JSON so that a reader sees the old file or the new one, also after a power cut."""
    waiting = path.with_suffix(".new")
    with waiting.open("w", encoding="utf-8") as handle:
        # Whole and without indent: else the library writes it piece by piece, a second for a MB.
        handle.write(json.dumps(value, sort_keys=True))
        handle.flush()
        os.fsync(handle.fileno())
    waiting.replace(path)
