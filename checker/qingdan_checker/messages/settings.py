"""What the items of the bundled vocabulary are about, by the first part of their names: the headings of a draft."""

from __future__ import annotations

from typing import Final

from qingdan_checker.messages.language import Sentence

SETTINGS: Final[dict[str, Sentence]] = {
    "inpatient": Sentence("Inpatient care", "住院"),
    "outpatient": Sentence("Outpatient care", "普通门诊"),
    "chronic": Sentence("Chronic and special diseases", "门诊慢特病"),
    "two-disease": Sentence("The two diseases", "两病门诊用药"),
    "class-b": Sentence("Class B of the catalogue", "乙类目录"),
    "negotiated": Sentence("Negotiated drugs", "谈判药品"),
    "serious-illness": Sentence("Serious-illness insurance", "大病保险"),
    "large-sum": Sentence("Large-sum aid", "职工大额医疗费用补助"),
    "supplementary": Sentence("The supplementary layer", "补充保障"),
    "incentive": Sentence("Incentives", "参保激励"),
    "assistance": Sentence("Medical assistance", "医疗救助"),
    "account": Sentence("Personal accounts", "个人账户"),
    "contribution": Sentence("Contributions", "筹资"),
    "waiting": Sentence("Waiting periods", "待遇等待期"),
    "settlement": Sentence("Settlement", "基金结算"),
    "procurement": Sentence("Procurement", "集中采购"),
    "prepayment": Sentence("Prepayment", "预付金"),
    "retention": Sentence("Retained savings", "结余留用"),
}
"""A word that is not here is its own heading."""

OTHERS: Final = Sentence("Others", "其他")
CATALOGUES: Final = Sentence("Catalogues", "目录")

_DIGITS: Final = "〇一二三四五六七八九"


def setting(name: str) -> str:
    """The part of an item's name that says what it is about; empty where the name has one part alone."""
    first, dot, _ = name.partition(".")
    return first if dot else ""


def chinese_number(number: int) -> str:
    """A number below 100 as articles are counted: 十二."""
    tens, ones = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return lead + (_DIGITS[ones] if ones or not tens else "")
