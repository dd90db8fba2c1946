"""Sentences about wrong source text: names, kinds, values, things said twice, circles, files that cannot be read."""

from __future__ import annotations

from typing import Final

from qingdan_checker.messages.language import Sentence

SOURCES: Final[dict[str, dict[str, Sentence]]] = {
    "syntax": {
        "": Sentence("this is not a sentence of the language", "此处不符合语法"),
        "link-leaves": Sentence(
            "the link leads out of the folder that is checked, and is not followed",
            "此链接指向被检查文件夹之外，不予读取",
        ),
        "missing-clause": Sentence("`{name}` lacks `{clause}`", "“{name}”缺少“{clause}”"),
        "missing-because": Sentence('the reason is missing: `because "…"`', '缺少理由：请写 理由 "…"'),
        "row-length": Sentence(
            "this row has {found} cells, the table's heading {wanted}",
            "此行有 {found} 格，表头有 {wanted} 格",
        ),
        "table-empty": Sentence("the table has no rows", "表格没有任何行"),
        "no-when-here": Sentence(
            "an approval takes `for` and no `when`",
            "批准只能写“适用”，不能写“当”",
        ),
    },
    "name": {
        "": Sentence("this name is not declared", "此名称没有声明"),
        "unknown": Sentence("`{name}` is declared nowhere", "“{name}”没有声明"),
        "minus": Sentence(
            "`{name}` is read as one name, which is declared nowhere: `-` can stand inside a name",
            "“{name}”会被读成一个名称，而没有这样的声明：名称中可以有“-”",
        ),
        "ambiguous-label": Sentence(
            "`{label}` is the label of several declarations: {names}",
            "“{label}”是多个声明的名称：{names}",
        ),
        "issuer-prefix": Sentence(
            "the document's name `{name}` does not begin with its issuer's, `{issuer}.`",
            "文件名称“{name}”没有以发文机关的名称“{issuer}.”开头",
        ),
    },
    "type": {
        "": Sentence("these do not go together", "两者不能这样合用"),
        "sort": Sentence("`{name}` is {found}; wanted here: {wanted}", "“{name}”是{found}；此处应为{wanted}"),
        "kinds": Sentence("`{operation}` does not join {left} and {right}", "{left}与{right}不能用“{operation}”相连"),
        "kind-one": Sentence("`{operation}` is not for {left}", "“{operation}”不能用于{left}"),
        "kind-wanted": Sentence("this is {found}; wanted here: {wanted}", "此处是{found}；应为{wanted}"),
        "arguments": Sentence(
            "`{function}` does not take these: {found}",
            "“{function}”不能用于：{found}",
        ),
        "percent-change": Sentence(
            "`{item}` is itself a percentage, so that a change by {written} has two meanings",
            "“{item}”本身是百分比，“{written}”的增减有两种含义",
        ),
        "dimension-lacking": Sentence(
            "`{item}` does not vary by `{dimension}`",
            "“{item}”不按“{dimension}”区分",
        ),
        "dimension-twice": Sentence("`{dimension}` is narrowed twice", "“{dimension}”限定了两次"),
        "not-open": Sentence(
            "`{item}` leaves nothing open in `{dimension}` that could be selected",
            "“{item}”在“{dimension}”上没有可供选择的余地",
        ),
        "no-better": Sentence(
            "`{item}` does not say what is `better`, so that of several changes none can be called the best",
            "“{item}”没有写明何为“更优”，无法就高不重复",
        ),
        "unordered": Sentence("the members of `{dimension}` have no order", "“{dimension}”的成员没有次序"),
        "not-one-member": Sentence(
            "a value needs one member of `{dimension}`; several are selected here",
            "取值只能取“{dimension}”的一个成员，此处选了多个",
        ),
        "two-dimensions": Sentence(
            "members of two dimensions stand together: `{dimension}` and `{other}`",
            "“{dimension}”与“{other}”两个维度的成员不能并列",
        ),
        "group-over-two": Sentence(
            "the group joins members of two dimensions: `{dimension}` and `{other}`",
            "此组合并了两个维度的成员：“{dimension}”与“{other}”",
        ),
        "no-selector": Sentence("this does not select members of a dimension", "此处不是对维度成员的选择"),
        "measure-kind": Sentence("a measure cannot be counted in {kind}", "度量不能以{kind}计"),
        "measure-bound": Sentence(
            "`{dimension}` is counted in {kind}: it is compared with a number of that unit",
            "“{dimension}”以{kind}计：只能与带该单位的数字比较",
        ),
        "year-of-item": Sentence("only a statistic has a year", "只有统计才有年度"),
        "statistic-pin": Sentence(
            "in the brackets of the statistic `{statistic}` only a year can stand, once, and only if it is by year",
            "统计“{statistic}”的方括号内只能写一个年度，且该统计须按年度",
        ),
        "banded-ratio": Sentence(
            "`banded` takes first an item that goes by bands of one amount of money, such as a ratio by `cost`",
            "“分段”的第一项应为按某一金额分段的事项，例如按费用分段的支付比例",
        ),
        "sum-over-measure": Sentence(
            "a sum runs over the members of a dimension; `{dimension}` is a measure",
            "合计只能遍及维度的成员；“{dimension}”是度量",
        ),
        "table-heading": Sentence(
            "the table's headings do not agree with `by`: `{dimension}` belongs here",
            "表头与“按”不一致：此处应为“{dimension}”",
        ),
        "observe-by-year": Sentence(
            "`{statistic}` is a figure by year: it is observed in a block, `{{ 2021: … }}`",
            "“{statistic}”按年度：请写成 {{ 2021：… }}",
        ),
        "observe-plain": Sentence(
            "`{statistic}` is no figure by year: it is observed as one value, `: …`",
            "“{statistic}”不按年度：请只写一个数值“：…”",
        ),
    },
    "value": {
        "": Sentence("this value is not possible here", "此处不能取这个值"),
        "date": Sentence("there is no day {written}", "日历上没有 {written} 这一天"),
        "range": Sentence(
            "{value} is outside the range of `{item}`, {range}", "{value}超出“{item}”的取值范围（{range}）"
        ),
        "empty-range": Sentence("the range's end lies before its start", "范围的上限小于下限"),
        "parent-level": Sentence(
            "`{name}` is a {level}, which is not above a {child}",
            "“{name}”是{level}级，不高于{child}级",
        ),
        "no-parent": Sentence(
            "`{name}` does not say within which jurisdiction it lies",
            "“{name}”没有写明隶属于哪个地区",
        ),
        "sheet-missing": Sentence("there is no file `{path}` here", "此处没有文件“{path}”"),
        "sheet-outside": Sentence(
            "`{path}` leads out of the folder that is checked, and is not read",
            "“{path}”指向被检查文件夹之外，不予读取",
        ),
        "sheet-unreadable": Sentence("the file cannot be read: {why}", "文件无法读取：{why}"),
        "sheet-large": Sentence(
            "the file has {bytes} bytes; at most {most} are read", "文件有 {bytes} 字节，最多读取 {most} 字节"
        ),
        "sheet-empty": Sentence("the file is empty", "文件是空的"),
        "sheet-encoding": Sentence("the file is not UTF-8", "文件不是 UTF-8 编码"),
        "sheet-quote": Sentence("the quotes that open in this row are not closed", "此行的引号没有闭合"),
        "sheet-line": Sentence("this line has more than 1,048,576 characters", "此行超过 1,048,576 个字符"),
        "sheet-tags": Sentence(
            "the workbook has a part with more than 2,000,000 XML tags", "工作簿中有一部分超过 2,000,000 个 XML 标记"
        ),
        "sheet-after-quote": Sentence("text stands after closing quotes in this row", "此行的引号闭合之后还有文字"),
        "sheet-rows": Sentence("the file has more than {most} rows", "文件超过 {most} 行"),
        "sheet-heading": Sentence(
            "`{heading}` is no column of the catalogue, which has {known}",
            "目录中没有“{heading}”一列；可用的列：{known}",
        ),
        "sheet-delimiter": Sentence(
            "`{heading}` is read as one heading: cells are separated by `,` and not by `{mark}`",
            "“{heading}”被读作一个表头：各格应以英文逗号分隔，而不是“{mark}”",
        ),
        "sheet-heading-twice": Sentence("the column `{heading}` stands here twice", "“{heading}”一列重复"),
        "sheet-key": Sentence("the column of the key, `{key}`, is missing", "缺少主键“{key}”一列"),
        "sheet-row": Sentence(
            "this row has {found} cells, the heading {wanted}", "此行有 {found} 格，表头有 {wanted} 格"
        ),
        "sheet-empty-key": Sentence("the key is empty", "主键为空"),
        "sheet-kind": Sentence("a spreadsheet of this kind is not read", "不读取这种电子表格"),
        "sheet-macros": Sentence("the workbook holds macros, and is not read", "工作簿含有宏，不予读取"),
        "sheet-links": Sentence(
            "the workbook has links to other files, and is not read", "工作簿含有指向其他文件的链接，不予读取"
        ),
        "sheet-unpacked": Sentence("the workbook unpacks to too much, and is not read", "工作簿解压后过大，不予读取"),
        "sheet-broken": Sentence("this is not a workbook that can be read", "这不是可以读取的工作簿"),
        "sheet-office": Sentence(
            "to read `.xlsx`, the extra `office` has to be installed", "读取 .xlsx 需要安装可选组件 office"
        ),
        "sheet-formula": Sentence(
            "the formula in cell {cell} has no result in the file", "单元格 {cell} 的公式在文件中没有计算结果"
        ),
        "sheet-error": Sentence("cell {cell} holds an error, {written}", "单元格 {cell} 是错误值 {written}"),
        "until-before-from": Sentence("the time ends before it starts", "截止日期早于开始日期"),
        "no-level": Sentence(
            "nobody below is entitled to decide `{item}`, so that it is not clear who is required to",
            "“{item}”没有授权给任何下级，无从确定要求谁作出规定",
        ),
    },
    "duplicate": {
        "": Sentence("this is said twice", "重复"),
        "name": Sentence("`{name}` is declared a second time", "“{name}”重复声明"),
        "clause": Sentence(
            "`{clause}` stands here a second time; the first one counts", "“{clause}”重复；以第一处为准"
        ),
        "nation": Sentence(
            "`{name}` is a second nation beside `{first}`",
            "已有国家“{first}”，“{name}”是第二个",
        ),
        "year": Sentence("the year {year} stands here twice", "年度 {year} 重复"),
        "key": Sentence("the key `{key}` stands here twice", "主键“{key}”重复"),
    },
    "cycle": {
        "": Sentence("this rests on itself", "循环依赖"),
        "define": Sentence("`{names}` rests on itself", "“{names}”依赖其自身"),
        "cell": Sentence("the value of `{items}` rests on itself", "“{items}”的取值依赖其自身"),
    },
}
"""The sentence of each code and reason; the one without a reason serves where there is none of its own."""

