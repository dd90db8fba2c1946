"""`qingdan site`: from a policy repository to a static site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qingdan_checker.cli import options
from qingdan_checker.cli.finding import find_sources
from qingdan_checker.cli.output import refuse, write
from qingdan_checker.cli.progress import Progress

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.sites import Site
    from qingdan_checker.sites.folder import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    paths: tuple[str, ...]
    output: str
    at: date | None
    today: date
    lang: str | None
    title: str | None
    pages_only: bool
    playground: bool
    pyodide: str | None
    serve: bool
    port: int
    no_drafts: bool
    no_cache: bool
    no_library: bool
    allow_empty: bool
    stdin_filename: str | None = None

    @property
    def day(self) -> date:
        """The day that the site is about."""
        return self.at or self.today


@click.command("site", short_help="Build a documentation site. 生成文档网站。")
@options.paths()
@click.option("-o", "--output", metavar="DIR", required=True, help="Folder for pages and site. 输出文件夹。")
@options.at("The day; today if unsaid. 日期，默认今天。")
@click.option("--title", metavar="TEXT", help="Name of the site. 网站名称。")
@click.option("--pages-only", is_flag=True, help="Write the Markdown pages, build nothing. 只写页面，不生成网站。")
@click.option("--playground", is_flag=True, help="Add a page with the checker in the browser; needs npm. 附试用页。")
@click.option("--pyodide", metavar="FILE", help="Pyodide's package as a file, instead of npm. 试用页所需的安装包。")
@click.option("--serve", is_flag=True, help="Serve the site; build it again after each change. 本机预览，随改随建。")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port of --serve. 端口。")
@options.lang()
@options.no_drafts()
@options.no_library()
@options.no_cache()
@options.allow_empty()
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Write the policies under PATH as a site that can be read without a terminal, and without a network.

    把 PATH 下的政策生成为静态网站：各地区生效的待遇、判定、条文、规则、事项、目录、术语，均可互相跳转。

    DIR gets mkdocs.yml, the pages as Markdown (docs/) and the finished site (site/index.html); only what has changed
    is written. Exits with 0 whatever the verdicts are, and with 1 where an error in a source leaves something out.
    """
    from qingdan_checker.sites.building import is_ready  # noqa: PLC0415

    asked = Asked(**given)
    for name, is_asked in (("--serve", asked.serve), ("--playground", asked.playground)):
        if is_asked and asked.pages_only:
            english = f"{name} needs the site that --pages-only does not build"
            raise click.UsageError(options.said(ctx, english, f"{name} 需要生成网站，不能与 --pages-only 同用"))
    if not asked.pages_only and not is_ready():
        _refuse_without_extra(ctx)
    runtime = _runtime(ctx, asked) if asked.playground else None
    status = _make(ctx, asked, runtime)
    if asked.serve:
        _serve(ctx, asked, runtime)
    return status


def _runtime(ctx: click.Context, asked: Asked) -> Path:
    """Python for the browser, in the user's cache folder."""
    import platformdirs  # noqa: PLC0415  few ask for it

    from qingdan_checker.playground import MissingRuntimeError, fetched  # noqa: PLC0415

    try:
        package = Path(asked.pyodide) if asked.pyodide else None
        return fetched(platformdirs.user_cache_path("qingdan", appauthor=False), package)
    except MissingRuntimeError as error:
        refuse(ctx, error.said.en, error.said.zh)


def _make(ctx: click.Context, asked: Asked, runtime: Path | None) -> int:
    """Pages and site, once; the exit status."""
    site = _site(ctx, asked)
    settings = _pages(ctx, asked, site)
    if not asked.pages_only:
        _build(ctx, asked, settings)
    if runtime:
        _playground(asked, runtime)
    if not asked.pages_only:
        where = Path(asked.output) / "site" / "index.html"
        write(options.said(ctx, f"site: open {where} in a browser\n", f"网站：用浏览器打开 {where}\n"))
    return 1 if site.audit.faults else 0


