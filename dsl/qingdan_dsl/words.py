"""The one table of words: every keyword, unit, kind, level and function name, in English and Chinese.

Lexer, writer, highlighter and documentation read it; nothing else lists words.
The words and their meaning are fixed by section 13 of the language reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One meaning, with its written forms.

    `terminal` is its name in the grammar. The first Chinese form is the one that the writer uses, unless the
    writer asks for another by its place (隶属 and 不超出 are both `within`). A Chinese form with `bare` set
    includes the preposition that its English form needs, so it is a terminal of its own, `<terminal>_ZH`.
    """

    terminal: str
    english: str
    chinese: tuple[str, ...]
    bare: bool = False

    @property
    def chinese_terminal(self) -> str:
        """The terminal of the Chinese forms: the same, unless they include a preposition."""
        return f"{self.terminal}_ZH" if self.bare else self.terminal


def _word(english: str, *chinese: str, bare: bool = False) -> Word:
    return Word(terminal=english.upper().replace("-", "_"), english=english, chinese=chinese, bare=bare)


KEYWORDS: Final[tuple[Word, ...]] = (
    # declarations
    _word("dimension", "维度"),
    _word("ordered", "有序"),
    _word("group", "组"),
    _word("item", "事项"),
    _word("value", "取值"),
    _word("in", "范围"),
    _word("by", "按", "增减"),
    _word("better", "更优"),
    _word("higher", "高"),
    _word("lower", "低"),
    _word("statistic", "统计"),
    _word("define", "定义"),
    _word("as", "为", "同"),
    _word("catalogue", "目录"),
    _word("key", "主键"),
    _word("field", "字段"),
    _word("jurisdiction", "地区"),
    _word("level", "层级"),
    _word("within", "隶属", "不超出"),
    _word("code", "代码"),
    _word("label", "名称"),
    _word("document", "文件"),
    _word("number", "文号"),
    _word("issuer", "发文机关"),
    _word("issued", "印发"),
    _word("effective", "施行"),
    _word("status", "状态"),
    _word("draft", "草案"),
    _word("source", "来源"),
    _word("repeals", "废止"),
    _word("amends", "修改"),
    _word("article", "条"),
    _word("text", "原文"),
    # statements
    _word("set", "设定"),
    _word("adjust", "调整"),
    _word("up", "不超过", bare=True),
    _word("down", "不低于", bare=True),
    _word("once", "不重复", bare=True),
    _word("per"),
    _word("rule", "规则"),
    _word("must", "必须"),
    _word("in-principle", "原则上"),
    _word("encouraged", "鼓励"),
    _word("at", "于"),
    _word("for", "适用"),
    _word("when", "当"),
    _word("from", "自"),
    _word("until", "至"),
    _word("delegate", "授权", bare=True),
    _word("to", "给"),
    _word("reserve", "保留"),
    _word("tolerate", "容许"),
    _word("before", "印发早于", bare=True),
    _word("waive", "豁免"),
    _word("not-checkable", "不可校验"),
    _word("require", "要求"),
    _word("observe", "观测"),
    _word("list", "列出", bare=True),
    _word("include", "纳入", bare=True),
    _word("exclude", "移出", bare=True),
    _word("approve", "批准"),
    _word("deviate", "偏离", bare=True),
    _word("decide", "决定", bare=True),
    _word("because", "理由"),
    _word("case", "案例"),
    _word("given", "设"),
    _word("on", "日期"),
    _word("expect", "预期"),
    _word("breach", "违反"),
    # expressions
    _word("previous", "前一"),
    _word("next", "后一"),
    _word("unknown", "未知"),
    _word("and", "且"),
    _word("or", "或"),
    _word("not", "非"),
    _word("implies", "则"),
    _word("if", "如果"),
    _word("then", "那么"),
    _word("else", "否则"),
    _word("of", "的"),
    _word("over", "遍及"),
    _word("year", "年度"),
    _word("this-year", "本年"),
    _word("beyond", "超出"),
    _word("missing", "缺少"),
    _word("where", "其中"),
    _word("date", "当日"),
    _word("yes", "是"),
    _word("no", "否"),
    _word("sum", "合计"),
    _word("count", "数量"),
)

FUNCTIONS: Final[tuple[Word, ...]] = (
    # looked up by name; all share the terminal FUNCTION
    _word("min", "最小"),
    _word("max", "最大"),
    _word("abs", "绝对值"),
    _word("round", "取整"),
    _word("round-down", "下取整"),
    _word("round-up", "上取整"),
    _word("banded", "分段"),
)

LEVELS: Final[tuple[Word, ...]] = (
    # highest first; all share the terminal RANK, and are ordinary names elsewhere
    _word("nation", "国家"),
    _word("province", "省"),
    _word("municipality", "市"),
    _word("county", "县"),
)

KINDS: Final[tuple[Word, ...]] = (
    # what a value can be; all share the terminal KIND
    _word("number", "数值"),
    _word("percent", "百分比"),
    _word("pp", "百分点"),
    _word("yuan", "金额"),
    _word("days", "天"),
    _word("working-days", "工作日"),
    _word("months", "月"),
    _word("years", "年"),
    _word("persons", "人"),
    _word("times", "次"),
    _word("date", "日期"),
    _word("yes-no", "是否"),
    _word("text", "文本"),
)

RESERVED_KINDS: Final = frozenset({"yes-no", "是否", "数值", "文本"})
"""Words for kinds that are no unit of anything, and so are keywords everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measurement: `factor` of the kind's own unit (万元 is 10,000 yuan)."""

    name: str
    kind: str
    forms: tuple[str, ...]
    chinese: str
    factor: Fraction = Fraction(1)