HELP: Final[dict[str, dict[str, Sentence]]] = {
    "name": {
        "unknown": Sentence("did you mean {near}?", "是否想写 {near}？"),
        "minus": Sentence("write minus with white space on both sides: `{spaced}`", "减号两边请留空格：“{spaced}”"),
        "ambiguous-label": Sentence("write the name that you mean", "请写您所指的名称"),
        "issuer-prefix": Sentence("name it `{issuer}.…`", "请命名为“{issuer}.…”"),
    },
    "type": {
        "percent-change": Sentence(
            "{points} percentage points (`{sign}{points}pp`), or {points} percent of the present value (`× {factor}`)?",
            "是{points}个百分点（“{sign}{points}个百分点”），还是现有数值的百分之{points}（“× {factor}”）？",
        ),
        "points": Sentence(
            "the difference of two percentages is counted in percentage points: write `10pp` and not `10%`",
            "两个百分比之差以百分点计：写“10个百分点”，不写“10%”",
        ),
        "number": Sentence(
            "a number without a unit is not {wanted}: add its unit", "没有单位的数字不是{wanted}：请补上单位"
        ),
        "alike": Sentence("only values of one kind go together here", "此处只能用同一种类的值"),
        "allowed": Sentence("`{operation}` after {left} takes {allowed}", "{left}之后的“{operation}”只能接{allowed}"),
        "no-better": Sentence("say in the item `better higher` or `better lower`", "请在事项中写“更优 高”或“更优 低”"),
        "unordered": Sentence("declare the dimension as `ordered`", "请将该维度声明为“有序”"),
    },
    "value": {
        "sheet-missing": Sentence("the path starts from the folder of this document", "路径从本文件所在的文件夹算起"),
        "sheet-outside": Sentence(
            "put the file beside this document, or check the folder that holds both",
            "请把文件放在本文件旁边，或校验同时包含两者的文件夹",
        ),
        "sheet-encoding": Sentence(
            "save it as CSV UTF-8 (in Excel or WPS: “Save as”)", "请另存为“CSV UTF-8”格式（Excel 或 WPS：另存为）"
        ),
        "sheet-delimiter": Sentence("save it as CSV with commas", "请另存为以英文逗号分隔的 CSV"),
        "sheet-quote": Sentence('write quotes inside a cell twice: `""`', '格内的引号请写两次：`""`'),
        "sheet-tags": Sentence("keep the table alone, or save it as CSV", "请只保留表格，或另存为 CSV"),
        "sheet-kind": Sentence("save it as .xlsx without macros, or as CSV", "请另存为不含宏的 .xlsx，或 CSV"),
        "sheet-macros": Sentence("save it as .xlsx without macros, or as CSV", "请另存为不含宏的 .xlsx，或 CSV"),
        "sheet-links": Sentence("save the values alone, or as CSV", "请只保留数值，或另存为 CSV"),
        "sheet-office": Sentence(
            'pip install "qingdan[office]", or save it as CSV', 'pip install "qingdan[office]"，或另存为 CSV'
        ),
        "sheet-formula": Sentence(
            "open it in Excel or WPS and save it again, or put the value in its place",
            "请在 Excel 或 WPS 中打开后重新保存，或改为数值",
        ),
        "no-parent": Sentence("write `within` and the jurisdiction above it", "请写“隶属”及其上级地区"),
    },
    "syntax": {
        "missing-because": Sentence(
            'write it last, before the `:` or `{{`: `because "…"`', '写在末尾、冒号或“{{”之前：理由 "…"'
        ),
    },
}
"""What can be done, where that can be said in one line."""

