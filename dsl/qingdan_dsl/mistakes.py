"""Wrong text to the sentence that we say about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from qingdan_dsl.lexer import TOO_MANY_DIGITS, Tokens
from qingdan_dsl.source import Fault, Source, Span
from qingdan_dsl.words import KEYWORDS, LEVELS, MARKS, SPELLINGS, UNIT_NAMES

MOST_FAULTS: Final = 50
"""More mistakes in one file than anybody reads at once."""

LONGEST_QUOTE: Final = 40
"""Characters of the text that a message repeats."""

STATEMENTS: Final = (
    "SET",
    "ADJUST",
    "RULE",
    "DELEGATE",
    "RESERVE",
    "TOLERATE",
    "REQUIRE",
    "OBSERVE",
    "LIST",
    "INCLUDE",
    "EXCLUDE",
    "APPROVE",
    "WAIVE",
    "DEVIATE",
    "NOT_CHECKABLE",
)
DECLARATIONS: Final = (
    "DIMENSION",
    "GROUP",
    "ITEM",
    "STATISTIC",
    "DEFINE",
    "CATALOGUE",
    "JURISDICTION",
    "DOCUMENT",
)

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # reason: (English, Chinese)
    "unexpected": ("{found} cannot stand here; expected {expected}", "此处不能写{found}；可以写{expected_zh}"),
    "missing-open-brace": ("a block starts with `{{`; found {found}", "代码块以“{{”开始；此处是{found}"),
    "missing-close-brace": (
        "a `}}` is missing before {found}: the block that is opened on line {line} is still open",
        "{found}之前缺少“}}”：第 {line} 行打开的代码块尚未关闭",
    ),
    "extra-close-brace": ("this `}}` closes nothing", "此“}}”没有对应的“{{”"),
    "missing-colon": (
        "a colon is missing: a selector and its value are written `selector: value`",
        "缺少冒号：选择条件与数值写作“条件：数值”",
    ),
    "missing-quote": ("the text that starts here is not closed: a quotation mark is missing", "此处开始的文本没有结束：缺少引号"),
    "mixed-quotes": (
        "the text starts with one kind of quotation mark and ends with the other: write \"…\" or “…”",
        "引号不成对：请写 \"…\" 或“…”",
    ),
    "missing-unit": (
        "{found} has no unit here: write for example `{found_text}%`, `{found_text}pp`, `{found_text} yuan`",
        "此处的 {found_text} 没有单位：例如写“{found_text}%”“{found_text}个百分点”“{found_text}元”",
    ),
    "percent-without-number": ("a percent sign needs a number before it: `5%`", "百分号之前要有数字：如“5%”"),
    "minus-in-name": (
        "`{found_text}` is read as one name, because `-` can stand inside a name: write minus with white space on both"
        " sides (`{spaced}`)",
        "“{found_text}”会被读成一个名称，因为名称中可以有“-”：减号两边请留空格（“{spaced}”）",
    ),
    "keyword-as-name": (
        "`{found_text}` is a keyword and cannot be a name; write it between backquotes (`` `{found_text}` ``) or choose"
        " another name",
        "“{found_text}”是关键词，不能作名称；请用反引号括起（`{found_text}`）或改用其他名称",
    ),
    "unknown-unit": (
        "`{found_text}` is not a unit; units are {units}",
        "“{found_text}”不是单位；单位有：{units_zh}",
    ),
    "missing-article": (
        "a statement stands in an article: write `article \"3\" {{ … }}` around it",
        "语句要写在条文之内：请用“条 \"三\" {{ … }}”括起",
    ),
    "missing-document": (
        "a statement stands in an article of a document: `document NAME \"title\" {{ issuer … issued …"
        " article \"1\" {{ … }} }}`",
        "语句要写在文件的条文之内：文件 名称 \"标题\" {{ 发文机关 … 印发 … 条 \"一\" {{ … }} }}",
    ),
    "missing-name": ("a name is missing before {found}", "{found}之前缺少名称"),
    "missing-date": (
        "a date is expected here, such as `2022-12-31`; found {found}",
        "此处应为日期，如“2022年12月31日”；现为{found}",
    ),
    "row-on-one-line": (
        "a table row starts and ends with `|` on its line",
        "表格的一行要在同一行内以“|”开始并以“|”结束",
    ),
    "bad-character": ("{found} is no part of the language", "语言中没有{found}"),
    "too-long-number": (
        "this number has {digits} digits; at most {most} are allowed",
        "此数有 {digits} 位；最多 {most} 位",
    ),
    "too-deep": ("this is nested too deeply", "嵌套层数过多"),
    "too-many": ("more than {most} mistakes in this file; the rest is not shown", "此文件错误超过 {most} 处；其余未列出"),
    "end-of-file": (
        "the file ends here, but {expected} is still missing: the block that is opened on line {line} is open",
        "文件在此结束，但还缺少{expected_zh}：第 {line} 行打开的代码块尚未关闭",
    ),
    "end-of-file-flat": ("the file ends here; expected {expected}", "文件在此结束；还应有{expected_zh}"),
    "unknown-escape": (
        "`{written}` is no escape: in a text `\\\"`, `\\\\` and `\\n` are",
        "“{written}”不是转义：文本中可用 \\\"、\\\\ 和 \\n",
    ),
    "label-language": (
        "`label` is followed by `en` and the English text; found `{written}`",
        "“名称”之后写 en 和英文文本；现为“{written}”",
    ),
    "no-year": ("`{written}` is not a year: write four digits, `2021: …`", "“{written}”不是年份：请写四位数字，如“2021：…”"),
    "exclude-field": (
        "an excluded entry has a key only; `{written}` cannot stand here",
        "移出的条目只写主键；此处不能写“{written}”",
    ),
    "too-large": ("the file has {bytes} bytes; larger ones than 16 MiB are not read", "文件有 {bytes} 字节；超过 16 MiB 的不读取"),
    "not-utf-8": (
        "the file is not UTF-8: byte {byte} on line {line} cannot be read; save it as UTF-8",
        "文件不是 UTF-8 编码：第 {line} 行的字节 {byte} 无法读取；请另存为 UTF-8",
    ),
    "unreadable": ("the file cannot be read: {why}", "文件无法读取：{why}"),
}
"""The sentence of each reason, English and Chinese, with the facts that fill it in braces."""

_WORD_OF: Final = {word.terminal: (word.english, (word.chinese or (word.english,))[0]) for word in KEYWORDS} | {
    word.chinese_terminal: (word.english, word.chinese[0]) for word in KEYWORDS if word.bare
}
_MARK_OF: Final = {terminal: mark for mark, terminal in reversed(MARKS.items())}
_SORTS: Final = {
    "NAME": ("a name", "名称"),
    "FIELD_NAME": ("the name of a field", "字段名"),
    "STRING": ("a text in quotation marks", "引号中的文本"),
    "DAY": ("a date", "日期"),
    "NUMERAL": ("a number", "数字"),
    "QUANTITY": ("a number with its unit", "带单位的数字"),
    "RANK": ("a level (`nation`, `province`, `municipality`, `county`)", "层级（国家、省、市、县）"),
    "KIND": ("a kind of value (`percent`, `yuan`, …)", "取值种类（百分比、金额等）"),
    "FUNCTION": ("a function", "函数"),
    "ROW": ("a table row", "表格行"),
    "CELL": ("`|`", "“|”"),
    "ROW_END": ("the end of the line", "行尾"),
    "$END": ("the end of the file", "文件结束"),
}
_EXPRESSION_STARTS: Final = frozenset(
    {"NAME", "NUMERAL", "QUANTITY", "LPAR", "MINUS", "FUNCTION", "IF", "NOT", "YES", "NO", "DATE", "THIS_YEAR"}
)
_OPERATORS: Final = frozenset(
    {
        "PLUS",
        "MINUS",
        "TIMES",
        "OVER_SIGN",
        "OF",
        "AND",
        "OR",
        "IMPLIES",
        "EQUAL",
        "UNEQUAL",
        "LESS",
        "AT_MOST",
        "MORE",
        "AT_LEAST",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A token that cannot stand where it does: what stands there and what could."""

    source: Source
    tokens: Tokens
    at: int
    expected: frozenset[str]

    @property
    def kind(self) -> str:
        """The terminal that stands there."""
        return self.tokens.kinds[self.at]

    @property
    def text(self) -> str:
        """What is written there."""
        return self.tokens.text[self.tokens.starts[self.at] : self.tokens.ends[self.at]]

    def before(self, back: int = 1) -> str:
        """The terminal some places before it, or nothing."""
        return self.tokens.kinds[self.at - back] if self.at >= back else ""

    def text_before(self, back: int = 1) -> str:
        """What is written some places before it."""
        return self.tokens.text[self.tokens.starts[self.at - back] : self.tokens.ends[self.at - back]]

    @property
    def span(self) -> Span:
        """Its place; the end of the text has the place of the last token."""
        at = self.at
        if self.kind in {"$END", "ROW_END"} and at:
            return Span(max(0, self.tokens.ends[at - 1] - 1), self.tokens.ends[at - 1])
        return Span(self.tokens.starts[at], self.tokens.ends[at])

    def open_line(self) -> str:
        """The line of the innermost brace that is still open, or nothing."""
        depth = 0
        for at in range(self.at - 1, -1, -1):
            if self.tokens.kinds[at] == "RBRACE":
                depth += 1
            elif self.tokens.kinds[at] == "LBRACE":
                if not depth:
                    return str(self.source.position(self.tokens.starts[at]).line)
                depth -= 1
        return ""


