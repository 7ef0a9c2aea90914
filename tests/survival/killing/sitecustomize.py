"""Python runs this first in a process that is to die: it counts steps, and kills at one of them.

A step is whatever changes files or goes out to the network and is told to audit hooks. The
process is killed by its own SIGKILL just before the step, which is the same end as from outside,
only at a moment that a clock would hardly ever meet, such as between two renames.
"""

import os
import signal
import sys
from itertools import count

_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.truncate")
_OTHERS = ("ctypes.dlsym", "http.client.connect", "http.client.send")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _name(event: str, arguments: tuple[object, ...]) -> str | None:
    """Return what the step is called; None if it is none."""
    if event == "open":
        flags = arguments[2]
        if not isinstance(flags, int) or not flags & _WRITING or arguments[0] == os.devnull:
            return None
    elif event not in _CHANGES and event not in _OTHERS:
        return None
    if event == "http.client.send":
        return event
    target = arguments[1] if event in ("os.rename", "ctypes.dlsym") else arguments[0]
    return f"{event} {os.path.basename(str(target))}"  # noqa: PTH119 - nothing may be imported here


def _watch(record: int | None, last: int | None) -> None:
    steps = count()

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        name = _name(event, arguments)
        if name is None:
            return
        if record is not None:
            os.write(record, f"{name}\n".encode())
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


# Taken out of the environment, so that processes started by this one live on.
_record = os.environ.pop("SURVIVAL_RECORD", None)
_last = os.environ.pop("SURVIVAL_LAST_STEP", None)
if _record is not None or _last is not None:
    _watch(
        None if _record is None else os.open(_record, os.O_WRONLY | os.O_CREAT | os.O_APPEND),
        None if _last is None else int(_last),
    )
