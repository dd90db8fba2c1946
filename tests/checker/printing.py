"""A paper that has every block and every tone, in either language, and one that is made of hostile text."""

from __future__ import annotations

from datetime import date
from html import escape
from itertools import product
from typing import TYPE_CHECKING, Literal, get_args

from qingdan_checker.papers import Card, Cell, Paper, Picture, Section, Table, Text, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.messages.language import Language
    from qingdan_checker.papers import Block

TONES: tuple[Tone, ...] = get_args(Tone)
SIZES: tuple[Literal["normal", "lead", "small"], ...] = ("normal", "lead", "small")

DAY = date(2026, 1, 1)

HOSTILE = (
    '=HYPERLINK("http://example.invalid","x")\n'
    "<script>alert(1)</script> & &amp; <!-- --> ]]> <b>\n"
    '| a | `b` ::error::x %0A {{ 7*7 }} {% raw %} &L&"Arial"&P\n'
    "bell \x07 escape \x1b[31m null \x00 override \u202e end \ufeff \ud800 \ufffe _x0041_ tab\tx"
)
"""What a policy's author may write into any name, title or remark."""

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")

BAND = """<svg xmlns="http://www.w3.org/2000/svg" width="640" height="190" viewBox="0 0 640 190" role="img" lang="zh">
<title>x</title><desc>y</desc>
<style>
text { font-family: "Noto Sans CJK SC", sans-serif; font-size: 13px; fill: #1b1f24; }
.small { font-size: 11px; fill: #4a5158; }
.band { fill: url(#hatch); stroke: #1c6ea4; }
.end { text-anchor: end; }
@media print { text { fill: #000000; } }
</style>
<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="8" height="8" fill="#d4ebfa"/><rect width="8" height="1.6" fill="#8cc3e6"/></pattern></defs>
<rect width="640" height="190" fill="#ffffff"/>
<g transform="translate(0, 10)">
<line x1="120" y1="140" x2="620" y2="140" stroke="#1b1f24"/>
<text class="small" x="120" y="158" text-anchor="middle">60%</text>
<text class="small" x="620" y="158" text-anchor="middle">100%</text>
<text class="end" x="110" y="37">一级及以下</text>
<rect class="band" x="495" y="20" width="125" height="26"/>
<circle cx="557" cy="33" r="6" fill="#00785a"/>
<text class="end" x="110" y="77">二级</text>
<rect class="band" x="370" y="60" width="125" height="26"/>
<path d="M532 66 h12 v14 h-12 z" fill="#a83200" stroke="#6f2100" stroke-width="1.2"/>
<text x="550" y="78" style="font-weight: 600">90%</text>
<text class="end" x="110" y="117">三级</text>
<rect class="band" x="120" y="100" width="62" height="26"/>
<circle cx="182" cy="113" r="6" fill="#00785a"/>
</g>
</svg>"""
"""The values of three tiers within their bounds, with what our own pictures are made of."""


def said(language: Language, english: str, chinese: str) -> str:
    return english if language == "en" else chinese


def sample(language: Language = "zh") -> Paper:
    """A small report on one city, with all that a paper can have."""

    def say(english: str, chinese: str) -> str:
        return said(language, english, chinese)

    return Paper(
        language=language,
        title=say("Audit of benefit rules: Hengshui", "衡水市医疗保障待遇政策核对报告"),
        subtitle=say("As of 2026-01-01 · library cn", "核对日期：2026年1月1日　依据：国家及河北省文件"),
        judged=DAY,
        foot=say("qingdan 0.1 · not legal advice", "清单 0.1 · 仅就录入的条文核对，不是法律意见"),
        sections=(
            Section(mark="summary", title=say("Summary", "一、总体情况"), blocks=_summary(language)),
            Section(
                mark="findings",
                title=say("Findings", "二、核对结果"),
                blocks=(),
                sections=(
                    Section(mark="f-1", title=say("Hengshui", "衡水市"), blocks=_findings(language)),
                    Section(mark="f-2", title=say("Hebei", "河北省"), blocks=(Text(text=say("None.", "无。")),)),
                ),
            ),
            Section(mark="matrix", title=say("Matrix", "三、地区与规则对照"), blocks=(_matrix(language),)),
            Section(mark="receipt", title=say("Receipt", "四、依据清单"), blocks=(_receipt(language),)),
        ),
    )


def _summary(language: Language) -> tuple[Block, ...]:
    def say(english: str, chinese: str) -> str:
        return said(language, english, chinese)

    return (
        Text(
            size="lead",
            text=say(
                "Of 24 rules that bind Hengshui 1 is not met, 2 are undetermined and 21 hold.",
                "对衡水市有约束力的规则共24条：1条未满足，2条无法判定，21条在范围之内。“中医医院加成”一项须先处理。",
            ),
        ),
        Picture(
            svg=BAND,
            title=say("Inpatient ratio of residents, by tier", "城乡居民住院支付比例（分级别）"),
            about=say(
                "Primary 95%, within 90% to 100%; secondary 90%, above 80% to 90%; tertiary 65%, within bounds.",
                "一级95%，在90%至100%之内；二级90%，超出上限；三级65%，在范围之内。",
            ),
        ),
        Text(tone="breach", text=say("Not met: the gap of tiers.", "未满足：居民一二级差距。")),
        Text(tone="undetermined", text=say("Undetermined: the annual cap.", "无法判定：年度封顶线，缺少统计数据。")),
        Text(tone="excused", text=say("With approval until 2026-06-30.", "经批准，至2026年6月30日。")),
        Text(tone="good", text=say("Within bounds: 21 rules.", "在范围之内：21条。")),
        Text(tone="faint", size="small", text=say("From secondary sources.", "条文录自二手来源，未逐字核对。")),
    )


