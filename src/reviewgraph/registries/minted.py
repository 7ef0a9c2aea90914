"""Boards and partnerships that no register gives a code, keyed on the councils they serve."""

import re
from collections.abc import Mapping, Sequence

from reviewgraph.registries.values import Agency, Change

BOARDS = {
    "sab": ("safeguarding-adults-board", "{} Safeguarding Adults Board"),
    "scp": ("childrens-safeguarding-partnership", "{} Safeguarding Children Partnership"),
    "lscb": ("childrens-safeguarding-partnership", "{} Local Safeguarding Children Board"),
    "hwb": ("partnership-board", "{} Health and Wellbeing Board"),
    "dapb": ("domestic-abuse-partnership-board", "{} Domestic Abuse Partnership Board"),
    "marac": ("partnership-board", "{} Multi-Agency Risk Assessment Conference"),
    "mash": ("partnership-board", "{} Multi-Agency Safeguarding Hub"),
    "csp": ("community-safety-partnership", "{} Community Safety Partnership"),
}
"""Kind of board: the agency type it has, and how its name is made."""

LSCB_ENDED = "2019-09-29"
"""By this day safeguarding partners had replaced every local safeguarding children board."""

_KEY = re.compile(rf"({'|'.join(BOARDS)})-([a-z]\d{{8}}(?:-[a-z]\d{{8}})*)")


def board_key(kind: str, councils: Sequence[str]) -> str:
    """Return the key of a board of one or more councils.

    >>> board_key("sab", ["gss-e09000016"])
    'sab-e09000016'
    """
    return f"{kind}-{'-'.join(sorted(key.removeprefix('gss-') for key in councils))}"


def board(key: str, agencies: Mapping[str, Agency], names: Mapping[str, str]) -> Agency | None:
    """Return the board a key stands for, or None if it is no board's key."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    councils = [agencies.get(f"gss-{code}") for code in match[2].split("-")]
    known = [council for council in councils if council is not None]
    if len(known) != len(councils):
        return None
    kind, form = BOARDS[match[1]]
    place = " and ".join(council.places[0] for council in known)
    return Agency(
        key=key,
        name=names.get(key, form.format(place)),
        kind=kind,
        codes=(),
        source="councils",
        valid_from=LSCB_ENDED if match[1] == "scp" else None,
        valid_to="2019-09-28" if match[1] == "lscb" else None,
        districts=tuple(sorted({d for council in known for d in council.districts})),
        part_of=known[0].key if len(known) == 1 else None,
        places=(place,),
    )


def board_change(key: str) -> Change | None:
    """Return the change from a local safeguarding children board to the partnership."""
    kind, _, councils = key.partition("-")
    if kind not in ("lscb", "scp") or _KEY.fullmatch(key) is None:
        return None
    return Change(
        LSCB_ENDED,
        (f"lscb-{councils}",),
        (f"scp-{councils}",),
        "Safeguarding partners replaced local safeguarding children boards",
        "councils",
    )
