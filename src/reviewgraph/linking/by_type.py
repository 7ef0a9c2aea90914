"""Resolve a generic name ("the council", "CCG", "Adult Social Care") by type, area and years.

Who is meant by "the council" follows from the area: of one council, it is that; in a county of
districts, social care, education and public health belong to the county, housing and
environment to the district. What the years do not settle stays open, with its candidates.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from reviewgraph.linking.classify import Classified
from reviewgraph.linking.context import Context, clamped
from reviewgraph.linking.findings import BACKGROUND, BROAD, EXACT, Found, unsure
from reviewgraph.linking.nearby import Nearby
from reviewgraph.model import Candidate
from reviewgraph.registries import Area, Register
from reviewgraph.registries.areas import Span
from reviewgraph.registries.minted import board_key

_SOCIAL_CARE = re.compile(
    r"social care|social work|safeguarding adult|adult safeguarding|children|care act|carer|"
    r"education|school|public health|section 42|care (?:plan|package|assessment)|mental capacity",
    re.IGNORECASE,
)
_HOUSING = re.compile(
    r"housing|homeless|tenan|environmental health|council tax|anti-?social|licensing", re.IGNORECASE
)
_COUNCIL = re.compile(r"\b(?:council|cc)\b")
"""In what a unit's name says of its body: then the body is told, whatever such a unit does."""
_MOST_CANDIDATES = 6
_SPANS = {
    "ccg": (2013, 2022),
    "icb": (2022, 2100),
    "crc": (2014, 2021),
    "pcc": (2012, 2028),
}
"""First and last year in which bodies of the family existed."""

_NO_UNITS = "The unit is in no register and stays open."
_MET_UNITS = (
    "The unit stays open between the borough command (BOCU) and the area command (BCU) that "
    "replaced borough commands between 2017 and 2019."
)

_AREA_RULE = "type-area-year"