def _findings(language: Language) -> tuple[Block, ...]:
    def say(english: str, chinese: str) -> str:
        return said(language, english, chinese)

    local = say(
        "set inpatient.ratio for resident: 90%",
        "设定 住院支付比例 适用 中医医院：\n  一级 ＋5个百分点  二级 ＋10个百分点",
    )
    card = Card(
        title=say(
            "Error · breach: the gap between primary and secondary is 5 points; at least 10 are required",
            "错误 · 违反：一级与二级相差5个百分点，要求不低于10个百分点",
        ),
        tone="breach",
        mark="breach-1",
        rows=(
            (say("Clause", "本地条文"), Cell(text=local, code=True)),
            (
                say("Bound", "上级依据"),
                Cell(text=say("冀发〔2020〕13号, art. 3", "冀发〔2020〕13号第三条：差距不低于10个百分点")),
            ),
            (say("Sum", "算式"), Cell(text="95% − 90% = 5pp < 10pp", tone="breach")),
            (
                say("Remedy", "建议"),
                Cell(
                    text=say(
                        "Lower the addition for secondary to 5 points.",
                        "二级的加成降为5个百分点，或者取得河北省的批准。",
                    )
                ),
            ),
        ),
    )
    open_ = Card(
        title=say("Warning · undetermined: the annual cap", "警告 · 无法判定：年度封顶线"),
        tone="undetermined",
        rows=(
            (
                say("Lacking", "缺少"),
                Cell(text=say("income, 2025", "2025年人均收入"), tone="undetermined"),
            ),
        ),
    )
    return (card, open_, _comparison(language))


def _comparison(language: Language) -> Table:
    def say(english: str, chinese: str) -> str:
        return said(language, english, chinese)

    tones: Sequence[tuple[Tone, str]] = (
        ("good", say("within bounds", "在范围之内")),
        ("breach", say("breach", "违反")),
        ("undetermined", say("undetermined", "无法判定")),
        ("excused", say("approved", "经批准")),
        ("faint", say("not applicable", "不适用")),
        ("", "—"),
    )
    rows = tuple(
        (
            Cell(text=say(f"art. {number}", f"第{number}条")),
            Cell(text=say("inpatient.ratio[primary] >= 90%", "住院支付比例［一级及以下］≥ 90％"), code=True),
            Cell(text=f"{90 + number % 7}%"),
            Cell(text=word, tone=tone),
        )
        for number, (tone, word) in enumerate(list(tones) * 7, 1)
    )
    heads = (say("Article", "条"), say("Rule", "规则"), say("Value", "数值"), say("Verdict", "结论"))
    return Table(title=say("Clauses and their basis", "条文与依据对照表"), heads=heads, rows=rows, widths=(2, 6, 2, 3))


def _matrix(language: Language) -> Table:
    rules = tuple(said(language, f"resident-gap-{number}", f"居民差距下限之{number}") for number in range(1, 30))
    marks = ("√", "×", "？")
    tones: tuple[Tone, ...] = ("good", "breach", "undetermined")
    rows = []
    for number, city in enumerate(("衡水市", "石家庄市", "保定市", "张家口市")):
        cells = (Cell(text=marks[(at * number) % 3], tone=tones[(at * number) % 3]) for at in range(len(rules)))
        rows.append((Cell(text=city), *cells))
    title = said(language, "Jurisdictions and rules", "地区与规则")
    return Table(title=title, heads=(said(language, "Place", "地区"), *rules), rows=tuple(rows), dense=True)


def _receipt(language: Language) -> Table:
    heads = (said(language, "File", "文件"), "sha256")
    rows = tuple((Cell(text=f"hebei/{n}.qd"), Cell(text=f"{n:064x}", code=True, tone="faint")) for n in range(3))
    return Table(title=said(language, "Sources", "来源"), heads=heads, rows=rows)


def hostile(language: Language = "zh") -> Paper:
    """A paper with hostile text in every field."""
    texts = tuple(Text(text=HOSTILE, size=size, tone=tone) for size, tone in product(SIZES, TONES))
    cells = tuple((Cell(text=text), Cell(text=text, code=True)) for text in (*FORMULAS, HOSTILE))
    inside = f'<text x="0" y="20">{escape("<b>]]>&amp;")}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40">{inside}</svg>'
    blocks: tuple[Block, ...] = (
        *texts,
        Table(title=HOSTILE, heads=(HOSTILE, HOSTILE), rows=cells),
        Table(title="", heads=("", ""), rows=(), widths=(1, 3)),
        Card(title=HOSTILE, tone="breach", mark="m", rows=((HOSTILE, Cell(text=HOSTILE)), ("=1", Cell(text="=1")))),
        Card(title="=1", tone="", rows=()),
        Picture(svg=svg, title=HOSTILE, about=HOSTILE),
        Picture(svg="<svg/>", title="=1", about="=1"),
    )
    inner = Section(mark="b", title=HOSTILE, blocks=())
    for depth in range(6):
        inner = Section(mark=f"c-{depth}", title="=1", blocks=(), sections=(inner,))
    sections = (
        Section(mark="a", title=HOSTILE, blocks=blocks, sections=(inner,)),
        Section(mark="d", title="'[]:*?/\\'", blocks=()),
        Section(mark="e", title="History", blocks=()),
        Section(mark="f", title="", blocks=()),
        Section(mark="g", title="", blocks=()),
    )
    return Paper(language=language, title=HOSTILE, subtitle=HOSTILE, judged=DAY, sections=sections, foot=HOSTILE)
