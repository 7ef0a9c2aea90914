"""What a stored query may be asked with: the kinds of parameter and the values they take.

A kind that names one of our things takes its key, its prefixed name or its IRI, so that a person
types ``coercive-control`` and a program passes the IRI. A value becomes an RDF term here and
nowhere else; what is no value of its kind is refused in one line.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from reviewgraph.errors import QueryError
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import ID, PREFIXES, XSD
from reviewgraph.rdf import Literal, NamedNode

LONGEST = 1000
"""Characters of a value; no key, IRI or search word of ours is longer."""

_KEY = re.compile(r"[a-z0-9]+(?:--?[a-z0-9]+)*")
_GSS = re.compile(r"[EWSNK][0-9]{8}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class ParameterKind(StrEnum):
    """The kinds of value a parameter takes."""

    AGENCY = "agency"
    CONCEPT = "concept"
    RECOMMENDATION = "recommendation"
    REVIEW = "review"
    SERIES = "series"
    THEME = "theme"
    IRI = "iri"
    STRING = "string"
    YEAR = "year"
    MONTH = "month"
    INTEGER = "integer"
    ENUMERATION = "enumeration"


THINGS = frozenset(
    {
        ParameterKind.AGENCY,
        ParameterKind.CONCEPT,
        ParameterKind.RECOMMENDATION,
        ParameterKind.REVIEW,
        ParameterKind.SERIES,
        ParameterKind.THEME,
    }
)
"""Kinds whose value names a thing of ours; each is a kind of identifiers.mint too."""

PATTERNS = {
    ParameterKind.YEAR: "^[0-9]{4}$",
    ParameterKind.MONTH: "^[0-9]{4}-(0[1-9]|1[0-2])$",
    ParameterKind.INTEGER: "^(0|[1-9][0-9]{0,5})$",
}
_WANTED = {
    ParameterKind.YEAR: "a year such as 2017",
    ParameterKind.MONTH: "a month such as 2022-12",
    ParameterKind.INTEGER: "a whole number up to 999999",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A question's blank, as the header of its query declares it."""

    name: str
    kind: ParameterKind
    description: str
    example: str
    required: bool = True
    default: str | None = None
    """Stands in for a value that is not given."""
    scheme: str | None = None
    """Of a concept: the slug of its scheme, such as ``agency-type``."""
    values: tuple[str, ...] = ()
    """Of an enumeration: what it may be."""

    @property
    def is_iri(self) -> bool:
        """Whether the value becomes an IRI."""
        return self.kind in THINGS or self.kind is ParameterKind.IRI

    @property
    def variable(self) -> str:
        """Name of the variable in the query's text, in BASIL's convention.

        One underscore before a name that is always bound, two before one that may stay open; the
        suffix says what it is bound to.
        """
        bound = self.required or self.default is not None
        suffix = "_iri" if self.is_iri else ""
        suffix = "_integer" if self.kind is ParameterKind.INTEGER else suffix
        return ("_" if bound else "__") + self.name + suffix

    def term(self, value: str) -> NamedNode | Literal:
        """Return the RDF term that ``value`` stands for; raise QueryError if it is of no use."""
        self._check_characters(value)
        if self.is_iri:
            return self._iri(value.strip())
        if self.kind is ParameterKind.ENUMERATION:
            if value not in self.values:
                raise self._refusal(value, f"one of {', '.join(self.values)}")
        elif self.kind in PATTERNS and not re.fullmatch(PATTERNS[self.kind], value):
            raise self._refusal(value, _WANTED[self.kind])
        if self.kind is ParameterKind.INTEGER:
            return Literal(value, datatype=XSD.integer)
        return Literal(value)

    def _check_characters(self, value: str) -> None:
        if not value.strip():
            raise QueryError(f"parameter {self.name}: the value is empty; {self.usage}")
        if len(value) > LONGEST:
            raise QueryError(
                f"parameter {self.name}: {len(value)} characters are too many; "
                f"give at most {LONGEST}"
            )
        if _UNPRINTABLE.search(value):
            raise QueryError(
                f"parameter {self.name}: the value holds a line break or another character "
                f"that cannot be printed; {self.usage}"
            )

    def _iri(self, value: str) -> NamedNode:
        prefix, colon, local = value.partition(":")
        if colon and prefix in PREFIXES:
            value = PREFIXES[prefix] + local
        elif not colon:
            return self._from_key(value)
        if self.kind in THINGS and not value.startswith(self._base):
            raise self._refusal(value, f"an IRI that starts with {self._base}")
        if self.kind in THINGS and not _KEY.fullmatch(value.removeprefix(self._base)):
            raise self._refusal(value, f"{self._base} and a key such as {self.example}")
        try:
            return NamedNode(value)
        except ValueError as error:
            raise self._refusal(value, "an IRI") from error

    @property
    def _base(self) -> str:
        base = f"{ID}{self.kind}/"
        return f"{base}{self.scheme}--" if self.scheme else base

    def _from_key(self, value: str) -> NamedNode:
        if self.kind is ParameterKind.IRI:
            raise self._refusal(value, "a full IRI, or a prefixed name such as theme:dementia")
        key = f"gss-{value}" if self._is_gss(value) else value
        key = key.lower()
        if not _KEY.fullmatch(key):
            raise self._refusal(value, f"a key such as {self.example}, or an IRI")
        return mint(self.kind, self.scheme, key) if self.scheme else mint(self.kind, key)

    def _is_gss(self, value: str) -> bool:
        """Whether the value is a code of the Office for National Statistics."""
        return self.kind is ParameterKind.AGENCY and _GSS.fullmatch(value.upper()) is not None

    def _refusal(self, value: str, wanted: str) -> QueryError:
        shown = value if len(value) <= 60 else value[:57] + "..."
        return QueryError(f"parameter {self.name}: {shown!r} is not {wanted}")

    @property
    def usage(self) -> str:
        """How to give the parameter, as a person types it."""
        return f"give it as -p {self.name}={self.example}"


def json_schema(parameter: Parameter) -> dict[str, object]:
    """Return the JSON Schema of a parameter's value, for web and tool descriptions.

    Things of ours are strings there too: a key, a prefixed name or an IRI.
    """
    schema: dict[str, object] = {
        "type": "integer" if parameter.kind is ParameterKind.INTEGER else "string",
        "description": parameter.description,
        "examples": [_plain(parameter, parameter.example)],
    }
    if parameter.kind is ParameterKind.INTEGER:
        schema |= {"minimum": 0, "maximum": 999_999}
    elif parameter.kind in PATTERNS:
        schema["pattern"] = PATTERNS[parameter.kind]
    elif parameter.values:
        schema["enum"] = list(parameter.values)
    if schema["type"] == "string":
        schema |= {"minLength": 1, "maxLength": LONGEST}
    if parameter.default is not None:
        schema["default"] = _plain(parameter, parameter.default)
    return schema


def _plain(parameter: Parameter, value: str) -> str | int:
    return int(value) if parameter.kind is ParameterKind.INTEGER else value
