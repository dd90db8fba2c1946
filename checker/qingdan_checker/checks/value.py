"""A value cannot be: a date that does not exist, a number outside its item's range, a level above its own.

Why
    What is meant is not known, so the statement takes no part.

Example
    A ratio of 110%.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio for primary: 110% }
        }

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
    110% 的比例。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：110％ }
        }

怎么办
    改正数值。

法律依据
    无：这是书写问题。
"""