Guess = tuple[str, dict[str, str]]


def explain(source: Source, tokens: Tokens, at: int, expected: tuple[str, ...]) -> Fault:
    """The fault of a token that cannot stand where it does."""
    mistake = Mistake(source=source, tokens=tokens, at=at, expected=frozenset(expected))
    span = mistake.span
    reason, facts = "unexpected", dict[str, str]()
    for slip in _SLIPS:
        guess = slip(mistake)
        if guess:
            reason, facts = guess
            if reason in {"missing-quote", "mixed-quotes"}:
                span = Span(span.start, max(span.end, span.start + 1))
            break
    english, chinese = _expected(mistake.expected)
    known = {
        "found": _found(mistake),
        "found_text": _shown(mistake.text),
        "expected": english,
        "expected_zh": chinese,
        "line": mistake.open_line(),
    }
    known |= facts
    return Fault(code="syntax", reason=reason, path=source.path, span=span, facts=tuple(known.items()))


def too_deep(source: Source, tokens: Tokens, at: int) -> Fault:
    """The fault of a text that nests deeper than any policy does."""
    span = Span(tokens.starts[at], tokens.ends[at])
    return Fault(code="syntax", reason="too-deep", path=source.path, span=span)


def _shown(text: str) -> str:
    """A piece of the text, short and without control characters."""
    clean = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[: LONGEST_QUOTE + 1])
    return f"{clean[:LONGEST_QUOTE]}…" if len(text) > LONGEST_QUOTE else clean


