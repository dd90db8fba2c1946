"""What is said about wrong text, in English and Chinese."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qingdan_dsl.source import Fault

_EXPECTED: Final = ("{found} cannot stand here; {expected} can", "此处不能写{found_zh}，可以写{expected_zh}")

SENTENCES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "unexpected": _EXPECTED,
        "end-of-file": (
            "the file ends here, but the `{{` on line {line} is still open: a `}}` is missing",
            "文件在此结束，但第 {line} 行的`{{`尚未关闭：缺少`}}`",
        ),
        "end-unfinished": (
            "the file ends here in the middle of something; {expected} can follow",
            "文件在此结束，但内容没有写完，之后可以写{expected_zh}",
        ),
        # braces and what stands in them
        "missing-open-brace": ("a `{{` is missing before {found}", "{found_zh}之前缺少`{{`"),
        "missing-close-brace": (
            "a `}}` is missing before {found}: the `{{` on line {line} is still open",
            "{found_zh}之前缺少`}}`：第 {line} 行的`{{`尚未关闭",
        ),
        "extra-close-brace": ("this `}}` closes nothing", "这个`}}`没有对应的`{{`"),
        "missing-article": (
            'a statement stands in an article, but {found} stands in none: write `article "3" {{ … }}` around it',
            '语句要写在条文之内，而{found_zh}不在任何条文之内：请在外面写上`条 "三" {{ … }}`',
        ),
        "missing-document": (
            (
                '{found} stands in no document: write `document NAME "title" {{ … }}` around it, or remove the `}}`'
                " that has closed the document before"
            ),
            '{found_zh}不在任何文件之内：请在外面写上`文件 名称 "标题" {{ … }}`，或删去之前多余的`}}`',
        ),
        # colons and words between
        "missing-colon": ("a `:` is missing before {found}", "{found_zh}之前缺少冒号"),
        "equals-for-colon": (
            "a value stands behind a colon: write `:` and not `=`",
            "数值写在冒号之后：此处写`：`，不写`=`",
        ),
        "missing-word": ("`{missing}` is missing before {found}", "{found_zh}之前缺少`{missing_zh}`"),
        "clause-order": (
            "{found} comes too late: the order is `for`, `when`, `from`, `until`, `because`",
            "{found_zh}的位置太靠后：次序为`适用`、`当`、`自`、`至`、`理由`",
        ),
        # texts
        "missing-quote": (
            "the text that starts here does not end on its line: a quotation mark is missing",
            "此处开始的文本在本行没有结束：缺少引号",
        ),
        "missing-quote-marks": (
            (
                "the text that starts here does not end on its line: a quotation mark is missing, so that {marks} and"
                " all the rest of the line count as text"
            ),
            "此处开始的文本在本行没有结束：缺少引号，因此{marks_zh}直到行尾都算作文本",
        ),
        "missing-long-quote": (
            'the text that starts here with `"""` never ends: another `"""` is missing',
            '此处以`"""`开始的文本一直没有结束：缺少另一个`"""`',
        ),
        "missing-open-quote": (
            "a quotation mark is missing before {found}: a text stands between two of them",
            "{found_zh}之前缺少引号：文本要写在一对引号之间",
        ),
        "comma-between-entries": (
            "no comma stands between the entries of a list: white space parts them",
            "目录条目之间不用逗号或顿号：以空格或换行分开",
        ),
        "mixed-quotes": (
            'the quotation marks of this text do not match: write `"…"` or `“…”`',
            '这段文本的引号不成对：请写`"…"`或`“…”`',
        ),
        "other-quotes": (
            '{found} is no quotation mark of the language: write `"…"` or `“…”`',
            '{found_zh}不是本语言的引号：请写`"…"`或`“…”`',
        ),
        "missing-text": (
            'a text is expected here: write {found} between quotation marks, `"{found_text}"`',
            '此处应为文本：请把{found_zh}写在引号之间，即`"{found_text}"`',
        ),
        "unknown-escape": (
            '`{written}` is no escape: a text knows `\\"`, `\\\\` and `\\n`',
            '`{written}`不是转义：文本中只有`\\"`、`\\\\`和`\\n`',
        ),
        # numbers and units
        "percent-without-number": (
            "a number is missing before `%`: write for example `5%`",
            "`%`之前缺少数字：例如写`5%`",
        ),
        "unknown-unit": (
            "`{written}` is no unit: write {wanted}",
            "`{written}`不是单位：请写{wanted_zh}",
        ),
        "unit-on-next-line": (
            "the unit `{written}` stands on another line than its number: write `{joined}`",
            "单位`{written}`与数字不在同一行：请写`{joined}`",
        ),
        "unit-for-name": (
            "`{written}` directly after a number is its unit: if a name is meant, put it between backquotes",
            "`{written}`紧跟在数字之后，会读成单位：如果是名称，请用反引号括起",
        ),
        "comma-in-number": (
            "a comma separates values: write `{joined}` if one number is meant",
            "逗号用来分隔数值：如果是一个数，请写`{joined}`",
        ),
        "minus-in-name": (
            (
                "`{written}` is read as one name, because `-` can stand inside a name: write minus with white space on"
                " both sides, `{spaced}`"
            ),
            "`{written}`会读成一个名称，因为名称中可以有`-`：减号两边请留空格，即`{spaced}`",
        ),
        "too-long-number": (
            "this number has {digits} digits; at most {most} are allowed",
            "此数有 {digits} 位，最多 {most} 位",
        ),
        "no-year": (
            "`{written}` is no year: write four digits, as in `2021: 5 yuan`",
            "`{written}`不是年份：请写四位数字，如`2021：5元`",
        ),
        "missing-date": (
            "a date is expected here, such as `2022-12-31`, but {found} stands here",
            "此处应为日期，如`2022年12月31日`，现为{found_zh}",
        ),
        # names and characters
        "keyword-as-name": (
            "{found} is a keyword and cannot be a name: write it between backquotes, or choose another name",
            "{found_zh}是关键词，不能作名称：请用反引号括起，或改用其他名称",
        ),
        "misspelt": (
            "{found} is no word of the language here; `{meant}` may be meant",
            "此处没有{found_zh}这个词，可能是`{meant}`",
        ),
        "missing-name": ("a name is missing before {found}", "{found_zh}之前缺少名称"),
        "no-name": (
            (
                "{found} is no name: a name starts with a letter, goes on with letters, digits, `_` and `-`, and does"
                " not end with `-`"
            ),
            "{found_zh}不是名称：名称以文字开头，由文字、数字、`_`和`-`组成，且不以`-`结尾",
        ),
        "missing-backquote": (
            "the name that starts here with a backquote does not end on its line: another backquote is missing",
            "此处以反引号开始的名称在本行没有结束：缺少另一个反引号",
        ),
        "look-alike": ("{found} is no mark of the language: write `{plain}`", "语言中没有{found_zh}：请写`{plain}`"),
        "bad-character": ("{found} ({code}) is no part of the language", "语言中没有{found_zh}（{code}）"),
        "label-language": (
            "`label` is followed by `en` and the English text, but `{written}` stands here",
            "`名称`之后写`en`和英文文本，现为`{written}`",
        ),
        # tables and lists
        "row-end": (
            "the row of a table ends with its line, but its last `|` is missing",
            "表格的一行到行尾结束，但缺少最后的`|`",
        ),
        "behind-row": (
            "{found} stands behind the last `|` of a row: the row of a table ends with its line",
            "{found_zh}写在一行最后的`|`之后：表格的一行到行尾结束",
        ),
        "row-outside-table": (
            "a row of a table stands in the braces of `set ITEM by DIMENSION, … {{ … }}`",
            "表格的行要写在`设定 事项 按 维度 {{ … }}`之内",
        ),
        "exclude-field": (
            "an excluded entry has a key only: `{written}` cannot stand here",
            "移出的条目只写主键：此处不能写`{written}`",
        ),
        "clause": ("`{clause}` is given twice; the first counts", "`{clause}`写了两次，以第一次为准"),
        # limits, and files that cannot be read
        "too-deep": ("this is nested too deeply", "此处嵌套层数过多"),
        "too-many": ("this file has more mistakes; they are not shown", "此文件还有更多错误，未列出"),
        "too-many-words": (
            "the file has more than {most} words and marks; the rest is not read",
            "文件的词和符号超过 {most} 个，其余不读取",
        ),
        "too-large": (
            "the file has {bytes} bytes; larger ones than 16 MiB are not read",
            "文件有 {bytes} 字节，超过 16 MiB 的不读取",
        ),
        "too-many-lines": (
            "the file has {lines} lines; literate files of more than {most} are not read",
            "文件有 {lines} 行，超过 {most} 行的 Markdown 文件不读取",
        ),
        "not-utf-8": (
            "the file is not UTF-8: byte {byte} on line {line} cannot be read; save it as UTF-8",
            "文件不是 UTF-8 编码：第 {line} 行的字节 {byte} 无法读取，请另存为 UTF-8",
        ),
        "unreadable": ("the file cannot be read: {why}", "文件无法读取：{why}"),
    }
)
"""The sentence of each reason, English and Chinese, with the facts that fill it in braces."""


def sentence(fault: Fault, language: str = "en") -> str:
    """What is said about a fault of the text."""
    return SENTENCES[fault.reason][language == "zh"].format(**dict(fault.facts))
