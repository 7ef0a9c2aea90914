"""The linked-data knowledge graph of the reviews that follow a death."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from reviewgraph.api import Answer, Graph, open

__all__ = ["Answer", "Graph", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """Load the Python interface when it is first asked for, so that importing stays quick."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from reviewgraph import api

    return getattr(api, name)
