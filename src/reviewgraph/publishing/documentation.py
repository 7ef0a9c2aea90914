"""The ontology as a page for people, made by pyLODE.

pyLODE is pinned, because its bytes are part of a release. It embeds a description as JSON-LD
whose order changes from run to run, so that is put in order here; and it sets up logging for the
whole process, which is undone.
"""

import json
import logging
import re
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SCRIPT = re.compile(
    r'(<script id="schema.org" type="application/ld\+json">)(.*?)(</script>)', re.S
)


def ontology_page(ontology: Path) -> bytes:
    """Return the HTML page that documents every class and property of an ontology in Turtle."""
    with _logging_untouched(), warnings.catch_warnings():
        # It leaves its stylesheet to the garbage collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        # Loading it takes a second, which only a release is worth.
        from pylode import OntPub

        # In a thread of its own: in the main one a library below it makes an event loop and leaves
        # it open.
        with ThreadPoolExecutor(1) as thread:
            page = thread.submit(_made, OntPub, ontology).result()
    return _SCRIPT.sub(_in_order, page).encode()


def _made(maker: Any, ontology: Path) -> str:
    return str(maker(ontology, sort_subjects=True).make_html())


def _in_order(script: re.Match[str]) -> str:
    ordered = _sorted(json.loads(script[2]))
    text = json.dumps(ordered, indent=1, sort_keys=True).replace("</", "<\\/")
    return f"{script[1]}\n{text}\n{script[3]}"


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


@contextmanager
def _logging_untouched() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        root.setLevel(level)
        root.handlers[:] = handlers
