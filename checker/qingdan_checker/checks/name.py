"""A name is declared nowhere, or a label is borne by several declarations.

Why
    The statement cannot be understood, so it takes no part. A document's name that does not begin with its
    issuer's is reported here too.

Example
    `inpatient.ration` for `inpatient.ratio`.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ration for primary: 90% }
        }

What to do
    Correct the name (the message names the nearest), declare it, or use the full name in place of the label.

Source in law
    None: this is about the writing.

"""

from __future__ import annotations

CODE = "name"

CHINESE = """名称未声明，或某个标签属于多个声明。

为什么
    语句无法理解，因此不参与校验。文件名称不以发文机关的名称开头，也在此报告。

示例
    把“住院支付比例”误写为“住院支付比率”。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比率 适用 一级及以下：90％ }
        }

怎么办
    改正名称（提示给出最接近的名称），先作声明，或用全名代替标签。

法律依据
    无：这是书写问题。
"""
