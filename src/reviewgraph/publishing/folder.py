"""Put a whole folder in the place of another in one step that a kill cannot cut in two.

Linux swaps two names with ``renameat2`` and its flag RENAME_EXCHANGE; where system or file
system lacks it, the old folder is moved aside first, and the next publish puts it back if the
process died between the two moves.
"""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewgraph.errors import GraphError
from reviewgraph.publishing.files import CHECKSUMS

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}


@contextmanager
def replaced_whole(folder: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of ``folder`` at the end, whole.

    If the caller raises, the folder that was there stays. Raises GraphError if it holds
    something that is no release, or cannot be written.
    """
    waiting, old = (folder.with_name(f".{folder.name}.{mark}") for mark in ("new", "old"))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _restore(folder, old)
            _refuse_foreign(folder)
            shutil.rmtree(waiting, ignore_errors=True)
            waiting.mkdir()
            try:
                yield waiting
                _sync(waiting)
                _swap(waiting, folder, old)
            finally:
                shutil.rmtree(waiting, ignore_errors=True)
    except OSError as error:
        raise GraphError(f"{folder}: the release cannot be written: {error}") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the parent folder's lock on this name; the system frees it when a process dies."""
    path = folder.with_name(f".{folder.name}.lock")
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held the lock took the file away: what was opened is not what others see.
            if os.fstat(handle.fileno()).st_ino != path.stat().st_ino:
                raise FileNotFoundError(path)
        except (BlockingIOError, FileNotFoundError) as error:
            raise GraphError(f"{folder}: another publish is at work; wait for it to end") from error
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / CHECKSUMS).exists():
        raise GraphError(f"{folder}: holds files that are no release; name another folder")


def _restore(folder: Path, old: Path) -> None:
    """Put back what an exchange in two steps had moved aside when it was killed."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Ask the system to have the files on disk before the folder's name points at them."""
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _swap(waiting: Path, folder: Path, old: Path) -> None:
    if not folder.exists():
        waiting.rename(folder)
    elif not _exchange(waiting, folder):
        folder.rename(old)
        waiting.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; False if this system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in _CANNOT:
        return False
    raise OSError(fault, os.strerror(fault), str(other))
