"""Something is declared twice.

Why
    Of two declarations of one name nobody can say which is meant. The first counts, so that the rest can be checked.

Example
    A document with two issuers.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issuer hebei  issued 2022-06-01
            article "1" { set inpatient.ratio for primary: 90% }
        }

What to do
    Remove or rename one of the two; both places are shown.

Source in law
    None: this is about the writing.

"""

from __future__ import annotations

CODE = "duplicate"

CHINESE = """重复声明。

为什么
    同一名称有两个声明，无法判断指哪一个。为了能继续核对，以第一个为准。

示例
    一份文件写了两个发文机关。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  发文机关 河北省  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：90％ }
        }

怎么办
    删除或改名其中之一；两处位置均已列出。

法律依据
    无：这是书写问题。
"""
