"""`qingdan check`: files in, a report out."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qingdan_checker import formats
from qingdan_checker.cache import Cache, Kept, identity, key_of, open_cache
from qingdan_checker.cli import options
from qingdan_checker.cli.finding import find_sources
from qingdan_checker.cli.output import protect, write, write_file
from qingdan_checker.cli.progress import Progress

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.findings import Report, Severity
    from qingdan_checker.library import Found

GARBAGE = 50_000
"""Objects that may be made before unreachable ones are looked for."""

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    paths: tuple[str, ...]
    at: date | None
    since: date | None
    today: date
    threshold: Severity
    format: str
    output: str | None
    lang: str | None
    color: str
    exit_zero: bool
    no_drafts: bool
    no_cache: bool
    no_library: bool
    allow_empty: bool
    stdin_filename: str | None
    quiet: bool
    verbose: bool

    @property
    def colour(self) -> bool:
        """Whether the report is coloured; a file is only if it is asked for."""
        return options.colours(self.color) and (self.output is None or self.color == "always")


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
@options.lang()
@options.color()
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found. 无论结果如何退出码都为 0。")
@options.no_drafts()
@options.no_library()
@options.no_cache()
@click.option("--allow-empty", is_flag=True, help="No files is no error. 没有文件也不算错。")
@click.option("--stdin-filename", metavar="NAME", help="What the text from `-` is called. 标准输入的文件名。")
@click.option("-q", "--quiet", is_flag=True, help="Only findings that reach the threshold. 只列达到级别的结果。")
@click.option("-v", "--verbose", is_flag=True, help="All notes, verdicts and sources too. 另列全部提示、判定与来源。")
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Check the policies under PATH (the current folder if none is named; `-` is standard input).

    核对 PATH 下的政策文件（不写则为当前文件夹；“-”为标准输入）。

    Files are `*.qd` and `*.qd.md`. Where they declare no nation, the bundled law is added.
    Exit status: 0 nothing at or above the threshold, 1 findings, 2 the command could not run, 3 a fault of qingdan.
    """
    asked = Asked(**given)
    if asked.at and asked.since:
        raise click.UsageError(options.said(ctx, "--at and --since exclude each other", "--at 与 --since 只能用一个"))
    found, bundle = find_sources(ctx, asked.paths, asked)
    kept = _report(asked, found, bundle)
    if asked.output:
        protect(ctx, asked.output, found, kept.attached)
        write_file(ctx, asked.output, kept.output)
    else:
        write(kept.output)
    return 1 if _reaches(kept, asked.threshold) and not asked.exit_zero else 0


def _reaches(kept: Kept, threshold: Severity) -> bool:
    counts = (kept.errors, kept.warnings, kept.notes)
    return any(counts[: SEVERITIES.index(threshold) + 1])


def _report(asked: Asked, found: Found, bundle: Found | None) -> Kept:
    """The report, from the cache if the same was made before."""
    texts = (*found.texts, *(bundle.texts if bundle else ()))
    if asked.no_cache or any(text.fault for text in texts):
        return _made(asked, found, bundle, Cache(None) if asked.no_cache else open_cache(found.roots))
    cache = open_cache(found.roots)
    key = _key(asked, found, bundle)
    kept = cache.report(key)
    if kept is None or not _still_so(kept, found, bundle):
        kept = _made(asked, found, bundle, cache)
        cache.keep_report(key, kept)
    return kept


def _still_so(kept: Kept, found: Found, bundle: Found | None) -> bool:
    """Whether the files that the texts name are what they were."""
    if not kept.attached:
        return True
    from qingdan_checker.library import attached, mark_of  # noqa: PLC0415  few repositories name files

    owners = {text.path: (text, one) for one in (found, bundle) if one for text in one.texts}
    return all(
        path in owners and mark_of(attached(owners[path][0], written, owners[path][1])) == mark
        for path, written, mark in kept.attached
    )


def _key(asked: Asked, found: Found, bundle: Found | None) -> str:
    """All that a report depends on."""
    texts = [[text.path, text.digest] for text in found.texts]
    library = [[text.path, text.digest] for text in bundle.texts] if bundle else None
    dates = [str(day) for day in (asked.today, asked.at, asked.since)]
    shown = [asked.format, asked.lang, options.languages(None), asked.colour]
    shown += [asked.quiet, asked.verbose, asked.threshold]
    return key_of(identity(), texts, library, dates, asked.no_drafts, found.unfollowed, shown)


def _made(asked: Asked, found: Found, bundle: Found | None, cache: Cache) -> Kept:
    """The report, made: all that this takes is loaded here, so that a report that was kept needs none of it."""
    from qingdan_checker.loading import load  # noqa: PLC0415
    from qingdan_checker.pipeline import check  # noqa: PLC0415

    with Progress() as progress:
        loaded = load(found, bundle, cache, progress)
        _collect_again()
        report = check(
            loaded.files,
            loaded.sources,
            loaded.sheets,
            today=asked.today,
            at=asked.at,
            since=asked.since,
            drafts=not asked.no_drafts,
            concerned=loaded.concerned,
            library=loaded.library,
        )
    return _kept(asked, report, found, loaded.attached)


def _collect_again() -> None:
    """From here on garbage is made too, but the trees are none: they need not be looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(GARBAGE)
        gc.enable()


def _kept(asked: Asked, report: Report, found: Found, attached: tuple[tuple[str, str, str], ...]) -> Kept:
    shown = formats.Options(
        languages=options.languages(asked.lang, for_machines=formats.facts(asked.format).for_machines),
        colour=asked.colour,
        verbose=asked.verbose,
        quiet=asked.quiet,
        threshold=asked.threshold,
        unfollowed=found.unfollowed,
    )
    return Kept(
        output=formats.render(asked.format, report, shown),
        errors=report.count("error"),
        warnings=report.count("warning"),
        notes=report.count("note"),
        attached=attached,
    )
