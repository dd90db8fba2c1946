"""What can stand at a place, in words: families first, so that the list stays short."""

from __future__ import annotations

from typing import Final

from qingdan_dsl.mistakes.mistake import DECLARATIONS, STATEMENTS
from qingdan_dsl.words import KEYWORDS, MARKS

_MOST: Final = 6

_SORTS: Final = {
    "NAME": ("a name", "名称"),
    "FIELD_NAME": ("the name of a field", "字段名"),
    "STRING": ("a text in quotation marks", "引号中的文本"),
    "DAY": ("a date", "日期"),
    "NUMERAL": ("a number", "数字"),
    "QUANTITY": ("a number with its unit", "带单位的数字"),
    "RANK": (
        "a level (`nation`, `province`, `municipality`, `county`)",
        "层级（`国家`、`省`、`市`、`县`）",
    ),
    "KIND": ("a kind of value (`percent`, `yuan`, …)", "取值种类（`百分比`、`金额`等）"),
    "FUNCTION": ("a function", "函数"),
    "ROW": ("a table row", "表格行"),
    "CELL": ("`|`", "`|`"),
    "ROW_END": ("the end of the line", "行尾"),
    "$END": ("the end of the file", "文件末尾"),
}
_MARKS: Final = {terminal: mark for mark, terminal in reversed(tuple(MARKS.items()))}
_ENGLISH: Final = {word.terminal: word.english for word in KEYWORDS}
_CHINESE: Final = {word.chinese_terminal: word.chinese[0] for word in KEYWORDS if word.chinese}

_VALUES: Final = frozenset(
    {
        *("NAME", "NUMERAL", "QUANTITY", "STRING", "DAY", "LPAR", "MINUS", "FUNCTION", "SUM", "COUNT", "IF", "NOT"),
        *("YES", "NO", "DATE", "THIS_YEAR", "UNKNOWN", "PREVIOUS", "NEXT", "YEAR"),
    }
)
_COMPARISONS: Final = frozenset({"EQUAL", "UNEQUAL", "LESS", "AT_MOST", "MORE", "AT_LEAST"})
_OPERATORS: Final = frozenset({"PLUS", "MINUS", "TIMES", "OVER_SIGN", "OF", "AND", "OR", "IMPLIES", "WITHIN", "AS"})
_FAMILIES: Final = (
    # (its mark: all of these are there, what it takes with it, English, Chinese)
    (
        {"SET", "ADJUST"},
        STATEMENTS | {"CASE", "TEXT"},
        "a statement (`set`, `adjust`, `rule`, …)",
        "语句（`设定`、`调整`、`规则`等）",
    ),
    (
        {"DOCUMENT", "ITEM"},
        DECLARATIONS | {"CASE"},
        "a declaration (`document`, `item`, `dimension`, …)",
        "声明（`文件`、`事项`、`维度`等）",
    ),
    ({"NAME", "FUNCTION", "NUMERAL"}, _VALUES, "a value", "数值或表达式"),
    ({"NAME", "NUMERAL", "NOT"}, _VALUES, "a selector", "选择条件"),
    ({"PLUS", "TIMES"}, _OPERATORS | _COMPARISONS, "an operator", "运算符"),
    (_COMPARISONS, _COMPARISONS, "a comparison (`>=`, `<`, …)", "比较（`>=`、`<`等）"),
)
_FIRST: Final = ("COLON", "LBRACE", "RBRACE", "RPAR", "RBRACKET", "COMMA")


def in_words(kinds: frozenset[str]) -> tuple[str, str]:
    """The terminals in English and Chinese: `` `:`, `{` or a value ``."""
    left = set(kinds)
    said: list[tuple[str, str]] = [_one(kind) for kind in _FIRST if kind in left]
    left.difference_update(_FIRST)
    for sign, members, english, chinese in _FAMILIES:
        if left >= sign:
            said.append((english, chinese))
            left -= members
    said += sorted({_one(kind) for kind in left if kind in _SORTS or kind in _ENGLISH or kind in _MARKS})
    if len(said) > _MOST:
        said[_MOST:] = [("other words", "其他词")]
    return _listed([one for one, _ in said], ", ", " or "), _listed([one for _, one in said], "、", "或")


def _one(kind: str) -> tuple[str, str]:
    if kind in _SORTS:
        return _SORTS[kind]
    if kind in _MARKS:
        return f"`{_MARKS[kind]}`", f"`{_MARKS[kind]}`"
    return f"`{_ENGLISH[kind]}`", f"`{_CHINESE.get(kind, _CHINESE.get(f'{kind}_ZH', _ENGLISH[kind]))}`"


def word_of(kind: str) -> tuple[str, str]:
    """A mark or keyword as it is written, in English and Chinese."""
    english, chinese = _one(kind)
    return english.strip("`"), chinese.strip("`")


def _listed(words: list[str], comma: str, last: str) -> str:
    return last.join(part for part in (comma.join(words[:-1]), *words[-1:]) if part)
