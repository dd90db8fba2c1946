"""Things are put together that do not go together.

Why
    Percent and percentage points, yuan and days, an item and a dimension that it lacks: such a sentence has no
    meaning, and to guess one would be to make law.

Example
    `adjust inpatient.ratio by +5%`: 5 points, or 5 percent of the present value?

What to do
    Write what is meant; the message offers the likely forms.

Source in law
    None: this is about the writing, though real documents are disputed on just this (提高5% 与提高5个百分点).
"""

from __future__ import annotations

CODE = "type"

CHINESE = """把不能放在一起的东西放在了一起。

为什么
    百分比与百分点、元与天、事项与它没有的维度：这样的句子没有确定含义，猜测等于造法。

示例
    “调整 住院支付比例 增减 +5%”：是 5 个百分点，还是现值的 5%？

怎么办
    写明本意；提示给出可能的写法。

法律依据
    无：这是书写问题，但实务争议常由此产生（提高5% 与提高5个百分点）。
"""
