"""The terms of `--select` and `--ignore`, or a usage error that says what is wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from qingdan_checker.cli.output import refuse
from qingdan_checker.layout.columns import visible
from qingdan_checker.listings.pages import codes
from qingdan_checker.selection import Scope, Selection, Term, TermError, bound, term

if TYPE_CHECKING:
    import click

    from qingdan_checker.cli.settings import Choices
    from qingdan_checker.findings import Report
    from qingdan_checker.reach import Change


def selection_of(ctx: click.Context, chosen: Choices) -> Selection:
    """The terms of this run."""
    return Selection(select=_terms(ctx, chosen, "select"), ignore=_terms(ctx, chosen, "ignore"))


def _terms(ctx: click.Context, chosen: Choices, key: str) -> tuple[Term, ...]:
    origin, found = chosen.origins.get(key, ""), []
    for written in chosen.select if key == "select" else chosen.ignore:
        try:
            found.append(term(written, codes(), origin))
        except TermError as error:
            _refuse(ctx, key, origin, error)
    return tuple(dict.fromkeys(found))


def scope_of(ctx: click.Context, selection: Selection, report: Report, change: Change | None) -> Scope:
    """What leaves findings out of a report."""
    try:
        selection = bound(selection, report)
    except TermError as error:
        _refuse(ctx, "select", next((one.origin for one in selection.select), ""), error)
    if change is None:
        return Scope(selection=selection)
    return Scope(selection=selection, revision=change.revision, reach=report.reach, files=change.paths)


def _refuse(ctx: click.Context, key: str, origin: str, error: TermError) -> NoReturn:
    part = visible(error.part)
    english, chinese = {
        "empty": ("a term is empty", "有一项为空"),
        "long": (f"`{part}` is too long", f"“{part}”过长"),
        "kind": (
            f"`{part}`: write a finding code, rule:NAME or jurisdiction:NAME",
            f"“{part}”：请写结果代码、rule:规则名 或 jurisdiction:地区名",
        ),
        "code": (
            f"no finding code is called `{part}`; there are {', '.join(codes())}",
            f"没有“{part}”这种结果；有：{', '.join(codes())}",
        ),
        "source": (
            f"`{part}` is an error in a source: it is never left out, and need not be selected",
            f"“{part}”是文本错误：不能略去，也不必选取",
        ),
        "rule": (f"no rule is called `{part}`", f"没有名为“{part}”的规则"),
        "place": (f"no jurisdiction is called `{part}`", f"没有名为“{part}”的地区"),
    }[error.why]
    where = f"{visible(origin)}: {key}" if origin else f"--{key}"
    refuse(ctx, f"{where}: {english}", f"{where}：{chinese}")
