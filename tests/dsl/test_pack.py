"""Trees as plain data: back comes what went in, places too, or an error."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qingdan_dsl import pack
from qingdan_dsl.syntax.declarations import AnyDeclaration, Define, File
from qingdan_dsl.syntax.expressions import Nested, Node
from qingdan_dsl.write import write

from .reading import POLICIES, file_of
from .trees import files


def same(one: object, other: object) -> bool:
    """Whether two values are the same, the places of nodes included."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Node):
        names = [field.name for field in fields(one) if field.name != "depth"]
        return type(one) is type(other) and all(same(getattr(one, name), getattr(other, name)) for name in names)
    return type(one) is type(other) and one == other


@settings(deadline=None)
@given(tree=files, language=st.sampled_from(["en", "zh"]))
def test_a_packed_tree_comes_back_with_its_places(tree: tuple[AnyDeclaration, ...], language: str) -> None:
    file = file_of(write(tree, language))

    again = pack.load(pack.dump(file))

    assert again == file
    assert same(again.declarations, file.declarations)


def test_every_policy_comes_back_with_its_faults_and_names() -> None:
    for path in POLICIES:
        file = file_of(path.read_bytes(), str(path))
        assert pack.unpack(pack.pack(file)) == file
        assert same(pack.load(pack.dump(file)).declarations, file.declarations)


def test_what_was_unpacked_is_a_tree_like_any_other() -> None:
    file = pack.load(pack.dump(file_of("define x { value yuan as (a + b) * -c }")))
    (define,) = file.declarations

    assert isinstance(define, Define)
    assert repr(define)
    assert hash(define)
    assert replace(define, label=None) == define
    assert isinstance(define.expression, Nested)
    assert define.expression.depth


PACKED = pack.pack(
    file_of(
        'group g "标签" = a, b\ndefine x { value yuan as a + 1 }\n'
        'document c.d "t" { issuer c  article "1" { reserve a  exclude c { "k" } } }'
    )
)


def places(data: Any, at: tuple[int, ...] = ()) -> list[tuple[int, ...]]:  # noqa: ANN401
    found = [at] if at else []
    if isinstance(data, list):
        found += [place for index, one in enumerate(data) for place in places(one, (*at, index))]
    return found


@pytest.mark.parametrize("wrong", [None, 5, -1, 999, 0.5, "x", True, [], [0], {"a": 1}, [[[]]]])
def test_nothing_wrong_becomes_another_tree_in_silence(wrong: object) -> None:
    for place in places(PACKED):
        data = json.loads(json.dumps(PACKED))
        inner = data
        for index in place[:-1]:
            inner = inner[index]
        before = inner[place[-1]]
        inner[place[-1]] = wrong
        try:
            file = pack.unpack(data)
        except ValueError:
            continue
        assert type(before) is type(wrong) or before is None or wrong is None or before == [] or wrong == []
        assert isinstance(file, File)
        assert pack.unpack(pack.pack(file)) == file


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", "1", '"x"', "[1]", '[2,"x",false,[],[],[]]', "[" * 100_000, "{bad"]
)
def test_what_is_no_packed_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  any of them: JSON's own too
        pack.load(text)
