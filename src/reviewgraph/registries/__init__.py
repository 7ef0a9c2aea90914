"""The register of agencies: official tables in, bodies with codes, areas and successions out."""

from reviewgraph.registries.areas import Area, Areas
from reviewgraph.registries.register import Register, build_register, load_register
from reviewgraph.registries.values import Agency, Change, Code, Name

__all__ = [
    "Agency",
    "Area",
    "Areas",
    "Change",
    "Code",
    "Name",
    "Register",
    "build_register",
    "load_register",
]
