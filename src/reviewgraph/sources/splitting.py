"""The bodies an addressee cell lists, each as printed."""

from reviewgraph.sources.rows import collapse

SEPARATOR = " | "


def split_addressee(cell: str) -> tuple[str, ...]:
    """Return the bodies of an addressee cell in their order, without repeats.

    Only the bar separates. A bracket after a name is an abbreviation, a place or a programme,
    and "and" may stand inside a name; judging these needs the register, so it is not done here.

    >>> split_addressee("NHS England (London) | Anyshire Health and Care Trust")
    ('NHS England (London)', 'Anyshire Health and Care Trust')
    """
    names = (collapse(name) for name in cell.split("|"))
    return tuple(dict.fromkeys(name for name in names if name))
