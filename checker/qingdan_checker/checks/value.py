"""A value cannot be: a date that does not exist, a number outside its item's range, a level above its own.

Why
    The statement takes no part, since its meaning is not known.

Example
    `2022-02-30`; a ratio of 110%.

What to do
    Correct the value.

Source in law
    None: this is about the writing.
"""

from __future__ import annotations

CODE = "value"

CHINESE = """数值不可能成立：不存在的日期、超出事项范围的数字、层级颠倒。

为什么
    含义不明，该语句不参与校验。

示例
    2022年2月30日；110% 的比例。

怎么办
    改正数值。

法律依据
    无：这是书写问题。
"""