UNITS: Final[tuple[Unit, ...]] = (
    Unit(name="%", kind="percent", forms=("%",), chinese="%"),
    Unit(name="pp", kind="pp", forms=("pp", "个百分点"), chinese="个百分点"),
    Unit(name="yuan", kind="yuan", forms=("yuan", "元"), chinese="元"),
    Unit(
        name="wan-yuan",
        kind="yuan",
        forms=("wan-yuan", "万元"),
        chinese="万元",
        factor=Fraction(10_000),
    ),
    Unit(
        name="yi-yuan",
        kind="yuan",
        forms=("yi-yuan", "亿元"),
        chinese="亿元",
        factor=Fraction(100_000_000),
    ),
    Unit(name="days", kind="days", forms=("days", "day", "天", "日"), chinese="天"),
    Unit(
        name="working-days",
        kind="working-days",
        forms=("working-days", "working-day", "工作日", "个工作日"),
        chinese="工作日",
    ),
    Unit(name="months", kind="months", forms=("months", "month", "个月"), chinese="个月"),
    Unit(name="years", kind="years", forms=("years", "year", "年", "岁"), chinese="年"),
    Unit(name="persons", kind="persons", forms=("persons", "person", "人"), chinese="人"),
    Unit(name="times", kind="times", forms=("times", "time", "次"), chinese="次"),
)

MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "{": "LBRACE",
        "}": "RBRACE",
        "(": "LPAR",
        ")": "RPAR",
        "[": "LBRACKET",
        "]": "RBRACKET",
        ":": "COLON",
        ",": "COMMA",
        "=": "EQUAL",
        "!=": "UNEQUAL",
        "≠": "UNEQUAL",
        "<": "LESS",
        "<=": "AT_MOST",
        "≤": "AT_MOST",
        ">": "MORE",
        ">=": "AT_LEAST",
        "≥": "AT_LEAST",
        "+": "PLUS",
        "-": "MINUS",
        "*": "TIMES",
        "×": "TIMES",
        "/": "OVER_SIGN",
        "÷": "OVER_SIGN",
        "..": "DOTS",
    }
)
"""Marks and the terminals they are. Two marks of one terminal mean the same."""

FULL_WIDTH: Final[Mapping[int, int]] = MappingProxyType(
    str.maketrans("（）｛｝［］：，、；＝＜＞％｜＋－～／＊．０１２３４５６７８９", "(){}[]:,,;=<>%|+-~/*.0123456789")
)
"""Full-width marks and digits to the ASCII form that means the same outside strings; lengths stay as they are."""


def _spellings() -> dict[str, tuple[str, ...]]:
    """Every reserved or contextual word to the terminals it can be, the usual one first."""
    found: dict[str, dict[str, None]] = {}

    def add(form: str, *terminals: str) -> None:
        found.setdefault(form, {}).update(dict.fromkeys(terminals))

    for word in KEYWORDS:
        add(word.english, word.terminal)
        for form in word.chinese:
            add(form, word.chinese_terminal)
    for form in FUNCTION_NAMES:
        add(form, "FUNCTION")
    for form in LEVEL_NAMES:
        add(form, "NAME", "RANK")
    keywords = dict(found)
    for form, kind in KIND_NAMES.items():
        # `number`, `date` and `text` are keywords and kinds: each form of them is read as either, 文号 as 数值
        keyword = keywords.get(form, {}) | keywords.get(kind, {})
        add(form, *keyword, *(() if keyword or form in RESERVED_KINDS else ("NAME",)), "KIND")
    return {form: tuple(terminals) for form, terminals in found.items()}


def _canonical(words: tuple[Word, ...]) -> dict[str, str]:
    return {form: word.english for word in words for form in (word.english, *word.chinese)}


def _kind_names() -> dict[str, str]:
    """What a kind is called, its unit included (`dimension age: 岁`), and both Chinese forms of a double word."""
    kinds = _canonical(KINDS)
    for unit in UNITS:
        if unit.factor == 1:
            kinds |= {form: unit.kind for form in unit.forms if form != "%"}
    for word in KEYWORDS:
        if word.english in _canonical(KINDS):
            kinds |= dict.fromkeys(word.chinese, word.english)
    return kinds


FUNCTION_NAMES: Final[Mapping[str, str]] = MappingProxyType(_canonical(FUNCTIONS))
"""A function's written form to its English name."""

LEVEL_NAMES: Final[Mapping[str, str]] = MappingProxyType(_canonical(LEVELS))
"""A level's written form to its English name."""

KIND_NAMES: Final[Mapping[str, str]] = MappingProxyType(_kind_names())
"""A kind's written form to its English name."""

UNIT_NAMES: Final[Mapping[str, str]] = MappingProxyType({form: unit.name for unit in UNITS for form in unit.forms})
"""A unit's written form to its English name."""

UNIT_OF: Final[Mapping[str, Unit]] = MappingProxyType({unit.name: unit for unit in UNITS})
"""A unit by its English name."""

SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(_spellings())
"""A written word to the terminals it can be; a word that is not here is a name."""

TERMINALS: Final[Mapping[str, str]] = MappingProxyType({form: terminals[0] for form, terminals in SPELLINGS.items()})
"""A written word to the terminal it is at first sight."""


def is_keyword(word: str) -> bool:
    """Whether a word can never be read as a name without backquotes."""
    return "NAME" not in SPELLINGS.get(word, ("NAME",))
