"""Baselines as files: read whole or refused with a sentence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qingdan_checker.baseline import MOST_BYTES, BaselineError, Entry, load
from qingdan_checker.cli.output import refuse
from qingdan_checker.layout.columns import visible
from qingdan_checker.library import content

if TYPE_CHECKING:
    import click

    from qingdan_checker.cli.asked import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A baseline: what it is called, its sha256, its entries."""

    name: str
    digest: str
    entries: tuple[Entry, ...]


def accepted(ctx: click.Context, asked: Asked) -> Accepted | None:
    """The baseline that is asked for; None where there is none, or where it is only now to be written."""
    path = asked.chosen.baseline
    if path is None or (asked.write_baseline and not Path(path).exists()):
        return None
    name = Path(path).name if "baseline" in asked.chosen.origins else path
    data = _bytes(ctx, path, visible(name))
    try:
        entries = load(data)
    except BaselineError as error:
        english, chinese = _said(error)
        shown = visible(name)
        refuse(ctx, f"`{shown}` is no baseline: {english}", f"“{shown}”不是基线文件：{chinese}")
    return Accepted(name=name, digest=hashlib.sha256(data).hexdigest(), entries=entries)


def _bytes(ctx: click.Context, path: str, shown: str) -> bytes:
    try:
        data = content(path, MOST_BYTES)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        refuse(
            ctx,
            f"baseline `{shown}` cannot be read: {why} (--write-baseline makes one)",
            f"无法读取基线“{shown}”：{why}（可用 --write-baseline 生成）",
        )
    if isinstance(data, int):
        refuse(ctx, f"`{shown}` is too large for a baseline", f"“{shown}”过大，不是基线文件")
    return data


def _said(error: BaselineError) -> tuple[str, str]:
    what, which = visible(error.what), error.which
    return {
        "json": (f"no valid JSON (line {what})" if what else "no valid JSON", "不是有效的 JSON"),
        "kind": ("it was not written by --write-baseline", "并非由 --write-baseline 写成"),
        "schema": (
            f"its schema is {what}, and this version of qingdan reads 1",
            f"其 schema 为 {what}，本版本只能读取 1",
        ),
        "list": ("`findings` must be a list, and nothing else be there", "findings 应为列表，且不得有其他内容"),
        "entry": (f"finding {which} is not as one is written", f"第 {which} 条的写法不对"),
        "twice": (f"finding {which} is there twice", f"第 {which} 条重复"),
    }[error.why]
