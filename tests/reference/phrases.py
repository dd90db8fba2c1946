"""How the random repositories are written down: each word in English or Chinese, each name as itself or its label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from datetime import date

CHINESE = {
    "dimension": "维度",
    "ordered": "有序",
    "group": "组",
    "item": "事项",
    "value": "取值",
    "in": "范围",
    "by": "按",
    "better": "更优",
    "higher": "高",
    "lower": "低",
    "statistic": "统计",
    "define": "定义",
    "as": "为",
    "jurisdiction": "地区",
    "level": "层级",
    "within": "隶属",
    "document": "文件",
    "issuer": "发文机关",
    "issued": "印发",
    "effective": "施行",
    "status draft": "状态 草案",
    "repeals": "废止",
    "amends": "修改",
    "article": "条",
    "set": "设定",
    "adjust": "调整",
    "adjust by": "增减",
    "up to": "不超过",
    "down to": "不低于",
    "once per": "不重复",
    "rule": "规则",
    "must": "必须",
    "in-principle": "原则上",
    "encouraged": "鼓励",
    "at": "于",
    "for": "适用",
    "when": "当",
    "from": "自",
    "until": "至",
    "delegate": "授权",
    "to": "给",
    "reserve": "保留",
    "tolerate": "容许",
    "issued before": "印发早于",
    "waive": "豁免",
    "require": "要求",
    "observe": "观测",
    "approve": "批准",
    "to deviate from": "偏离",
    "to decide": "决定",
    "deviate from": "偏离",
    "because": "理由",
    "case": "案例",
    "given": "设",
    "on": "日期",
    "expect": "预期",
    "expect breach": "预期 违反",
    "expect within": "预期 不超出",
    "previous": "前一",
    "next": "后一",
    "unknown": "未知",
    "and": "且",
    "or": "或",
    "not": "非",
    "implies": "则",
    "if": "如果",
    "then": "那么",
    "else": "否则",
    "of": "的",
    "over": "遍及",
    "catalogue": "目录",
    "key": "主键",
    "field": "字段",
    "list": "列出",
    "include": "纳入",
    "exclude": "移出",
    "count": "数量",
    "beyond": "超出",
    "missing": "缺少",
    "where": "其中",
    "catalogue within": "不超出",
    "catalogue as": "同",
    "expression date": "当日",
    "year": "年度",
    "this-year": "本年",
    "min": "最小",
    "max": "最大",
    "abs": "绝对值",
    "round-down": "下取整",
    "round-up": "上取整",
    "round": "取整",
    "sum": "合计",
    "yes": "是",
    "no": "否",
    "nation": "国家",
    "province": "省",
    "municipality": "市",
    "county": "县",
    "percent": "百分比",
    "pp": "百分点",
    "yuan": "金额",
    "number": "数值",
    "days": "天",
    "years": "年",
    "date": "日期",
    "yes-no": "是否",
}
UNITS = {"pp": "个百分点", " yuan": "元", " years": "岁", " days": "天", " wan-yuan": "万元"}


@dataclass(frozen=True, slots=True)
class Named:
    """A name with the label that may stand for it."""

    name: str
    label: str = ""


class Pen:
    """Writes words, numbers and names, in one language or the other."""

    def __init__(self, dice: random.Random) -> None:
        """Leans to one language."""
        self.dice = dice
        self._lean = dice.choice((0.0, 0.0, 0.3, 0.7, 1.0))

    def chance(self, share: float) -> bool:
        """True in this share of all throws."""
        return self.dice.random() < share

    def word(self, english: str) -> str:
        """A keyword in either language."""
        if self.chance(self._lean):
            return CHINESE[english]
        return english.removeprefix("adjust ").removeprefix("catalogue ").removeprefix("expression ")

    def name(self, named: Named) -> str:
        """A name, or its label."""
        return named.label if named.label and self.chance(self._lean) else named.name

    def quantity(self, digits: str, unit: str) -> str:
        """A number with its unit: `5pp`, `5个百分点`, `500 yuan`, `500元`."""
        return digits + (UNITS[unit] if unit in UNITS and self.chance(self._lean) else unit)

    def day(self, day: date) -> str:
        """A date."""
        return f"{day.year}年{day.month}月{day.day}日" if self.chance(self._lean) else day.isoformat()

    def joined(self, parts: list[str]) -> str:
        """A list: commas, or 、."""
        return ("、" if self.chance(self._lean) else ", ").join(parts)
