"""`--set`: numbers that are supposed, or a usage error that says what is wrong with one, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from qingdan_checker.cli import options
from qingdan_checker.cli.output import RefusalError
from qingdan_checker.layout.columns import visible, width
from qingdan_checker.supposing import WHAT_IF, Repository, SupposingError, as_supposed, suppose

if TYPE_CHECKING:
    import click

    from qingdan_checker.cli.asked import Asked
    from qingdan_checker.loading import Loaded
    from qingdan_dsl.source import Fault, Source

__all__ = ["WHAT_IF", "as_supposed", "with_supposed"]


def with_supposed(ctx: click.Context, asked: Asked, loaded: Loaded) -> tuple[Loaded, tuple[str, ...]]:
    """What was loaded with what is supposed, and that in the words of the language."""
    checked = loaded.concerned or frozenset(file.path for file in loaded.files)
    repository = Repository(
        files=loaded.files,
        sources=loaded.sources,
        sheets=loaded.sheets,
        drafts=asked.chosen.drafts,
        checked=checked,
    )
    try:
        found = suppose(repository, asked.supposed, asked.at or asked.since or asked.today)
    except SupposingError as error:
        _refuse(ctx, asked.supposed, error)
    concerned = loaded.concerned | {WHAT_IF} if loaded.concerned is not None else None
    return replace(loaded, files=found.files, sources=dict(found.sources), concerned=concerned), found.told


def _refuse(ctx: click.Context, written: tuple[str, ...], error: SupposingError) -> NoReturn:
    """One line, and the supposition with its mistake underlined."""
    excerpt = _excerpt(written[error.which], error) if error.which < len(written) else ""
    if error.why == "fault" and error.fault and error.source:
        english, chinese = (_sentence(error.fault, error.source, language) for language in ("en", "zh"))
    else:
        english, chinese = _said(error)
    column = error.start + 1
    where = ("--set", "--set") if not excerpt else (f"--set, column {column}", f"--set 第 {column} 列")
    sentence = options.said(ctx, f"{where[0]}: {english}", f"{where[1]}：{chinese}")
    raise RefusalError(sentence + excerpt)


def _said(error: SupposingError) -> tuple[str, str]:
    names = ", ".join(error.names)
    first = error.names[0] if error.names else "hengshui"
    form = "[PLACE:] ITEM[SELECTOR] = VALUE", "[地区：] 事项[选择] = 取值"
    return {
        "form": (f"write {form[0]}; an `=` and a value are wanted here", f"请写 {form[1]}；此处应为“=”和取值"),
        "empty": (f"write {form[0]}", f"请写 {form[1]}"),
        "long": ("longer than any selector and value", "过长"),
        "many": ("too many suppositions", "假设过多"),
        "lines": ("write it on one line", "请写在一行内"),
        "brackets": ("a selector and `]` are wanted behind `[`", "“[”之后应为选择和“]”"),
        "shape": ("neither a selector nor a value goes on like this", "选择或取值不能这样写"),
        "more": ("a value is one expression, and nothing behind it", "取值只能是一个表达式，其后不能再有内容"),
        "jurisdiction": ("no jurisdiction has this name or label", "没有此名称的地区"),
        "choice": (
            f"whose number? The checked files are issued by {names or 'nobody'}: write `{first}: …`",
            f"是哪个地区的取值？所校验文件的发文机关有：{names or '无'}；请写“{first}：…”",
        ),
    }[error.why]


def _sentence(fault: Fault, source: Source, language: str) -> str:
    """What the language itself says is wrong."""
    from qingdan_checker.findings import Finding, Report  # noqa: PLC0415  most runs have no mistake
    from qingdan_checker.messages.book import Book  # noqa: PLC0415
    from qingdan_checker.messages.headlines import headline  # noqa: PLC0415
    from qingdan_checker.round import place_of  # noqa: PLC0415

    place = place_of({source.path: source}, fault.path, fault.span)
    finding = Finding(code=fault.code, severity="error", reason=fault.reason, facts=fault.facts, place=place)
    report = Report(findings=(), verdicts=(), dates=(), sources={source.path: source.text})
    return headline(finding, Book(report, "zh" if language == "zh" else "en"))


def _excerpt(written: str, error: SupposingError) -> str:
    before = width(visible(written[: error.start]))
    under = width(visible(written[error.start : error.end])) or 1
    return f"\n  {visible(written)}\n  {' ' * before}{'^' * under}"
