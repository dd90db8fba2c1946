"""`qingdan explain`: what a finding code means."""

from __future__ import annotations

from typing import Any

import click

from qingdan_checker.cli import options
from qingdan_checker.cli.output import refuse, write


@click.command("explain", short_help="Explain a finding code. 解释一种结果。")
@click.argument("code", required=False)
@options.lang()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Explain a finding CODE, such as `breach`: why it is reported, an example, what to do. Without one, list them all.

    解释一种结果，例如 breach：为何报告、示例、如何处理。不写则列出全部。
    """
    from qingdan_checker.listings.pages import codes, index, page  # noqa: PLC0415

    code = given["code"]
    languages = options.languages(given["lang"])
    if code is None:
        write("\n".join(index(language) for language in languages))
        return 0
    known = codes()
    if code not in known:
        names = ", ".join(known)
        refuse(ctx, f"no finding code is called `{code}`; there are {names}", f"没有“{code}”这种结果；有：{names}")
    write("\n".join(page(code, language) for language in languages))
    return 0
