"""Something is declared twice.

Why
    Of two declarations of one name nobody can say which is meant.

Example
    Two files declare the item `inpatient.ratio`; a document has two `issuer` clauses.

What to do
    Remove or rename one of the two; both places are shown.

Source in law
    None: this is about the writing.
"""

from __future__ import annotations

CODE = "duplicate"

CHINESE = """重复声明。

为什么
    同一名称有两个声明，无法判断指哪一个。

示例
    两个文件都声明了事项 `inpatient.ratio`；一份文件写了两个发文机关。

怎么办
    删除或改名其中之一；两处位置均已列出。

法律依据
    无：这是书写问题。
"""
