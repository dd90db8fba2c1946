"""The writer: what it writes says the same again, in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source, read
from qingdan_dsl.write import write

from .trees import files

if TYPE_CHECKING:
    from qingdan_dsl.syntax.declarations import AnyDeclaration, File


def read_again(text: str) -> File:
    source = read("again.qd", text.encode())
    assert isinstance(source, Source)
    return parse(source)


@pytest.mark.parametrize("language", ["en", "zh"])
@settings(deadline=None, max_examples=200)
@given(tree=files)
def test_what_is_written_is_read_as_the_same_tree(language: str, tree: tuple[AnyDeclaration, ...]) -> None:
    file = read_again(write(tree, language))

    assert file.faults == ()
    assert file.declarations == tree


@settings(deadline=None)
@given(tree=files)
def test_the_two_languages_say_the_same(tree: tuple[AnyDeclaration, ...]) -> None:
    english, chinese = write(tree, "en"), write(tree, "zh")

    assert read_again(english).declarations == read_again(chinese).declarations
    assert write(read_again(chinese), "en") == english
