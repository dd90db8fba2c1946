"""What may be written in several ways means the same; and no text whatever raises."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from qingdan_dsl.lexer import plain, tokenize
from qingdan_dsl.literate import blank_prose
from qingdan_dsl.mistakes import sentence
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Fault, read
from qingdan_dsl.syntax.declarations import Document
from qingdan_dsl.syntax.expressions import Name, Node
from qingdan_dsl.words import FULL_WIDTH, MARKS, SPELLINGS, UNIT_NAMES
from qingdan_dsl.write import write

from .reading import POLICIES, file_of, source_of
from .trees import files

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from qingdan_dsl.syntax.declarations import AnyDeclaration

WIDE = {chr(plain): chr(wide) for wide, plain in FULL_WIDTH.items()}
PIECES = sorted({*SPELLINGS, *MARKS, *UNIT_NAMES, *'"“”`|%·—#；：，\0\n', '"""', "5%", "2022-01-01", "}", "{"})


def widened(text: str, chance: random.Random) -> str:
    """The text with some marks and digits outside strings in their full-width form."""
    found = tokenize(text)
    chars = list(text)
    for at, kind in enumerate(found.kinds):
        if kind != "STRING":
            for place in range(found.starts[at], found.ends[at]):
                if chance.random() < 0.5:
                    chars[place] = WIDE.get(chars[place], chars[place])
    return "".join(chars)


@settings(deadline=None)
@given(tree=files, chance=st.randoms(use_true_random=False), language=st.sampled_from(["en", "zh"]))
def test_full_width_marks_mean_the_same(tree: tuple[AnyDeclaration, ...], chance: random.Random, language: str) -> None:
    text = write(tree, language)

    wide = file_of(widened(text, chance))

    assert wide.faults == ()
    assert wide.declarations == tree


@settings(deadline=None)
@given(tree=files, end=st.sampled_from(["\r\n", "\r"]), mark=st.booleans())
def test_line_ends_and_a_byte_order_mark_change_nothing(tree: tuple[AnyDeclaration, ...], end: str, mark: bool) -> None:  # noqa: FBT001
    text = write(tree)

    data = (b"\xef\xbb\xbf" if mark else b"") + text.replace("\n", end).encode()

    assert file_of(data).declarations == tree
    assert source_of(data).text == text


@settings(deadline=None)
@given(data=st.binary(max_size=300), path=st.sampled_from(["x.qd", "x.qd.md"]))
def test_no_bytes_raise(data: bytes, path: str) -> None:
    source = read(path, data)
    if not isinstance(source, Fault):
        check_faults(source.code)


@settings(deadline=None, max_examples=200)
@given(st.text('{}()[]|"“”`#:,;=<>+-*/.%5a的\n \\', max_size=60))
def test_no_marks_raise(text: str) -> None:
    check_faults(text)


@settings(deadline=None, max_examples=200)
@given(path=st.sampled_from(POLICIES), chance=st.randoms(use_true_random=False), count=st.integers(1, 6))
def test_no_changed_text_raises(path: Path, chance: random.Random, count: int) -> None:
    text = source_of(path.read_bytes()).code
    found = tokenize(text)
    gaps = [text[start:end] for start, end in zip([0, *found.ends], found.starts, strict=False)]
    words = [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    for _ in range(count):
        at = chance.randrange(len(words))
        words[at] = chance.choice(["", words[at] * 2, words[at][:-1], chance.choice(PIECES)])

    check_faults("".join(gap + word for gap, word in zip(gaps, words, strict=True)))


def check_faults(text: str) -> None:
    file = file_of(text.encode("utf-8", "surrogatepass"))
    for fault in file.faults:
        assert 0 <= fault.span.start <= fault.span.end <= len(text)
        assert sentence(fault, "en") != sentence(fault, "zh")
    assert file.broken == any(fault.code == "syntax" for fault in file.faults)


def test_nodes_lie_where_their_text_is() -> None:
    for path in POLICIES:
        source = source_of(path.read_bytes(), str(path))
        for node in nodes(parse(source).declarations):
            if isinstance(node, Name):
                assert plain(source.code[node.start : node.end]).strip("`") == node.text
            for child in children(node):
                assert child.end == 0 or node.start <= child.start < child.end <= node.end


def nodes(found: object) -> list[Node]:
    if isinstance(found, tuple):
        return [node for one in found for node in nodes(one)]
    if isinstance(found, Node):
        return [found, *(node for child in children(found) for node in nodes(child))]
    return []


def children(node: Node) -> list[Node]:
    values = [getattr(node, field.name) for field in fields(node)]
    flat = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    return [one for one in flat if isinstance(one, Node)]


def test_only_fences_marked_qingdan_are_source() -> None:
    text = "# item x\n\n```qingdan\nitem a { value yuan\n```\n\n```python\nitem b\n```\n\n> ~~~ qingdan x\n> }\n> ~~~\n"

    code = blank_prose(text)

    assert code.split() == ["item", "a", "{", "value", "yuan", "}"]
    assert [len(line) for line in code.split("\n")] == [len(line) for line in text.split("\n")]


def test_a_text_across_two_blocks_has_no_prose_in_it() -> None:
    text = '```qingdan\ndocument c.d "t" { number """a\n```\n\nprose\n\n```qingdan\nb""" }\n```\n'

    (document,) = file_of(text, "x.qd.md").declarations

    assert isinstance(document, Document)
    assert document.number
    assert document.number.text.split() == ["a", "b"]
