"""Say of each shape, as a SPARQL query, whether anything in a graph may break it.

SHACL defines every component of its core by a SPARQL query (SHACL, section 4), so the translation
is short. It need not be complete: a shape that holds anything not named here is called not
translatable, and the reference engine judges it. It must never be too lenient; where lexical
forms or regular expressions leave a doubt, it is the stricter of the two.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations

import rdflib
from rdflib import RDF, SH, XSD
from rdflib.collection import Collection
from rdflib.term import Node

from reviewgraph.rdf import parse_query
from reviewgraph.validation.wording import NotTranslatableError, in_order, path_of, term

_DAY = (
    "[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    "|(0[13456789]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
)
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?"
_LEXICAL = {
    XSD.boolean: "^(true|false)$",
    XSD.date: f"^{_DAY}$",
    XSD.dateTime: f"^{_DAY}T{_TIME}$",
    XSD.decimal: "^[+-]?[0-9]+([.][0-9]+)?$",
    XSD.gYear: "^[0-9]{4}$",
    XSD.gYearMonth: "^[0-9]{4}-(0[1-9]|1[0-2])$",
    XSD.integer: "^[+-]?[0-9]+$",
    XSD.string: "",
    RDF.langString: "",
}
"""Forms that are certainly of the datatype; others are for the reference engine to judge."""

_KINDS = {
    SH.IRI: "isIRI({0})",
    SH.Literal: "isLiteral({0})",
    SH.BlankNode: "isBlank({0})",
    SH.BlankNodeOrIRI: "(isBlank({0}) || isIRI({0}))",
    SH.BlankNodeOrLiteral: "(isBlank({0}) || isLiteral({0}))",
    SH.IRIOrLiteral: "(isIRI({0}) || isLiteral({0}))",
}
_COMPARED = {
    SH.minInclusive: "{0} >= {1}",
    SH.minExclusive: "{0} > {1}",
    SH.maxInclusive: "{0} <= {1}",
    SH.maxExclusive: "{0} < {1}",
    SH.minLength: "STRLEN(STR({0})) >= {1}",
    SH.maxLength: "STRLEN(STR({0})) <= {1}",
}
_TARGETS = {
    SH.targetClass: "{{ ?this {type} {0} }}",
    SH.targetSubjectsOf: "{{ ?this {0} ?any }}",
    SH.targetObjectsOf: "{{ ?any {0} ?this }}",
}
_SILENT = {RDF.type, SH.path, SH.message, SH.severity, SH.flags, SH.name, SH.description}
_MOST_COUNTED = 3


def targets(graph: rdflib.Graph, shape: Node, type_: str) -> str:
    """Return a pattern that binds ``?this`` to what a shape looks at; ``type_`` leads to a class.

    Raises NotTranslatableError if the shape has no target, or one of another kind.
    """
    forms = [
        form.format(term(node), type=type_)
        for predicate, form in _TARGETS.items()
        for node in in_order(graph.objects(shape, predicate))
    ]
    if not forms or (shape, SH.targetNode, None) in graph or (shape, SH.target, None) in graph:
        raise NotTranslatableError(shape)
    return " UNION ".join(forms)


class Translation:
    """Writes shapes of one graph as Boolean expressions; ``type_`` is the path to a class."""

    def __init__(self, graph: rdflib.Graph, type_: str) -> None:
        self._graph = graph
        self._type = type_
        self._in_use = 0
        self._tests: dict[Node, Callable[[Node, Node, str], str]] = {
            SH["class"]: self._class,
            SH.datatype: self._datatype,
            SH["in"]: self._in,
            SH.languageIn: self._language,
            SH.node: lambda shape, node, value: self.holds(node, value),
            SH.nodeKind: lambda shape, kind, value: _KINDS[kind].format(value),  # type: ignore[index]
            SH["not"]: lambda shape, node, value: f"!({self.holds(node, value)})",
            SH["and"]: lambda shape, node, value: " && ".join(self._each(node, value)),
            SH["or"]: lambda shape, node, value: " || ".join(self._each(node, value)),
            SH.xone: self._one,
            SH.pattern: self._pattern,
            SH.property: lambda shape, node, value: self.holds(node, value),
            **{predicate: self._compared(form) for predicate, form in _COMPARED.items()},
        }
        self._sets: dict[Node, Callable[[Node, Node, str], str]] = {
            SH.minCount: self._at_least,
            SH.maxCount: self._at_most,
            SH.hasValue: self._has_value,
            SH.equals: self._equals,
            SH.disjoint: self._disjoint,
            SH.lessThan: self._ordered("<"),
            SH.lessThanOrEquals: self._ordered("<="),
            SH.qualifiedMinCount: self._qualified,
            SH.qualifiedValueShape: lambda shape, node, this: "",
        }

    def holds(self, shape: Node, this: str) -> str:
        """Return the expression that is true if the term called ``this`` conforms to the shape.

        Raises NotTranslatableError.
        """
        if self._graph.value(shape, SH.path) is None:
            return _all(self._tested(shape, this)) or "true"
        return _all([self._of_values(shape, this), *self._of_set(shape, this)]) or "true"

    def holds_apart(self, shape: Node, this: str, apart: Node) -> str:
        """Return the same for a node shape, leaving one component to others; empty if no more."""
        if self._graph.value(shape, SH.path) is not None:
            raise NotTranslatableError(shape)
        return _all(self._tested(shape, this, {apart}))

    def _of_values(self, shape: Node, this: str) -> str:
        """Return what is asked of each value, all of it in one look at the values."""
        path = path_of(self._graph, shape)
        with self._variables(1) as (value,):
            test = _all(self._tested(shape, value, self._sets))
        if not test:
            return ""
        if self._is_single(shape):
            return f"EXISTS {{ {this} {path} {value} . FILTER ({test}) }}"
        return f"NOT EXISTS {{ {this} {path} {value} . FILTER (!({test})) }}"

    def _of_set(self, shape: Node, this: str) -> Iterator[str]:
        for predicate, node in sorted(self._graph.predicate_objects(shape)):
            if predicate in self._sets:
                yield self._sets[predicate](shape, node, this)

    def _is_single(self, shape: Node) -> bool:
        """Return whether there must be one value: then one that is good means that all are."""
        counts = self._graph.value(shape, SH.minCount), self._graph.value(shape, SH.maxCount)
        return [str(each) for each in counts] == ["1", "1"]

    def _tested(self, shape: Node, value: str, apart: Container[Node] = ()) -> list[str]:
        tests = []
        for predicate, node in sorted(self._graph.predicate_objects(shape)):
            if predicate in self._tests:
                tests.append(self._tests[predicate](shape, node, value))
            elif not (predicate in _SILENT or predicate in _TARGETS or predicate in apart):
                raise NotTranslatableError(predicate)
        return tests

    @contextmanager
    def _variables(self, number: int) -> Iterator[list[str]]:
        """Give names that nothing about has; they are free again after, as rows cost by width."""
        start = self._in_use
        self._in_use += number
        yield [f"?v{each}" for each in range(start, self._in_use)]
        self._in_use = start

    def _members(self, node: Node) -> list[Node]:
        return list(Collection(self._graph, node))

    def _each(self, node: Node, value: str) -> list[str]:
        return [f"({self.holds(member, value)})" for member in self._members(node)]

    def _one(self, _: Node, node: Node, value: str) -> str:
        alternatives = self._each(node, value)
        return " || ".join(
            "("
            + " && ".join(
                each if at == chosen else f"!{each}" for at, each in enumerate(alternatives)
            )
            + ")"
            for chosen in range(len(alternatives))
        )

    def _class(self, _: Node, node: Node, value: str) -> str:
        return f"EXISTS {{ {value} {self._type} {term(node)} }}"

    def _datatype(self, _: Node, node: Node, value: str) -> str:
        if node not in _LEXICAL:
            raise NotTranslatableError(node)
        test = f"DATATYPE({value}) = {term(node)}"
        form = _LEXICAL[node]  # type: ignore[index]
        return _sure(test + (f' && REGEX(STR({value}), "{form}")' if form else ""))

    def _in(self, _: Node, node: Node, value: str) -> str:
        return " || ".join(f"sameTerm({value}, {term(each)})" for each in self._members(node))

    def _language(self, _: Node, node: Node, value: str) -> str:
        forms = [f"LANGMATCHES(LANG({value}), {term(each)})" for each in self._members(node)]
        return _sure(" || ".join(forms))

    def _pattern(self, shape: Node, node: Node, value: str) -> str:
        flags = self._graph.value(shape, SH.flags)
        more = "" if flags is None else f", {term(flags)}"
        return _sure(f"REGEX(STR({value}), {term(node)}{more})")

    @staticmethod
    def _compared(form: str) -> Callable[[Node, Node, str], str]:
        return lambda shape, node, value: _sure(form.format(value, term(node)))

    def _several(self, number: int, pattern: Callable[[str], str]) -> str:
        """Return an expression that is true if so many distinct terms fit the pattern."""
        if number > _MOST_COUNTED:
            raise NotTranslatableError(number)
        with self._variables(number) as names:
            differ = [f"FILTER (!sameTerm({a}, {b}))" for a, b in combinations(names, 2)]
            return f"EXISTS {{ {' '.join([*map(pattern, names), *differ])} }}"

    def _at_least(self, shape: Node, node: Node, this: str) -> str:
        path, number = path_of(self._graph, shape), int(str(node))
        return self._several(number, lambda name: f"{this} {path} {name} .") if number else ""

    def _at_most(self, shape: Node, node: Node, this: str) -> str:
        path = path_of(self._graph, shape)
        return f"!{self._several(int(str(node)) + 1, lambda name: f'{this} {path} {name} .')}"

    def _qualified(self, shape: Node, node: Node, this: str) -> str:
        path, number = path_of(self._graph, shape), int(str(node))
        qualified = self._graph.value(shape, SH.qualifiedValueShape)
        if qualified is None:
            raise NotTranslatableError(shape)
        return self._several(
            number,
            lambda name: f"{this} {path} {name} . FILTER ({self.holds(qualified, name)})",
        )

    def _has_value(self, shape: Node, node: Node, this: str) -> str:
        return f"EXISTS {{ {this} {path_of(self._graph, shape)} {term(node)} }}"

    def _equals(self, shape: Node, node: Node, this: str) -> str:
        ways = path_of(self._graph, shape), term(node)
        with self._variables(1) as (value,):
            return " && ".join(
                f"NOT EXISTS {{ {this} {one} {value} "
                f"FILTER NOT EXISTS {{ {this} {other} {value} }} }}"
                for one, other in (ways, ways[::-1])
            )

    def _disjoint(self, shape: Node, node: Node, this: str) -> str:
        path = path_of(self._graph, shape)
        with self._variables(1) as (value,):
            return f"NOT EXISTS {{ {this} {path} {value} . {this} {term(node)} {value} }}"

    def _ordered(self, sign: str) -> Callable[[Node, Node, str], str]:
        def written(shape: Node, node: Node, this: str) -> str:
            path = path_of(self._graph, shape)
            with self._variables(2) as (value, other):
                test = _sure(f"{value} {sign} {other}")
                pattern = f"{this} {path} {value} . {this} {term(node)} {other} ."
                return f"NOT EXISTS {{ {pattern} FILTER (!{test}) }}"

        return written


def constraint_query(graph: rdflib.Graph, constraint: Node) -> str:
    """Return the SELECT query of a SPARQL constraint with its prefixes, ``$this`` still free.

    Raises NotTranslatableError if it is of another form, or no SPARQL.
    """
    select = graph.value(constraint, SH.select)
    if select is None or "$PATH" in str(select):
        raise NotTranslatableError(constraint)
    prefixes = [
        f"PREFIX {graph.value(each, SH.prefix)}: <{graph.value(each, SH.namespace)}>"
        for source in graph.objects(constraint, SH.prefixes)
        for each in in_order(graph.objects(source, SH.declare))
    ]
    query = "\n".join([*prefixes, str(select)])
    try:
        parse_query(query)
    except SyntaxError as error:
        raise NotTranslatableError(constraint) from error
    return query


def _all(parts: Iterable[str]) -> str:
    return " && ".join(f"({part})" for part in parts if part)


def _sure(test: str) -> str:
    return f"COALESCE({test}, false)"
