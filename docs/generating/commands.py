"""The command line, from the commands themselves: how each is used, its options, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from generating.markdown import PROSE, coded, filled, parted, table
from qingdan_checker.cli.app import COMMANDS, app

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD: Final = ("option", "default", "English", "中文")
_HELP: Final = ("`-h`, `--help`", "", "Show the options in short.", "显示帮助。")


def command_line() -> str:
    """The page of the command line: prose around what the commands say of themselves."""
    written = {"commands": lambda _: _commands(), "usage": _usage, "about": _about, "options": _options}
    return filled("command-line.md", {**written, "others": lambda _: _others()}).rstrip() + "\n"


def _others() -> str:
    """The commands that the prose does not speak of, each with what it says of itself."""
    prose = (PROSE / "command-line.md").read_text(encoding="utf-8")
    others = [name for name in COMMANDS if f"\n## {name}\n" not in prose]
    return "\n\n".join(f"## {name}\n\n{_usage(name)}\n\n{_about(name)}\n\n{_options(name)}" for name in others)


def _commands() -> str:
    rows = ((f"[`{name}`](#{name})", *parted(_named(name)[0].short_help or "")) for name in COMMANDS)
    return table(("command", "English", "中文"), rows)


def _named(path: str) -> tuple[click.Command, click.Context]:
    """A command by its name, or by its group's and its own: `new document`."""
    context = click.Context(app, info_name="qingdan")
    command: click.Command = app
    for name in path.split():
        assert isinstance(command, click.Group)  # noqa: S101  so it is written in the prose
        found = command.get_command(context, name)
        assert found, path  # noqa: S101  as above
        command, context = found, click.Context(found, parent=context, info_name=name)
    return command, context


def _usage(path: str) -> str:
    command, context = _named(path)
    return f"```text\n{' '.join((context.command_path, *command.collect_usage_pieces(context)))}\n```"


def _about(path: str) -> str:
    """What a command says of itself: its help, whose paragraphs are in English or in Chinese."""
    paragraphs = [" ".join(one.split()) for one in (_named(path)[0].help or "").split("\n\n")]
    return "\n\n".join(paragraphs)


def _options(path: str) -> str:
    command, context = _named(path)
    return table(_HEAD, [*_rows(command, context), _HELP])


def _rows(command: click.Command, context: click.Context) -> Iterator[tuple[str, str, str, str]]:
    for one in command.params:
        if isinstance(one, click.Option) and not one.hidden:
            yield (_written(one, context), _default(one), *parted(one.help or ""))


def _written(option: click.Option, context: click.Context) -> str:
    """The forms of an option with what it takes."""
    takes = "" if option.is_flag else f" {option.make_metavar(context).strip('[]')}"
    return ", ".join(f"`{form}{takes if form.startswith('--') else ''}`" for form in _forms(option))


def _forms(option: click.Option) -> list[str]:
    return [*option.opts, *option.secondary_opts]


def _default(option: click.Option) -> str:
    return coded(str(option.default)) if option.show_default and option.default is not None else ""