def _found(mistake: Mistake) -> str:
    if mistake.kind == "$END":
        return "the end of the file"
    if mistake.kind == "ROW_END":
        return "the end of the line"
    return f"`{_shown(mistake.text)}`"


def _expected(kinds: frozenset[str]) -> tuple[str, str]:
    """What can stand there, in words: families first, so that the list stays short."""
    left = set(kinds)
    english: list[str] = []
    chinese: list[str] = []

    def say(en: str, zh: str, *terminals: str) -> None:
        if en not in english:
            english.append(en)
            chinese.append(zh)
        left.difference_update(terminals)

    if left >= set(STATEMENTS[:3]):
        say("a statement (`set`, `adjust`, `rule`, …)", "语句（设定、调整、规则等）", *STATEMENTS, "CASE")
        left = {kind for kind in left if not kind.endswith("_ZH")}
    if left >= set(DECLARATIONS):
        say("a declaration (`document`, `item`, `dimension`, …)", "声明（文件、事项、维度等）", *DECLARATIONS, "CASE")
    if {"NAME", "FUNCTION", "NUMERAL"} <= left:
        say("a value or an expression", "数值或表达式", *_EXPRESSION_STARTS, "STRING", "DAY", "SUM", "COUNT", "UNKNOWN")
    if {"PLUS", "TIMES", "OF"} <= left:
        say("an operator", "运算符", *_OPERATORS, "WITHIN", "AS")
    for kind in sorted(left):
        if kind in _SORTS:
            say(*_SORTS[kind])
        elif kind in _WORD_OF:
            en, zh = _WORD_OF[kind]
            say(f"`{en}`", f"“{zh}”")
        elif kind in _MARK_OF:
            say(f"`{_MARK_OF[kind]}`", f"“{_MARK_OF[kind]}”")
    most = 8
    if len(english) > most:
        english[most:], chinese[most:] = ["…"], ["…"]
    return _listed(english, ", ", " or "), _listed(chinese, "、", "或")


def _listed(words: list[str], comma: str, last: str) -> str:
    if len(words) < 2:  # noqa: PLR2004  one word needs no comma
        return "".join(words)
    return comma.join(words[:-1]) + last + words[-1]


# ---- the likeliest slips, each with a sentence of its own; the first that fits is said


def _open_text(m: Mistake) -> Guess | None:
    if m.kind != "BAD" or m.text not in {'"', "“", "”"}:
        return None
    start = m.tokens.starts[m.at]
    rest = m.source.text[start + 1 : m.source.text.find("\n", start) if "\n" in m.source.text[start:] else None]
    other = {'"': "”“", "“": '"', "”": '"'}[m.text]
    return ("mixed-quotes" if any(mark in rest for mark in other) else "missing-quote", {})


def _long_number(m: Mistake) -> Guess | None:
    if m.kind in {"NUMERAL", "QUANTITY"} and len(m.text) > TOO_MANY_DIGITS:
        digits = sum(char.isdigit() for char in m.text)
        return "too-long-number", {"digits": str(digits), "most": str(TOO_MANY_DIGITS)}
    return None


