"""What a new repository of policies starts with: the files beside this one, as they are.

`both` holds what is the same in each language; a name that starts with `dot-` stands for one with a dot, so that no
tool takes these files for the project's own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.messages.language import Language

HERE: Final = Path(__file__).parent

WHEEL: Final = f"tools/qingdan-{VERSION}-py3-none-any.whl"
"""Where the gate takes the command from: a file of the repository, which no index can replace by a name."""

_REQUIREMENTS: Final = f"""\
# CI 从这里安装 qingdan：请把该文件放入仓库（见 README.md）。
# What CI installs: put that file into the repository (see README.md).
./{WHEEL}
"""


def starter(language: Language) -> dict[str, str]:
    """The texts of a new repository, by path."""
    texts = dict(sorted((*_texts(HERE / "both"), *_texts(HERE / language))))
    return texts | {"requirements.txt": _REQUIREMENTS}


def _texts(home: Path) -> Iterator[tuple[str, str]]:
    for file in home.rglob("*"):
        if file.is_file():
            parts = file.relative_to(home).parts
            yield "/".join(map(_dotted, parts)), file.read_text(encoding="utf-8")


def _dotted(name: str) -> str:
    return f".{name.removeprefix('dot-')}" if name.startswith("dot-") else name
