"""`qingdan check`: files in, a report out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qingdan_checker import formats
from qingdan_checker.cli import options
from qingdan_checker.cli.asked import Asked
from qingdan_checker.cli.finding import find_sources
from qingdan_checker.cli.output import protect, spare_beside, write, write_file
from qingdan_checker.cli.settings import choices, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.cache import Kept
    from qingdan_checker.cli.accepted import Accepted
    from qingdan_checker.cli.revision import Since
    from qingdan_checker.cli.settings import Choices
    from qingdan_checker.library import Found

_SAYS_NO_MORE = frozenset({"csv", "gitlab"})
"""Forms that hold findings and nothing else."""

SEVERITIES = ("error", "warning", "note")


@click.command("check", short_help="Check policies against their bounds. 核对政策是否超出范围。")
@options.paths()
@options.at("Check this date alone, not today and later ones. 只校验这一天。")
@options.since()
@click.option(
    "--threshold",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="Exit with 1 for findings of this severity or a graver one. 达到此级别时退出码为 1。",
)
@click.option(
    "--format",
    type=click.Choice(formats.names()),
    default="text",
    show_default=True,
    help="Form of the report. 报告格式。",
)
@options.output()
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write another report too; may be repeated. 另写一份报告，可重复。",
)
@click.option(
    "--select",
    multiple=True,
    metavar="TERM,…",
    help="Only these findings: CODE, rule:NAME, jurisdiction:NAME; `*` in a rule's name, `+` joins. 只看这些结果。",
)
@click.option("--ignore", multiple=True, metavar="TERM,…", help="Leave these out, and count them. 略去这些并计数。")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave files or folders out. 排除文件或文件夹。")
@click.option("--changed", metavar="REV", help="What a change since a git revision can affect. 只看改动所及的地区。")
@click.option(
    "--set",
    "supposed",
    multiple=True,
    metavar="[PLACE:] ITEM[SELECTOR]=VALUE",
    help="What if a place had decided this number? May be repeated. 假设某地的取值，可重复。",
)
@click.option("--baseline", metavar="FILE", help="Findings that are known: only new ones count. 基线：只计新增的结果。")
@click.option("--write-baseline", metavar="FILE", help="Write what is found as a baseline. 把结果写成基线。")
@click.option("--prune", is_flag=True, help="Exit with 1 if the baseline has what is gone. 基线有已消失的条目则为 1。")
@options.lang()
@options.color()
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found. 无论结果如何退出码都为 0。")
@click.option("--no-drafts/--drafts", help="Leave documents out that are drafts. 不计草案。")
@click.option("--no-library/--library", help="Never add the bundled law. 不使用内置依据库。")
@options.no_cache()
@options.allow_empty()
@click.option("--stdin-filename", metavar="NAME", help="What the text from `-` is called. 标准输入的文件名。")
@click.option("-q", "--quiet", is_flag=True, help="Only findings that reach the threshold. 只列达到级别的结果。")
@click.option("-v", "--verbose", is_flag=True, help="All notes, verdicts and sources too. 另列全部提示、判定与来源。")
@click.option("--config", metavar="FILE", help="Settings from this file. 使用该设置文件。")
@click.option("--isolated", is_flag=True, help="No settings file. 不使用设置文件。")
@click.option("--show-settings", is_flag=True, help="Show the settings and where they come from. 显示设置及其来源。")
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Check the policies under PATH (the current folder if none is named; `-` is standard input).

    核对 PATH 下的政策文件（不写则为当前文件夹；“-”为标准输入）。

    Files are `*.qd` and `*.qd.md`. Where they declare no nation, the bundled law is added.
    Settings are read from `qingdan.toml` or `[tool.qingdan]` in `pyproject.toml`, upward from the first PATH.
    Exit status: 0 nothing at or above the threshold, 1 findings, 2 the command could not run, 3 a fault of qingdan.
    """
    chosen = choices(ctx, given["paths"], given)
    ctx.params["lang"] = chosen.lang
    if given["show_settings"]:
        write("".join(f"{line}\n" for line in listing(chosen)))
        return 0
    asked = _asked(ctx, given, chosen)
    found, bundle = find_sources(ctx, asked.paths, asked, exclude=(chosen.exclude, chosen.folder))
    kept = _judged(ctx, asked, found, bundle)
    _put(ctx, asked, found, kept)
    return 1 if _fails(kept, asked) and not asked.exit_zero else 0


