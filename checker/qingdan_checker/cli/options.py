"""Options that several commands share, and the kinds of words that they take."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from qingdan_checker.messages.language import Language, pick

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qingdan_checker.findings import Report

MONTHS: Final = 12
_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日")


class DateType(click.ParamType[date]):
    """A date, as `2022-12-31` or 2022年12月31日."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """The date; a usage error where there is no such day."""
        if isinstance(value, date):
            return value
        match = _DATE.fullmatch(unicodedata.normalize("NFKC", str(value).strip()))
        if not match:
            self.fail(
                said(
                    ctx,
                    f"`{value}` is not a date: write 2022-12-31 or 2022年12月31日",
                    f"“{value}”不是日期：请写 2022-12-31 或 2022年12月31日",
                ),
                param,
                ctx,
            )
        year, month, day = (int(part) for part in match.groups() if part)
        problem = _no_such_day(year, month, day)
        if problem:
            self.fail(
                said(ctx, f"`{value}` does not exist: {problem[0]}", f"“{value}”不存在：{problem[1]}"), param, ctx
            )
        return date(year, month, day)


def _no_such_day(year: int, month: int, day: int) -> tuple[str, str] | None:
    if not year:
        return "there is no year 0", "没有公元 0 年"
    if not 1 <= month <= MONTHS:
        return "a year has 12 months", "一年有 12 个月"
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"that month has {last} days", f"该月有 {last} 天"
    return None


def languages(chosen: str | None, *, for_machines: bool = False) -> tuple[Language, ...]:
    """The languages of an answer: those asked for, else the environment's; a machine's is English unless asked for."""
    if chosen == "both":
        return ("zh", "en")
    if chosen == "zh" or (chosen is None and not for_machines and _environment_is_chinese()):
        return ("zh",)
    return ("en",)


def _environment_is_chinese() -> bool:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower().startswith("zh")
    return False


def said(ctx: click.Context | None, english: str, chinese: str) -> str:
    """A sentence in the language of this run."""
    chosen = ctx.params.get("lang") if ctx else None
    return " / ".join(pick(language, english, chinese) for language in languages(chosen))


def jurisdictions(ctx: click.Context, named: Sequence[str], report: Report) -> frozenset[str]:
    """The jurisdictions that are named, by name or label; a usage error where there is none of that name."""
    from qingdan_checker.cli.output import refuse  # noqa: PLC0415  it needs what stands above

    labels = {term.label: name for name, term in report.terms.items() if term.sort == "jurisdiction" and term.label}
    found = [labels.get(one, one) for one in named]
    for one, name in zip(named, found, strict=True):
        if name not in report.parents:
            refuse(ctx, f"no jurisdiction is called `{one}`", f"没有名为“{one}”的地区")
    return frozenset(found)


def colours(when: str) -> bool:
    """Whether to colour: never in a file, and not where NO_COLOR is set, unless it is asked for."""
    if when == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return when == "always"


def lang() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--lang`: read before all others, whose complaints follow it."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en", "both"]),
        is_eager=True,
        help="Language of the answer; else that of the environment. 输出语言。",
    )


def color() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--color`."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colours: `auto` on a terminal only. 颜色。",
    )


def at(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--at`."""
    return click.option("--at", type=DateType(), metavar="DATE", help=text)


def since() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--since`."""
    return click.option(
        "--since", type=DateType(), metavar="DATE", help="Start at this date instead of today. 从这一天起校验。"
    )


def output() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--output`."""
    return click.option("-o", "--output", metavar="FILE", help="Write the report to a file. 把报告写入文件。")


def no_drafts() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--no-drafts`."""
    return click.option("--no-drafts", is_flag=True, help="Leave documents out that are drafts. 不计草案。")


def today() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--today`, for tests: what the clock would say."""
    return click.option("--today", type=DateType(), metavar="DATE", hidden=True, default=date.today)


def no_cache() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--no-cache`."""
    return click.option("--no-cache", is_flag=True, help="Keep nothing and use nothing kept. 不使用缓存。")


def no_library() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--no-library`."""
    return click.option("--no-library", is_flag=True, help="Never add the bundled law. 不使用内置依据库。")


def paths() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`PATH…`: files and folders."""
    return click.argument("paths", metavar="[PATH]...", nargs=-1, type=str)


def named_paths() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--path`, of a command whose arguments are something else."""
    return click.option(
        "-p",
        "--path",
        "paths",
        multiple=True,
        metavar="PATH",
        help="Files or folders, else the current one. 文件或文件夹。",
    )


def allow_empty() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--allow-empty`."""
    return click.option("--allow-empty", is_flag=True, help="No files is no error. 没有文件也不算错。")
