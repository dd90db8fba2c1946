"""The settings that a run goes by: from the command line, else from a settings file, else as they are by themselves."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from click.core import ParameterSource

from qingdan_checker.cli.output import refuse
from qingdan_checker.layout.columns import visible
from qingdan_checker.library import content
from qingdan_checker.settings import KEYS, SettingsError, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import click

    from qingdan_checker.findings import Severity
    from qingdan_checker.settings import Setting, Value

OWN: Final = "qingdan.toml"
SHARED: Final = "pyproject.toml"
MOST_BYTES: Final = 1024 * 1024

WORDS: Final = {
    "text": ("a text", "文本"),
    "texts": ("a list of texts, 1000 at most", "文本的列表，至多 1000 项"),
    "yes-no": ("true or false", "true 或 false"),
    "severity": ('"error", "warning" or "note"', '"error"、"warning" 或 "note"'),
    "language": ('"zh", "en" or "both"', '"zh"、"en" 或 "both"'),
    "table": ("a table", "表"),
}
"""What a setting of a type must be, in English and Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFile:
    """A settings file: where it lies, what it is called in reports, and what it says."""

    path: Path
    name: str
    settings: Mapping[str, Setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a run goes by.

    `given` are the keys that the command line decides, `origins` has those that a file decides, with its name, and
    `lines` the line there. `folder` is what patterns of `exclude` start from.
    """

    threshold: Severity
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    exclude: tuple[str, ...]
    baseline: str | None
    drafts: bool
    no_library: bool
    lang: str | None
    given: frozenset[str]
    origins: Mapping[str, str]
    lines: Mapping[str, int]
    folder: Path
    file: Path | None = None

    @property
    def name(self) -> str:
        """The settings file in use, as reports name it; empty where none decides anything."""
        return next(iter(self.origins.values()), "")

    def value(self, key: str) -> Value | None:
        """The value of a key."""
        found: Value | None = getattr(self, key.replace("-", "_"))
        return found

    def reported(self, key: str) -> Value | None:
        """The same as it is reported: a path by its place below the settings, since nothing of the machine is."""
        if key not in self.origins or key != "baseline" or not self.file or not self.baseline:
            return self.value(key)
        return Path(os.path.relpath(self.baseline, self.file.parent)).as_posix()


def choices(ctx: click.Context, paths: Sequence[str], given: Mapping[str, Any]) -> Choices:
    """The settings of a command line and of the file that goes with its first path."""
    file = _file(ctx, paths, given["config"], isolated=given["isolated"])
    on_command_line = frozenset(key for key in KEYS if _is_given(ctx, key))
    own = {key: one for key, one in (file.settings if file else {}).items() if key not in on_command_line}
    decided = {key.replace("-", "_"): one.value for key, one in own.items()}
    asked: dict[str, Any] = {
        "threshold": given["threshold"],
        "select": _terms(given["select"]),
        "ignore": _terms(given["ignore"]),
        "exclude": given["exclude"],
        "baseline": given["baseline"],
        "drafts": not given["no_drafts"],
        "no_library": given["no_library"],
        "lang": given["lang"],
    }
    folder = file.path.parent if file else Path.cwd()
    if "baseline" in decided:
        decided["baseline"] = _inside(ctx, str(decided["baseline"]), file)
    return Choices(
        **(asked | decided),
        given=on_command_line,
        origins=dict.fromkeys(own, file.name) if file else {},
        lines={key: one.line for key, one in own.items()},
        folder=folder if "exclude" in decided else Path.cwd(),
        file=file.path if file else None,
    )


def _is_given(ctx: click.Context, key: str) -> bool:
    name = {"drafts": "no_drafts"}.get(key, key.replace("-", "_"))
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE


def _terms(written: Sequence[str]) -> tuple[str, ...]:
    from qingdan_checker.selection import split  # noqa: PLC0415  most runs have none

    return tuple(one for text in written for one in split(text))


# ---- the file


def _file(ctx: click.Context, paths: Sequence[str], config: str | None, *, isolated: bool) -> SettingsFile | None:
    if isolated:
        return None
    start = _start(paths)
    if config:
        return _read(ctx, Path(config), start, asked=True)
    for folder in (start, *start.parents):
        for name in (OWN, SHARED):
            found = _read(ctx, folder / name, start) if os.path.lexists(folder / name) else None
            if found:
                return found
        if (folder / ".git").exists():  # above it lie other people's files
            return None
    return None


def _start(paths: Sequence[str]) -> Path:
    """The folder from which settings are looked for: that of the first path."""
    first = Path(next((path for path in paths if path != "-"), ".")).resolve()
    return first if first.is_dir() else first.parent


def _read(ctx: click.Context, path: Path, start: Path, *, asked: bool = False) -> SettingsFile | None:
    name = path.as_posix() if asked else Path(os.path.relpath(path, start)).as_posix()
    shown = visible(name)
    data = _bytes(ctx, path, shown, asked=asked)
    try:
        settings = read_settings(data, shared=path.name == SHARED)
    except SettingsError as error:
        english, chinese = _said(error)
        refuse(ctx, f"{shown}: {english}", f"{shown}：{chinese}")
    if settings is None and asked:
        refuse(ctx, f"{shown} has no table [tool.qingdan]", f"{shown} 中没有 [tool.qingdan] 表")
    if settings is None:
        return None
    return SettingsFile(path=path.resolve(), name=name, settings=settings)


def _bytes(ctx: click.Context, path: Path, shown: str, *, asked: bool) -> bytes:
    """The content of a settings file; one that was found, not named, must not be a link to elsewhere."""
    if not asked and not path.resolve().is_relative_to(path.parent.resolve()):
        refuse(ctx, f"{shown} is a link that leaves its folder", f"{shown} 是指向文件夹之外的链接")
    try:
        data = content(str(path), MOST_BYTES)
    except OSError as error:
        why = error.strerror or type(error).__name__
        refuse(ctx, f"settings {shown} cannot be read: {why}", f"无法读取设置文件 {shown}：{why}")
    if isinstance(data, int):
        refuse(ctx, f"{shown} is too large for a settings file", f"{shown} 过大，不是设置文件")
    return data


def _said(error: SettingsError) -> tuple[str, str]:
    where = visible(error.where)[:200]
    if error.why == "deep":
        return "brackets nested too deeply", "括号嵌套过深"
    if error.why == "toml":
        return f"not valid TOML ({where})", f"不是有效的 TOML（{where}）"
    if error.why == "key":
        known = ", ".join(KEYS)
        return f"{where}: no such setting; there are {known}", f"{where}：没有这一设置；有：{known}"
    english, chinese = WORDS[error.wanted]
    return f"{where}: must be {english}", f"{where}：应为{chinese}"


def _inside(ctx: click.Context, written: str, file: SettingsFile | None) -> str:
    """A path of a settings file: relative to it, and never out of its folder."""
    folder = file.path.parent if file else Path.cwd()
    real = Path(os.path.realpath(folder / written)) if "\0" not in written else folder.parent
    if not real.is_relative_to(folder):
        shown, name = visible(written)[:200], visible(file.name if file else "")
        refuse(
            ctx,
            f"{name}: baseline `{shown}` lies outside the folder of the settings",
            f"{name}：基线“{shown}”在设置文件所在的文件夹之外",
        )
    return str(real)


# ---- shown


def listing(chosen: Choices) -> Iterator[str]:
    """Every setting with its value and where that comes from."""
    from qingdan_checker.layout.columns import aligned  # noqa: PLC0415  asked for by people

    rows: list[tuple[str, ...]] = [
        (f"{key} = {written(chosen.reported(key))}", f"# {_origin(chosen, key)}") for key in KEYS
    ]
    yield from (visible(line) for line in aligned(rows))


def _origin(chosen: Choices, key: str) -> str:
    if key not in chosen.origins:
        return "command line 命令行" if key in chosen.given else "default 默认"
    line = chosen.lines.get(key, 0)
    return f"{chosen.origins[key]}:{line}" if line else chosen.origins[key]


def written(value: Value | None) -> str:
    """A value as TOML writes it."""
    import json  # noqa: PLC0415  JSON's texts are TOML's

    if value is None:
        return '""'
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