def _asked(ctx: click.Context, given: dict[str, Any], chosen: Choices) -> Asked:
    """What is asked for, once it makes sense."""
    own = {name: value for name, value in given.items() if name in Asked.__dataclass_fields__}
    reports = tuple(_report(ctx, one) for one in given["reports"])
    asked = Asked(**(own | {"chosen": chosen, "reports": reports}))
    for wrong, english, chinese in _conflicts(asked, given):
        if wrong:
            raise click.UsageError(options.said(ctx, english, chinese))
    return asked


def _conflicts(asked: Asked, given: dict[str, Any]) -> Iterator[tuple[bool, str, str]]:
    chosen, targets = asked.chosen, [Path(one).resolve() for one in asked.targets]
    yield bool(asked.at and asked.since), "--at and --since exclude each other", "--at 与 --since 只能用一个"
    isolated = bool(given["config"] and given["isolated"])
    yield isolated, "--config and --isolated exclude each other", "--config 与 --isolated 只能用一个"
    yield asked.prune and not chosen.baseline, "--prune needs --baseline", "--prune 须与 --baseline 同用"
    yield (
        bool(asked.write_baseline and (chosen.select or asked.changed)),
        "--write-baseline needs all findings, without --select and --changed",
        "--write-baseline 须针对全部结果，不能与 --select、--changed 同用",
    )
    yield (
        bool(asked.supposed and asked.write_baseline),
        "--write-baseline takes what is found, not what is supposed with --set",
        "--write-baseline 只能写实际结果，不能与 --set 同用",
    )
    plain = [name for name in (asked.format, *(name for name, _ in asked.reports)) if name in _SAYS_NO_MORE]
    yield (
        bool(asked.supposed and plain),
        f"--set: the form {' '.join(plain)} has no place that says that numbers are only supposed",
        f"--set：{' '.join(plain)} 格式没有地方注明数字只是假设",
    )
    yield len(set(targets)) < len(targets), "two reports would go to one file", "两份报告不能写入同一文件"


def _report(ctx: click.Context, written: str) -> tuple[str, str]:
    """A format and a file: `json=findings.json`."""
    name, _, path = written.partition("=")
    if name not in formats.names() or not path:
        known = ", ".join(formats.names())
        raise click.UsageError(
            options.said(
                ctx,
                f"--report {written}: write FORMAT=FILE with one of {known}",
                f"--report {written}：请写 格式=文件；格式有：{known}",
            )
        )
    return name, path


def _judged(ctx: click.Context, asked: Asked, found: Found, bundle: Found | None) -> Kept:
    from qingdan_checker.cli.judged import Matter, judged  # noqa: PLC0415

    return judged(ctx, asked, Matter(found, bundle, _accepted(ctx, asked), _since(ctx, asked, found)))


def _accepted(ctx: click.Context, asked: Asked) -> Accepted | None:
    if asked.chosen.baseline is None:
        return None
    from qingdan_checker.cli.accepted import accepted  # noqa: PLC0415  most runs have none

    return accepted(ctx, asked)


def _since(ctx: click.Context, asked: Asked, found: Found) -> Since | None:
    if asked.changed is None:
        return None
    from qingdan_checker.cli.revision import since  # noqa: PLC0415  as above

    return since(ctx, asked.changed, found)


def _put(ctx: click.Context, asked: Asked, found: Found, kept: Kept) -> None:
    """Everything where it belongs, once nothing of it would go over a file that the check has read."""
    for target in asked.targets:
        protect(ctx, target, found, kept.attached)
        _spare(ctx, asked, target)
    main, *others = kept.outputs
    if asked.output:
        write_file(ctx, asked.output, main)
    else:
        write(main, exact=formats.facts(asked.format).for_machines)
    files = [path for _, path in asked.reports] + ([asked.write_baseline] if asked.write_baseline else [])
    for path, text in zip(files, others, strict=True):
        write_file(ctx, path, text)
    click.echo(kept.notices, nl=False, err=True)


def _spare(ctx: click.Context, asked: Asked, target: str) -> None:
    """Neither settings nor a baseline are written over by a report."""
    read = [asked.chosen.file, Path(asked.chosen.baseline) if asked.chosen.baseline else None]
    if target == asked.write_baseline:
        read = read[:1]
    spare_beside(ctx, target, [one for one in read if one])


def _fails(kept: Kept, asked: Asked) -> bool:
    counts = (kept.errors, kept.warnings, kept.notes)
    reached = any(counts[: SEVERITIES.index(asked.chosen.threshold) + 1])
    return reached or (asked.prune and kept.gone > 0)
