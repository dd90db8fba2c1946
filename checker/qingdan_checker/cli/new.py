"""`qingdan new`: a repository, or a draft, to start from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from qingdan_checker.cli import options
from qingdan_checker.cli.finding import find_sources
from qingdan_checker.cli.output import create_file, create_folder, refuse, write
from qingdan_checker.library import SUFFIXES
from qingdan_checker.messages.drafts import MADE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from qingdan_checker.messages.language import Language
    from qingdan_checker.outline import Outline

LITERATE: Final = SUFFIXES[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    jurisdiction: str
    paths: tuple[str, ...]
    output: str | None
    at: date | None
    today: date
    lang: str | None
    no_cache: bool
    no_library: bool
    allow_empty: bool = True
    stdin_filename: str | None = None


@click.group("new", short_help="Start a repository or a draft. 新建仓库或草案。")
def command() -> None:
    """Make a repository of policies, or the draft of a document, to start from.

    新建政策仓库，或文件草案。
    """


def _lang() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--lang`: of what is made, one of the two."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        is_eager=True,
        help="Language of what is made; else that of the environment. 语言。",
    )


@command.command("repository", short_help="Start a repository of policies. 新建政策仓库。")
@click.argument("folder", metavar="DIR")
@_lang()
@click.pass_context
def repository(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Make a repository of policies in DIR, which is new or empty: settings, CI files, a draft with worked cases.

    在 DIR（新的或空的文件夹）中新建政策仓库：设置、CI 文件、一份带案例的草案。
    """
    from qingdan_checker.layout.columns import visible  # noqa: PLC0415
    from qingdan_checker.starter import starter  # noqa: PLC0415

    language: Language = options.languages(given["lang"])[0]
    texts = starter(language)
    create_folder(ctx, given["folder"], texts)
    name = given["folder"]
    folder = visible(name if re.fullmatch(r"[\w./\\:~-]+", name) and name[0] != "-" else f'"{name}"')
    said = MADE.say(language, {"folder": folder, "check": f"qingdan check {folder} --threshold warning"})
    write("\n".join([said, *(f"  {path}" for path in sorted(texts))]) + "\n")
    return 0


@command.command("document", short_help="Draft a document of a jurisdiction. 新建某地区的文件草案。")
@click.argument("jurisdiction")
@options.named_paths()
@click.option("-o", "--output", metavar="FILE", help=f"Write the draft to a new file, *{LITERATE}. 写入新文件。")
@options.at("The day; today if unsaid. 日期，默认今天。")
@_lang()
@options.no_library()
@options.no_cache()
@options.today()
@click.pass_context
def document(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Draft a document of JURISDICTION: all that it may decide, with the values in effect and the bounds as comments.

    新建某地区的文件草案：列出其可以决定的事项、现行取值和界限；语句均为注释，填数字即可。可以写标签。

    Exits with 1 where an error in a source may have left bounds out.
    """
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415
    from qingdan_checker.drafting import outline  # noqa: PLC0415
    from qingdan_checker.listings.outline import render  # noqa: PLC0415
    from qingdan_checker.messages.book import Book  # noqa: PLC0415
    from qingdan_checker.messages.drafts import FAULTS  # noqa: PLC0415

    asked = Asked(**given)
    _may_be_made(ctx, asked.output)
    loaded = load_sources(*find_sources(ctx, asked.paths, asked, alone=True), no_cache=asked.no_cache)
    made = outline(loaded.files, loaded.sources, loaded.sheets, asked.jurisdiction, asked.at or asked.today)
    _is_known(ctx, made)
    language: Language = options.languages(asked.lang)[0]
    text = render(made, Book(made.report, language))
    if asked.output:
        create_file(ctx, asked.output, text)
    else:
        write(text)
    if made.faults:
        click.echo(f"qingdan: {FAULTS.say(language, {'count': str(made.faults)})}", err=True)
    return 1 if made.faults else 0


def _may_be_made(ctx: click.Context, output: str | None) -> None:
    """A usage error for a file that no check would read as literate Markdown."""
    if output and not output.endswith(LITERATE):
        refuse(
            ctx,
            f"`{output}` must end in {LITERATE}: the draft is literate Markdown",
            f"“{output}”须以 {LITERATE} 结尾：草案是带有政策文本的 Markdown",
        )


def _is_known(ctx: click.Context, made: Outline) -> None:
    from qingdan_checker.layout.columns import visible  # noqa: PLC0415
    from qingdan_checker.messages.drafts import UNKNOWN_PLACE  # noqa: PLC0415

    if not made.known:
        facts = {"name": visible(made.jurisdiction)}
        refuse(ctx, UNKNOWN_PLACE.say("en", facts), UNKNOWN_PLACE.say("zh", facts))
