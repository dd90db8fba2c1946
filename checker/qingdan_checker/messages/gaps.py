"""Sentences about what is not known, and about the fact that would decide it."""

from __future__ import annotations

from typing import Final

from qingdan_checker.messages.language import Sentence

GAPS: Final[dict[str, Sentence]] = {
    "unset": Sentence("`{what}` has no value", "“{what}”没有取值"),
    "unknown": Sentence("the figure of `{what}` is not known", "“{what}”的数字未知"),
    "conflict": Sentence("`{what}` is in conflict", "“{what}”的规定互相冲突"),
    "circle": Sentence("`{what}` rests on itself", "“{what}”依赖其自身"),
    "statistic": Sentence("there is no figure of `{what}`", "缺少“{what}”的数据"),
    "statistic-year": Sentence("there is no figure of `{what}` for {year}", "缺少{year}年的“{what}”数据"),
    "zero": Sentence("something is divided by zero", "除数为零"),
    "amount": Sentence(
        "`{what}` stands where no amount is given: in a VALUE, in a ratio by its own bands, in a date or a year",
        "“{what}”所在之处没有给定数额：在取值中、在按其自身分段的比例中、在日期或年度中",
    ),
    "no-solver": Sentence(
        "it speaks of every amount of {what} in a way that only the solver decides,"
        " which is not installed or cannot be loaded",
        "涉及{what}的每一个数额，且只有求解器才能判定，而求解器没有安装或无法加载",
    ),
    "solver-limit": Sentence(
        "it speaks of every amount of {what}, and the solver came to its limit before it was decided",
        "涉及{what}的每一个数额，求解器达到上限而未能判定",
    ),
    "step": Sentence("a number is rounded in steps that are not positive", "取整的单位不是正数"),
    "calendar": Sentence(
        "a date is moved out of the calendar (years 1 to 9999)", "日期移出了日历范围（公元1年至9999年）"
    ),
    "part-day": Sentence("a date is moved by a part of a day", "日期增减的天数不是整数"),
    "end": Sentence("`{what}` has no neighbour there", "“{what}”在此没有相邻的一级"),
    "disputed": Sentence(
        "statements of one day give entries of `{what}` different fields", "同日的规定给“{what}”中的条目写了不同的字段"
    ),
    "too-many": Sentence("there are too many combinations", "组合过多"),
    "too-deep": Sentence("values refer to one another too deeply", "取值的引用层数过多"),
    "shape": Sentence(
        "what it says of values that are not set is no bound or gap (the extra `prove` decides more)",
        "对未设定的数值，它不是界限或差距（安装扩展 prove 可判定更多形式）",
    ),
    "kind": Sentence("it speaks of texts, which are no quantities", "涉及文本，不是数量"),
    "lists": Sentence("what lists hold is not gone through", "目录的内容不在推算之列"),
    "over-amounts": Sentence(
        "it speaks of amounts, and rules over amounts are judged by themselves, not against others",
        "它涉及数额；涉及数额的规则只逐条判定，不与其他规则相比",
    ),
    "proof-limit": Sentence("the solver did not come to an end within its limit", "求解器在限度内没有得出结果"),
    "when": Sentence("it is not known whether its condition is met", "适用条件是否满足尚不清楚"),
}
"""Why something is undetermined, by the kind of the reason."""

DECIDES: Final[dict[str, Sentence]] = {
    "unset": Sentence("set {what} for this case", "为此情形设定{what}"),
    "unknown": Sentence("write the figure of {what} in place of `unknown`", "把{what}的“未知”换成实际数字"),
    "conflict": Sentence("settle which of the provisions on {what} counts", "先确定{what}以哪一项规定为准"),
    "circle": Sentence("state a value of {what} that does not rest on itself", "为{what}写明不依赖自身的取值"),
    "no-solver": Sentence("install it: `pip install 'qingdan[prove]'`", "安装求解器：`pip install 'qingdan[prove]'`"),
    "solver-limit": Sentence(
        "let the rule speak of one amount at a time, or without products and long roundings",
        "让规则一次只涉及一个数额，或不用乘积与细密的取整",
    ),
    "shape": Sentence('run `pip install "qingdan[prove]"`', '请运行 pip install "qingdan[prove]"'),
    "statistic": Sentence("add the figure: `observe {name}: …`", "补充数据：观测 {what}：…"),
    "statistic-year": Sentence(
        "add the figure: `observe {name} {{ {year}: … }}`", "补充数据：观测 {what} {{ {year}：… }}"
    ),
}
"""What to do so that it can be decided, where there is such a thing."""

STATES: Final[dict[str, Sentence]] = {
    "unset": Sentence("-", "-"),
    "unknown": Sentence("unknown", "未知"),
    "conflict": Sentence("conflict", "冲突"),
    "circle": Sentence("circle", "循环"),
    "statistic": Sentence("no figure", "缺数据"),
    "when": Sentence("undetermined", "待定"),
}
"""What stands in a table in the place of a value."""
