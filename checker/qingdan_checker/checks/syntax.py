"""The text is not of the language, or a clause that must be there is missing.

Why
    What cannot be read takes no part: a file with a syntax error as a whole, a declaration or statement without a
    clause that it needs by itself. Everything else is checked.

Example
    A document without its issuer.

        document cangzhou.measures-2022 "住院待遇" {
            issued 2022-06-01
            article "1" { set inpatient.ratio for primary: 90% }
        }

What to do
    Correct the text at the place that is shown; the message says what can stand there.

Source in law
    None: this is about the writing, not about the policy.

"""

from __future__ import annotations

CODE = "syntax"

CHINESE = """文本不符合语言规则，或缺少必要的部分。

为什么
    读不懂的内容不参与校验：有语法错误的文件整体不参与；缺少必要子句的声明或语句单独不参与。其余照常校验。

示例
    文件没有写发文机关。

        文件 cangzhou.measures-2022 "住院待遇" {
            印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：90％ }
        }

怎么办
    在所示位置改正；提示中说明了可以写什么。

法律依据
    无：这是书写问题，不是政策问题。
"""
