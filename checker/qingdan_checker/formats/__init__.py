"""Report formats, a module each: a report goes in, text comes out. A module here is a format by being here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from qingdan_checker.findings import Report, Severity
    from qingdan_checker.messages.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What a format is called and what it is for, in a line of English and of Chinese.

    One that is `for_machines` does not follow the language of the terminal: it is English unless another is asked for.
    One that `helps` shows what would remove a breach.
    """

    name: str
    description: str
    chinese: str
    for_machines: bool = False
    helps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a report is shown: languages (each sentence in each), colour, and how much of it.

    `verbose` adds what passed and what was read; `quiet` leaves out all but the findings that reach the threshold.
    `prefix` stands before the paths in formats for platforms that show files by their place in a repository
    (`policies/`, where that folder was checked). `manual` is the address under which the manual can be read, if any.
    """

    languages: tuple[Language, ...] = ("en",)
    colour: bool = False
    verbose: bool = False
    quiet: bool = False
    threshold: Severity = "error"
    unfollowed: tuple[str, ...] = ()
    prefix: str = ""
    manual: str = ""

    def path(self, file: str) -> str:
        """A file as its repository knows it; those of the library and standard input have no place there."""
        return file if file.startswith("<") else f"{self.prefix}{file}"


def names() -> tuple[str, ...]:
    """The names of all formats."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(__path__)))


def facts(name: str) -> Format:
    """What a format is for."""
    known = _module(name).FORMAT
    assert isinstance(known, Format)  # noqa: S101  every module here has one: a test holds it
    return known


def render(name: str, report: Report, options: Options) -> str:
    """A report as text in a format."""
    text = _module(name).render(report, options)
    assert isinstance(text, str)  # noqa: S101  as above
    return text


def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name.replace('-', '_')}")