SORTS: Final[dict[str, Sentence]] = {
    "dimension": Sentence("a dimension", "维度"),
    "measure": Sentence("a measure", "度量"),
    "member": Sentence("a member of a dimension", "维度成员"),
    "group": Sentence("a group", "组"),
    "item": Sentence("an item", "事项"),
    "statistic": Sentence("a statistic", "统计"),
    "define": Sentence("a derived item", "派生事项"),
    "catalogue": Sentence("a catalogue", "目录"),
    "key": Sentence("the key of a catalogue", "目录的主键"),
    "field": Sentence("a field of a catalogue", "目录的字段"),
    "jurisdiction": Sentence("a jurisdiction", "地区"),
    "document": Sentence("a document", "文件"),
    "rule": Sentence("a rule", "规则"),
    "value": Sentence("something with a value", "可取值的名称"),
    "number": Sentence("a number", "数值"),
    "percent": Sentence("a percentage", "百分比"),
    "pp": Sentence("percentage points", "百分点"),
    "yuan": Sentence("an amount of yuan", "金额"),
    "days": Sentence("days", "天数"),
    "working-days": Sentence("working days", "工作日"),
    "months": Sentence("months", "月数"),
    "years": Sentence("years", "年数"),
    "persons": Sentence("persons", "人数"),
    "times": Sentence("times", "次数"),
    "date": Sentence("a date", "日期"),
    "yes-no": Sentence("a yes or no", "是非"),
    "text": Sentence("a text", "文本"),
}
"""What sorts of names and kinds of values are called in a sentence."""