def _lone_percent(m: Mistake) -> Guess | None:
    return ("percent-without-number", {}) if m.kind == "BAD" and m.text == "%" else None


def _bad(m: Mistake) -> Guess | None:
    if m.kind == "BAD":
        char = m.source.text[m.tokens.starts[m.at]]
        return "bad-character", {"found": f"`{_shown(m.text)}` (U+{ord(char):04X})"}
    return None


_GLUED: Final = re.compile(r"(.*[^\d.-])-(\d[\w.%-]*|[^\W\d_].*)|(\w+)-(\d.*)")


def _glued_minus(m: Mistake) -> Guess | None:
    """`a-5pp`: a number's unit that goes on, or a name with digits behind its minus."""
    if m.kind == "NAME" and m.before() == "NUMERAL" and "-" in m.text:
        unit, _, rest = m.text.partition("-")
        if unit in UNIT_NAMES:
            number = m.text_before()
            return "minus-in-name", {
                "found_text": f"{number}{m.text}",
                "spaced": f"{number}{unit} - {rest}",
            }
    return None


def _unknown_unit(m: Mistake) -> Guess | None:
    if m.kind == "NAME" and m.before() == "NUMERAL" and m.tokens.ends[m.at - 1] == m.tokens.starts[m.at]:
        units = ", ".join(f"`{unit}`" for unit in ("%", "pp", "yuan", "wan-yuan", "days", "months", "years"))
        return "unknown-unit", {"units": units, "units_zh": "%、个百分点、元、万元、亿元、天、工作日、个月、年、人、次"}
    return None


def _keyword_as_name(m: Mistake) -> Guess | None:
    wants_name = "NAME" in m.expected and m.text in SPELLINGS
    declares = m.before() in {*DECLARATIONS, "RULE", "ISSUER"} or (
        m.before() in {"COMMA", "EQUAL", "LBRACE", "NAME", "STRING"} and "RBRACE" in m.expected and "COMMA" not in m.expected
    )
    if wants_name and m.kind not in {"RBRACE", "LBRACE"} and (declares or m.expected <= {"NAME", "RBRACE", "STRING"}):
        if m.kind in {*STATEMENTS, *DECLARATIONS, "ARTICLE"} and "RBRACE" in m.expected:
            return None
        return "keyword-as-name", {}
    return None


def _statement_without_article(m: Mistake) -> Guess | None:
    if m.kind not in STATEMENTS and m.kind.removesuffix("_ZH") not in STATEMENTS:
        return None
    if "ARTICLE" in m.expected and "SET" not in m.expected:
        return "missing-article", {}
    if "DOCUMENT" in m.expected:
        return "missing-document", {}
    return None


def _missing_close(m: Mistake) -> Guess | None:
    new = m.kind in {*STATEMENTS, *DECLARATIONS, "ARTICLE", "CASE"} or m.kind.removesuffix("_ZH") in STATEMENTS
    if new and "RBRACE" in m.expected and m.open_line():
        return "missing-close-brace", {}
    return None


def _missing_open(m: Mistake) -> Guess | None:
    return ("missing-open-brace", {}) if "LBRACE" in m.expected and m.kind not in {"BAD", "$END"} and (
        "COLON" not in m.expected
    ) else None


def _extra_close(m: Mistake) -> Guess | None:
    return ("extra-close-brace", {}) if m.kind == "RBRACE" and not m.open_line() else None


def _missing_colon(m: Mistake) -> Guess | None:
    values = {"QUANTITY", "NUMERAL", "UNKNOWN", "NAME", "STRING", "YES", "NO", "DAY", "MINUS", "PLUS", "TIMES", "IF"}
    return ("missing-colon", {}) if "COLON" in m.expected and m.kind in values else None


def _missing_date(m: Mistake) -> Guess | None:
    return ("missing-date", {}) if m.expected == {"DAY"} else None


def _row(m: Mistake) -> Guess | None:
    return ("row-on-one-line", {}) if m.kind == "ROW_END" else None


def _end(m: Mistake) -> Guess | None:
    if m.kind != "$END":
        return None
    return ("end-of-file", {}) if m.open_line() else ("end-of-file-flat", {})


_SLIPS: Final[tuple[Callable[[Mistake], Guess | None], ...]] = (
    _open_text,
    _long_number,
    _lone_percent,
    _bad,
    _glued_minus,
    _unknown_unit,
    _statement_without_article,
    _keyword_as_name,
    _extra_close,
    _end,
    _row,
    _missing_date,
    _missing_colon,
    _missing_close,
    _missing_open,
)
