"""A file's tree to and from plain data: what a cache keeps, and reads faster than the text was parsed.

A node is a list: the number of its class, its place, its fields in order. What is not as it was written is a
ValueError, never another tree.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from qingdan_dsl.source import Fault, Span
from qingdan_dsl.syntax import declarations, expressions, statements
from qingdan_dsl.syntax.declarations import AnyDeclaration, Declared, File
from qingdan_dsl.syntax.expressions import Nested, Node
from qingdan_dsl.syntax.statements import Narrowing

FORMAT: Final = 1
"""Goes up with every change of what the lists mean."""

_NAMES: Final = {name: value for one in (expressions, statements, declarations) for name, value in vars(one).items()}
_CLASSES: Final = tuple(
    sorted(
        {one for one in _NAMES.values() if isinstance(one, type) and issubclass(one, Node)},
        key=lambda one: one.__name__,
    )
)
_TAGS: Final = {one: tag for tag, one in enumerate(_CLASSES)}
_PLACE: Final = frozenset({"start", "end", "depth"})
_FIELDS: Final = {one: tuple(f.name for f in fields(one) if f.name not in _PLACE) for one in _CLASSES}
_NARROWING: Final = Narrowing()
_NO_NARROWING: Final = 0
"""What stands for `_NARROWING`: most statements have none."""

_NEW: Final = object.__new__
_PUT_START: Final = vars(Node)["start"].__set__
_PUT_END: Final = vars(Node)["end"].__set__
_PUT_DEPTH: Final = vars(Nested)["depth"].__set__

Data = list[Any]
Decoder = Callable[[Any], Any]
T = TypeVar("T")


class _Sort(NamedTuple):
    """What a field takes: types that stay as they are, classes of nodes, or lists of something, as a tuple."""

    plain: frozenset[type]
    nodes: frozenset[type]
    decode: Decoder | None


class _Shape(NamedTuple):
    """The fields of a class. A node is made without its constructor, which would take half of the time."""

    made: type[Node]
    fields: tuple[tuple[Callable[[Node, Any], None], _Sort], ...]
    length: int
    nested: bool


def dump(file: File) -> str:
    """A file as JSON text."""
    return json.dumps(pack(file), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> File:
    """The file that `dump` wrote. Raises ValueError where it is anything else."""
    try:
        return unpack(json.loads(text))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def pack(file: File) -> Data:
    """A file as lists, strings and numbers."""
    return [
        FORMAT,
        file.path,
        file.broken,
        [_pack_fault(fault) for fault in file.faults],
        [[one.sort, one.name, one.label, *one.span] for one in file.declared],
        [_pack(node) for node in file.declarations],
    ]


def unpack(data: Data) -> File:
    """The file that `pack` took apart. Raises ValueError where it is anything else."""
    try:
        version, path, broken, faults, declared, nodes = data
        if _is(int, version) != FORMAT:
            raise ValueError(f"format {version}")
        return File(
            path=_is(str, path),
            broken=_is(bool, broken),
            faults=tuple(map(_unpack_fault, faults)),
            declared=tuple(map(_unpack_declared, declared)),
            declarations=tuple(_unpack_one(_sort(AnyDeclaration), node) for node in nodes),
        )
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"not a packed file: {error}") from error


# ---- faults and declared names


def _pack_fault(fault: Fault) -> Data:
    related = [[path, *span] for path, span in fault.related]
    return [fault.code, fault.reason, fault.path, *fault.span, [list(fact) for fact in fault.facts], related]


def _unpack_fault(data: Data) -> Fault:
    code, reason, path, start, end, facts, related = data
    return Fault(
        code=_is(str, code),
        reason=_is(str, reason),
        path=_is(str, path),
        span=_span(start, end),
        facts=tuple((_is(str, key), _is(str, value)) for key, value in facts),
        related=tuple((_is(str, other), _span(*place)) for other, *place in related),
    )


def _unpack_declared(data: Data) -> Declared:
    sort, name, label, start, end = data
    return Declared(sort=_is(str, sort), name=_is(str, name), label=_is(str, label), span=_span(start, end))


def _is(wanted: type[T], value: object) -> T:
    if type(value) is not wanted:
        raise TypeError(f"{wanted.__name__} expected")
    return value


def _span(start: object, end: object) -> Span:
    return Span(_is(int, start), _is(int, end))


# ---- nodes


def _pack(value: object) -> Any:  # noqa: ANN401  any field of a node
    if isinstance(value, Narrowing) and value == _NARROWING and not value.end:
        return _NO_NARROWING
    if isinstance(value, Node):
        return [
            _TAGS[type(value)],
            value.start,
            value.end,
            *(_pack(getattr(value, name)) for name in _FIELDS[type(value)]),
        ]
    return [_pack(one) for one in value] if isinstance(value, tuple) else value


def _unpack(data: Data) -> Node:
    made, shape, count, nested = _SHAPES[data[0]]
    if len(data) != count or not type(data[0]) is type(data[1]) is type(data[2]) is int:
        raise TypeError("a class, a place and its fields expected")
    node = _NEW(made)
    _PUT_START(node, data[1])
    _PUT_END(node, data[2])
    if nested:
        _PUT_DEPTH(node, 1)
    at = 3
    for put, (plain, nodes, decode) in shape:
        value = data[at]
        at += 1
        if type(value) in plain:
            put(node, value)
        elif decode:
            put(node, decode(value))
        else:
            child = _unpack(value)
            if type(child) not in nodes:
                raise TypeError(f"{type(child).__name__} is out of place")
            put(node, child)
    return node


def _unpack_one(sort: _Sort, value: Any) -> Any:  # noqa: ANN401  any field of a node
    if type(value) in sort.plain:
        return value
    if sort.decode:
        return sort.decode(value)
    node = _unpack(value)
    if type(node) not in sort.nodes:
        raise TypeError(f"{type(node).__name__} is out of place")
    return node


# ---- what the fields of each class are, from their annotations


def _shape(made: type[Node]) -> _Shape:
    hints = get_type_hints(made, localns=_NAMES)
    setters = tuple((getattr(made, name).__set__, _sort(hints[name])) for name in _FIELDS[made])
    return _Shape(made, setters, len(setters) + len(("class", "start", "end")), issubclass(made, Nested))


@cache
def _sort(hint: Any) -> _Sort:  # noqa: ANN401  a type, whatever it is
    kinds = (hint,) if get_origin(hint) in {None, tuple} else get_args(hint)
    tuples = [kind for kind in kinds if get_origin(kind) is tuple]
    nodes = frozenset(kind for kind in kinds if kind not in tuples and issubclass(kind, Node))
    decode = _tuple_decoder(*get_args(tuples[0])) if tuples else _narrowing if Narrowing in nodes else None
    return _Sort(frozenset(kinds) - nodes - {*tuples}, nodes, decode)


def _narrowing(value: Any) -> Node:  # noqa: ANN401
    if type(value) is int and value == _NO_NARROWING:
        return _NARROWING
    return _is(Narrowing, _unpack(value))


def _tuple_decoder(first: Any, second: Any) -> Decoder:  # noqa: ANN401
    one, other = _sort(first), _sort(first if second is ... else second)
    plain, nodes, simple = one.plain, one.nodes, not one.decode

    def many(values: Data) -> tuple[Any, ...]:
        if simple and not plain:
            children = tuple([_unpack(value) for value in _is(list, values)])
            if not nodes.issuperset(map(type, children)):
                raise TypeError("a node is out of place")
            return children
        return tuple([_unpack_one(one, value) for value in _is(list, values)])

    def pair(values: Data) -> tuple[Any, Any]:
        left, right = values
        return _unpack_one(one, left), _unpack_one(other, right)

    return many if second is ... else pair


_SHAPES: Final = {tag: _shape(made) for made, tag in _TAGS.items()}
