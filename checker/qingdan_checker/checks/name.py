"""A name is declared nowhere, or a label is borne by several declarations.

Why
    The statement cannot be understood, so it takes no part.

Example
    `inpatient.ration` for `inpatient.ratio`.

What to do
    Correct the name (the message names the nearest), declare it, or use the full name in place of the label.

Source in law
    None: this is about the writing.
"""

from __future__ import annotations

CODE = "name"

CHINESE = """名称未声明，或某个标签属于多个声明。

为什么
    语句无法理解，因此不参与校验。

示例
    把 `inpatient.ratio` 误写为 `inpatient.ration`。

怎么办
    改正名称（提示给出最接近的名称），先作声明，或用全名代替标签。

法律依据
    无：这是书写问题。
"""
