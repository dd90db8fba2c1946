"""What is said in a draft that decides nothing yet, and why there is none."""

from __future__ import annotations

from typing import Final

from qingdan_checker.messages.language import Sentence

UNKNOWN_PLACE: Final = Sentence("no jurisdiction is called `{name}`", "没有名为“{name}”的地区")
MADE: Final = Sentence("made {folder}; now: {check}", "已建立 {folder}；接下来：{check}")
FAULTS: Final = Sentence(
    "{count} error(s) in the sources may have left bounds out of the draft: see qingdan check",
    "原文有 {count} 个错误，草案可能缺少界限：请运行 qingdan check",
)

HOW: Final = Sentence(
    """\
A draft that decides nothing yet: what {place} may decide on {day}, what is in effect there, and within which bounds.

1. To decide something, take one `#` from each line of its statement and put figures in the place of `unknown`:
   `85%`, `500 yuan`, `5pp`. Lines that begin with `##` are notes.
2. Delete rows and statements that you do not need; add narrower ones where you tell finer cases apart.
3. Check it: `qingdan check`. A figure that is still `unknown` is reported as *undetermined*.
""",
    """\
这是一份尚未作出任何规定的草案：列出{place}在 {day} 可以决定的事项、现行的取值和界限。

1. 要写某一项，把该语句每一行开头的 `#` 去掉一个，再把“未知”换成数字：`85％`、`500元`、`5个百分点`。
   以 `##` 开头的行是说明。
2. 不需要的行和语句删去；需要细分的，另写一条更窄的规定。
3. 写好后运行 `qingdan check` 校验。仍为“未知”的数字会报告为“待定”。
""",
)
OFF_LIST: Final = Sentence(
    "What nobody has delegated to {place} is not on the list: it may not be decided locally, whatever its value, and "
    "is not shown here (items and catalogues of the vocabulary left out: {count}).",
    "清单之外不得自行出台：没有授权给{place}的事项和目录，无论数值如何都不得自行规定，这里不列"
    "（词汇中另有 {count} 项）。",
)
NOTHING: Final = Sentence(
    "**Nothing has been delegated to {place}: there is nothing that it may decide on that day.**",
    "**没有任何事项授权给{place}：当日没有可以决定的事项。**",
)