class ByType:
    """Answers for each family of names, from the bodies that serve an area."""

    def __init__(self, register: Register, nearby: Nearby) -> None:
        self._register = register
        self._near = nearby
        self._by_family: dict[str, Callable[[Classified, Area, Context, str], Found]] = {
            "council": self._council,
            "county-council": self._upper,
            "district-council": self._lower,
            "adult-social-care": self._upper_unit,
            "childrens-social-care": self._upper_unit,
            "social-care": self._upper_unit,
            "education": self._upper_unit,
            "public-health": self._upper_unit,
            "trading-standards": self._upper_unit,
            "housing": self._lower_unit,
            "police": self._police,
            "police-unit": self._police,
            "pcc": self._pcc,
            "ccg": self._ccg,
            "icb": self._icb,
            "pct": self._unregistered,
            "sha": self._unregistered,
            "lhb": self._role("health-board"),
            "ambulance": self._role("ambulance"),
            "mental-health-trust": self._mental_health,
            "fire": self._fire,
            "crc": self._crc,
            "nps": self._nps,
            "probation": self._probation,
            "csp": self._csp,
            "safer": self._csp,
            "sab": self._board,
            "scp": self._board,
            "lscb": self._board,
            "hwb": self._board,
            "dapb": self._board,
            "marac": self._board,
            "mash": self._board,
        }

    def resolve(self, found: Classified, area: Area, context: Context, text: str) -> Found | None:
        """Return what the family's name stands for in the area, or None if no rule applies."""
        answer = self._by_family.get(found.family or "")
        return answer(found, area, context, text) if answer else None

    def _pick(
        self,
        keys: Sequence[str],
        area: Area,
        context: Context,
        *,
        confidence: float = 0.95,
        predicate: str = EXACT,
    ) -> Found:
        keys = tuple(dict.fromkeys(keys))
        when = _when(context)
        if len(keys) == 1:
            name = self._name(keys[0])
            return Found(
                keys[0],
                _AREA_RULE,
                round(confidence * _trust(area, context), 2),
                f"{name} is the one of its type for {area.printed} {when}.",
                predicate,
                BACKGROUND,
            )
        if not keys:
            return unsure(_AREA_RULE, f"No body of this type is known for {area.printed} {when}.")
        if len(keys) > _MOST_CANDIDATES:
            return unsure(_AREA_RULE, f"{area.printed} {when} has {len(keys)} bodies of this type.")
        why = f"One of {len(keys)} bodies of this type for {area.printed} {when}."
        score = round(1 / len(keys), 2)
        return unsure(_AREA_RULE, why, *(Candidate(key, score, why) for key in keys))

    def _name(self, key: str) -> str:
        agency = self._register.agency(key)
        return agency.name if agency else key

    def _council(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        if len(area.councils) != 1 or area.lower == area.upper or not area.lower:
            return self._pick(area.councils, area, context)
        care, housing = bool(_SOCIAL_CARE.search(text)), bool(_HOUSING.search(text))
        if care and not housing:
            return self._pick(area.upper, area, context, confidence=0.8)
        confidence = 0.85 if housing and not care else 0.75
        return self._pick(area.lower, area, context, confidence=confidence)

    def _upper(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        return self._pick(area.upper, area, context)

    def _lower(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        return self._pick(area.lower, area, context)

    def _upper_unit(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        return self._pick(area.upper, area, context, predicate=BROAD)

    def _lower_unit(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        keys = area.lower or (area.councils if _COUNCIL.search(found.rest) else ())
        return self._pick(keys, area, context, confidence=0.9, predicate=BROAD)

    def _police(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        unit = found.family == "police-unit"
        answer = self._pick(area.forces, area, context, predicate=BROAD if unit else EXACT)
        if not unit or answer.agency is None:
            return answer
        open_unit = _MET_UNITS if answer.agency == "police-metropolitan" else _NO_UNITS
        return replace(answer, reason=f"{answer.reason} {open_unit}")

    def _pcc(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        keys = [key.replace("police-", "pcc-") for key in area.forces]
        keys = [k for k in keys if k in self._register.agencies]
        if found.words == "pcc":
            keys += [key for key in area.lower if self._is_pcc(key)]
        return self._pick(keys, area, context)

    def _is_pcc(self, key: str) -> bool:
        """Say whether a council has the initials too: Portsmouth, Plymouth, Peterborough."""
        return re.fullmatch(r"P\w+ City Council", self._name(key)) is not None

    def _ccg(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        span = clamped(context.span, *_SPANS["ccg"])
        return self._pick(self._near.commissioners(area, "ccg", span), area, context)

    def _icb(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        span = clamped(context.span, *_SPANS["icb"])
        keys = self._near.commissioners(area, "icb", span)
        heirs = [heir for key in keys for heir in self._heirs_within(key, span)]
        return self._pick((*keys, *heirs), area, context)

    def _heirs_within(self, key: str, span: Span) -> Sequence[str]:
        """Return who took over from a body that ended in the span: the year leaves both open."""
        ended = self._register.agencies[key].valid_to
        late = ended is None or ended >= f"{span[1]}-12-31"
        return () if late else self._register.successors(key)

    def _role(self, role: str) -> Callable[[Classified, Area, Context, str], Found]:
        def answer(found: Classified, area: Area, context: Context, text: str) -> Found:
            return self._pick(self._near.in_role(area, role, context.span), area, context)

        return answer

    def _mental_health(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        if context.hides_nhs:
            return unsure("pseudonym", "The review hides an NHS provider; none is looked for.")
        keys = self._near.in_role(area, "mental-health", context.span)
        return self._pick(keys, area, context, confidence=0.8)

    def _unregistered(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        return unsure("no-register", "Ended in March 2013; no register at hand gives its code.")

    def _fire(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        keys = self._near.of_kind(area, "fire-and-rescue", context.span)
        return self._pick(keys, area, context)

    def _crc(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        span = clamped(context.span, *_SPANS["crc"])
        return self._pick(self._near.with_prefix(area, "crc-", span), area, context)

    def _nps(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        named = found.rest and self._near.with_prefix(area, "nps-", (2014, 2021))
        return self._pick(
            ["gov-probation-service"], area, context, predicate=BROAD if named else EXACT
        )

    def _probation(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        first, last = context.span
        trust = "trust" in found.words
        if trust or last < 2014:
            keys = self._near.with_prefix(area, "probation-trust-", clamped((first, last), 0, 2014))
            return self._pick(keys, area, context, confidence=0.9)
        if first > 2021 or ("service" in found.words and first > 2014):
            return self._pick(["gov-probation-service"], area, context, confidence=0.85)
        span: Span = (max(first, 2014), min(last, 2021))
        keys = (*self._near.with_prefix(area, "crc-", span), "gov-probation-service")
        return self._pick(keys, area, context)

    def _csp(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        county = found.words.startswith("county ") and area.upper != area.councils
        if county and len(area.upper) == 1:
            return self._pick([board_key("csp", area.upper)], area, context)
        return self._pick([area.partnership] if area.partnership else [], area, context)

    def _board(self, found: Classified, area: Area, context: Context, text: str) -> Found:
        kind = found.family or ""
        if any(key.startswith("gss-w") for key in area.upper) and kind in ("sab", "scp", "lscb"):
            return unsure(_AREA_RULE, "Safeguarding boards of Wales are regional; none is listed.")
        if area.several and len(area.upper) > 1:
            joint = self._register.agency(board_key(kind, area.upper))
            keys = [joint.key] if joint and joint.key in self._register.board_names else []
            return self._pick(keys or [board_key(kind, [k]) for k in area.upper], area, context)
        keys = [
            self._register.joint_boards.get((kind, key), board_key(kind, [key]))
            for key in area.upper
        ]
        return self._pick(keys, area, context, confidence=0.9)


def _when(context: Context) -> str:
    first, last = context.span
    if context.dated == "none":
        return "at any time"
    return f"in {first}" if first == last else f"from {first} to {last}"


def _trust(area: Area, context: Context) -> float:
    """Return how far the area as read and the years as known are to be relied on."""
    trust = {"death": 1.0, "upload": 0.85, "none": 0.8}[context.dated]
    return trust * (0.9 if area.how == "similar" else 1.0)
