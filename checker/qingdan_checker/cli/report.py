"""`qingdan report`: the audit report of a repository, a jurisdiction or a document, as a paper."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qingdan_checker import papers
from qingdan_checker.cli import options
from qingdan_checker.cli.finding import find_sources
from qingdan_checker.cli.output import protect, refuse, write, write_bytes, write_out
from qingdan_checker.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qingdan_checker.audits import Audit, Scope
    from qingdan_checker.findings import Report
    from qingdan_checker.loading import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    paths: tuple[str, ...]
    jurisdiction: tuple[str, ...]
    document: tuple[str, ...]
    at: date | None
    today: date
    format: str | None
    output: str | None
    lang: str | None
    no_drafts: bool
    no_cache: bool
    no_library: bool
    allow_empty: bool = False
    stdin_filename: str | None = None

    @property
    def day(self) -> date:
        """The day that the report is about."""
        return self.at or self.today


SUFFIXES = {"md": "markdown", "htm": "html"}
"""Ends of file names that are not the name of a form."""


@click.command("report", short_help="Write an audit report. 生成审计报告。")
@options.paths()
@click.option("-j", "--jurisdiction", multiple=True, metavar="NAME", help="Only this place. 只写该地区，可重复。")
@click.option("-d", "--document", multiple=True, metavar="NAME", help="Only this document. 只写该文件，可重复。")
@options.at("The day; today if unsaid. 日期，默认今天。")
@click.option(
    "--format",
    type=click.Choice(papers.names()),
    help="Form of the report; else as the output's name ends, else markdown. 报告格式。",
)
@options.output()
@options.lang()
@options.no_drafts()
@options.no_library()
@options.no_cache()
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Write the audit report of the policies under PATH: verdicts, findings, the basis of each clause, the receipt.

    生成 PATH 下政策的审计报告：判定、问题、条款与依据对照表、校验凭据。

    Exits with 0 whatever the verdicts are, and with 1 where an error in a source leaves something out.
    """
    from qingdan_checker.audits import paper_of  # noqa: PLC0415
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415
    from qingdan_checker.messages.book import Book  # noqa: PLC0415

    asked = Asked(**given)
    form = _form(ctx, asked)
    found, bundle = find_sources(ctx, asked.paths, asked)
    loaded = load_sources(found, bundle, no_cache=asked.no_cache)
    with Progress() as progress:
        audit = _audit(ctx, asked, loaded, progress)
        books = [Book(audit.report, language) for language in options.languages(asked.lang)]
        data = _written(ctx, form, [paper_of(audit, book) for book in books])
    if asked.output:
        protect(ctx, asked.output, found, loaded.attached)
        write_bytes(ctx, asked.output, data)
    else:
        _show(form, data)
    return 1 if audit.faults else 0


def _show(form: str, data: bytes) -> None:
    """A paper on standard output: as bytes, unless a person reads it on a terminal."""
    if not sys.stdout.isatty():
        write_out(data)
    elif not papers.facts(form).binary:
        write(data.decode())


def _form(ctx: click.Context, asked: Asked) -> str:
    """The form that is asked for, or that the name of the output says; a binary one needs a file."""
    suffix = Path(asked.output or "").suffix.removeprefix(".").lower()
    named = SUFFIXES.get(suffix, suffix)
    form = asked.format or (named if named in papers.names() else "markdown")
    if papers.facts(form).binary and not asked.output and sys.stdout.isatty():
        refuse(ctx, f"{form} goes to a file: add -o FILE", f"{form} 格式须写入文件：请加 -o 文件名")
    return form


def _written(ctx: click.Context, form: str, made: Sequence[papers.Paper]) -> bytes:
    """The papers in a form; a usage error where that needs what is not installed."""
    try:
        return papers.written(form, made)
    except papers.MissingExtraError as error:
        extra = error.args[0]
        refuse(
            ctx,
            f'{form} needs an extra: pip install "qingdan[{extra}]"',
            f'{form} 格式需要安装：pip install "qingdan[{extra}]"',
        )
    except papers.MissingLibraryError as error:
        name = error.args[0]
        refuse(
            ctx,
            f"{form} needs {name}, which pip cannot bring: see https://doc.courtbouillon.org/weasyprint",
            f"{form} 格式需要系统组件 {name}，pip 无法安装：见 https://doc.courtbouillon.org/weasyprint",
        )


def _audit(ctx: click.Context, asked: Asked, loaded: Loaded, progress: Progress) -> Audit:
    from qingdan_checker.audits import audit_of  # noqa: PLC0415
    from qingdan_checker.bounding import decided  # noqa: PLC0415
    from qingdan_checker.ledger import ledger  # noqa: PLC0415
    from qingdan_checker.pipeline import check  # noqa: PLC0415

    report = check(
        loaded.files,
        loaded.sources,
        loaded.sheets,
        today=asked.day,
        drafts=not asked.no_drafts,
        concerned=loaded.concerned,
        library=loaded.library,
        progress=progress.judging,
    )
    progress.writing()
    articles = ledger(loaded.files, loaded.sources, loaded.sheets, today=asked.day)
    room = decided(loaded.files, loaded.sources, loaded.sheets, day=asked.day, drafts=not asked.no_drafts)
    return audit_of(report, articles, room, _scope(ctx, asked, report, loaded.concerned), asked.day)


def _scope(ctx: click.Context, asked: Asked, report: Report, files: frozenset[str] | None) -> Scope:
    from qingdan_checker.audits import Scope  # noqa: PLC0415

    documents = frozenset(asked.document)
    for name in sorted(documents - set(report.documents)):
        refuse(ctx, f"no document is called `{name}`", f"没有名为“{name}”的文件")
    return Scope(jurisdictions=options.jurisdictions(ctx, asked.jurisdiction, report), documents=documents, files=files)