def _playground(asked: Asked, runtime: Path) -> None:
    """The playground in each language of the site; the second shares what the first has beside it."""
    from qingdan_checker.playground import written  # noqa: PLC0415

    home, (first, *others) = Path(asked.output) / "site", options.languages(asked.lang)
    second = f"../{others[0]}/playground/index.html" if others else ""
    written(home / "playground", first, runtime, second)
    for language in others:
        back = "../../playground/"
        written(home / language / "playground", language, runtime, f"{back}index.html", assets=f"{back}assets/")


def _serve(ctx: click.Context, asked: Asked, runtime: Path | None) -> None:
    from qingdan_checker.sites.serving import HOST, serve  # noqa: PLC0415

    def again() -> None:
        try:
            _make(ctx, asked, runtime)
        except click.ClickException as error:
            error.show()

    write(
        options.said(
            ctx, f"http://{HOST}:{asked.port}/ (Ctrl+C ends)\n", f"http://{HOST}:{asked.port}/（Ctrl+C 结束）\n"
        )
    )
    found, _ = find_sources(ctx, asked.paths, asked)
    folders = sorted({str(Path(text.real).parent) for text in found.texts if text.real})
    try:
        serve(Path(asked.output) / "site", folders, again, asked.port)
    except OSError as error:
        why = error.strerror or type(error).__name__
        refuse(ctx, f"port {asked.port} cannot be used: {why}", f"无法使用端口 {asked.port}：{why}")


def _site(ctx: click.Context, asked: Asked) -> Site:
    from qingdan_checker import sites  # noqa: PLC0415
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415

    loaded = load_sources(*find_sources(ctx, asked.paths, asked), no_cache=asked.no_cache)
    with Progress() as progress:
        return sites.site_of(loaded, sites.Asked(day=asked.day, drafts=not asked.no_drafts), progress.judging)


def _pages(ctx: click.Context, asked: Asked, site: Site) -> tuple[str, ...]:
    from qingdan_checker.sites.folder import ForeignFolderError, opened, written  # noqa: PLC0415

    try:
        with Progress() as progress:
            folder = opened(Path(asked.output))
            settings = written(site, options.languages(asked.lang), _shown(asked), folder, progress.pages)
            folder.close()
    except ForeignFolderError as error:
        name = error.args[0]
        refuse(
            ctx,
            f"`{name}` holds what no site has put there; nothing is written over it",
            f"“{name}”中有其他内容，不覆盖",
        )
    except OSError as error:
        why = error.strerror or type(error).__name__
        refuse(ctx, f"`{asked.output}` cannot be written: {why}", f"无法写入“{asked.output}”：{why}")
    kept = len(folder.names) - folder.changed
    write(
        options.said(
            ctx,
            f"{asked.output}: {folder.changed} files written, {kept} unchanged\n",
            f"{asked.output}：写入 {folder.changed} 个文件，{kept} 个未变\n",
        )
    )
    return settings


def _build(ctx: click.Context, asked: Asked, settings: tuple[str, ...]) -> None:
    from qingdan_checker.sites.building import BuildError, MissingExtraError, build  # noqa: PLC0415
    from qingdan_checker.sites.folder import mark_built  # noqa: PLC0415

    try:
        build(Path(asked.output), settings, asked.day)
        mark_built(Path(asked.output))
    except MissingExtraError:
        _refuse_without_extra(ctx)
    except BuildError as error:
        refuse(ctx, f"the site was not built: {error}", f"网站未能生成：{error}")


def _shown(asked: Asked) -> Shown:
    from qingdan_checker.sites.folder import Shown  # noqa: PLC0415

    return Shown(title=asked.title, playground=asked.playground)


def _refuse_without_extra(ctx: click.Context) -> None:
    refuse(
        ctx,
        'a site needs an extra: pip install "qingdan[docs]"; --pages-only writes the pages without it',
        '生成网站需要安装：pip install "qingdan[docs]"；加 --pages-only 可只写页面',
    )
