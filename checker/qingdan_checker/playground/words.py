"""What the page says, in both languages: under the names by which the page and its scripts ask for it."""

from __future__ import annotations

from typing import Final

from qingdan_checker.messages.language import Sentence

WORDS: Final[dict[str, Sentence]] = {
    # ---- the page
    "title": Sentence("Playground", "试用页"),
    "site": Sentence("qingdan", "清单"),
    "other": Sentence("中文", "English"),
    "lead": Sentence(
        "Type what a document decides, and see at once whether it stays within what the levels above have authorised. "
        "Everything happens in this browser: the text is sent nowhere.",
        "写下文件的规定，立即看到是否超出上级授权的范围。全部在本浏览器内完成，文字不会发送到任何地方。",
    ),
    "waiting": Sentence(
        "The checker has not started yet. If nothing changes here, the page was opened as a file, or scripts or "
        "WebAssembly are switched off: open it from a web server in an up-to-date browser, or run the command",
        "校验器尚未启动。如果这里一直没有变化，说明页面是作为文件打开的，或者浏览器停用了脚本或 WebAssembly："
        "请通过网页服务器、用较新的浏览器打开，或者改用命令",
    ),
    "example": Sentence("Example", "示例"),
    "choose": Sentence("choose an example…", "选择示例…"),
    "kept": Sentence("my earlier text", "此前编辑的文字"),
    "file": Sentence("File", "文件"),
    "day": Sentence("Date", "日期"),
    "day-hint": Sentence("empty: today and later", "不填：今天及以后"),
    "share": Sentence("Share by link", "生成分享链接"),
    "print": Sentence("Print", "打印"),
    "text": Sentence("Text", "条文"),
    "text-hint": Sentence(
        "Keywords are Chinese or English. The Tab key leaves the field.",
        "关键词中文、英文均可。按 Tab 键离开输入框。",
    ),
    "findings": Sentence("Findings", "结果"),
    "grids": Sentence("In effect", "生效的待遇"),
    "same": Sentence("The same on your own computer:", "在自己的电脑上得到同样的结果："),
    "disclaimer": Sentence(
        "A verdict is about the text as it was encoded, and no legal advice. The bundled law is encoded from secondary "
        "sources; what could not be verified says so.",
        "结果只说明录入的条文是否超出录入的依据，不是法律意见。内置依据库录自二手来源，未核实之处均有说明。",
    ),
    "top": Sentence("To the text", "转到条文"),
    # ---- what the checker does
    "loading": Sentence("Loading the checker", "正在加载校验器"),
    "runtime": Sentence(
        "loading Python (14 MB, kept by the browser afterwards)", "加载 Python（14 MB，此后由浏览器缓存）"
    ),
    "law": Sentence("reading the bundled law", "读入内置依据库"),
    "checking": Sentence("checking…", "正在校验…"),
    "failed": Sentence(
        "The checker could not be loaded: {why}. Reload the page; if that does not help, run `qingdan check` on your "
        "own computer.",
        "无法加载校验器：{why}。请重新载入页面；如仍不行，请在自己的电脑上运行 `qingdan check`。",
    ),
    "no-wasm": Sentence("this browser has no WebAssembly", "此浏览器不支持 WebAssembly"),
    "stopped": Sentence(
        "The check took more than {seconds} seconds and was stopped. The checker is being started again; shorten the "
        "text, or run `qingdan check` on your own computer.",
        "校验超过 {seconds} 秒，已停止。校验器正在重新启动；请缩短文字，或在自己的电脑上运行 `qingdan check`。",
    ),
    "fault": Sentence(
        "The checker met a fault of its own. Please report it with the text: {why}",
        "校验器自身出错。请连同文字一起报告：{why}",
    ),
    "too-long": Sentence(
        "The text is longer than {most} characters; this page does not check it. Run `qingdan check`.",
        "文字超过 {most} 个字符，本页不予校验。请运行 `qingdan check`。",
    ),
    # ---- findings
    "none-held": Sentence(
        "Nothing to report: held against {held} rules.", "没有需要报告的问题：已与 {held} 条规则核对。"
    ),
    "none-judged": Sentence(
        "Nothing was judged: no rule binds what this text decides.", "没有可判定的内容：没有规则约束本文的规定。"
    ),
    "no-fence": Sentence(
        "Nothing was judged: in a Markdown file (`.qd.md`) only blocks marked `qingdan` are read. For plain text "
        "choose the file `draft.qd`.",
        "没有可判定的内容：Markdown 文件（`.qd.md`）中只有标明 `qingdan` 的代码块才是条文。"
        "纯文本请选择文件 `draft.qd`。",
    ),
    "line": Sentence("line {line}", "第 {line} 行"),
    "goto": Sentence("Go to line {line} of the text", "转到条文第 {line} 行"),
    "more": Sentence("and {count} more", "另有 {count} 项"),
    "took": Sentence("checked in {ms} ms", "校验用时 {ms} 毫秒"),
    # ---- tables
    "value": Sentence("value", "取值"),
    "whole": Sentence("Not told apart: {whole}.", "不区分：{whole}。"),
    "unset": Sentence("Rows without any value are left out ({count}).", "没有取值的 {count} 行未列出。"),
    "large": Sentence(
        "Too many combinations for a page: run `qingdan show`.", "组合过多，页面无法列出：请运行 `qingdan show`。"
    ),
    "no-grid": Sentence("The text decides no value that is in effect on this day.", "本文没有规定在这一天生效的数值。"),
    "cited": Sentence("from [{number}]", "依据 [{number}]"),
    # ---- the room in them
    "room": Sentence("room left by the rules", "规则留出的范围"),
    "room-hint": Sentence(
        "Below each number: the range that the rules leave it while all others stay as they are. `[` and `]` include "
        "the end, `(` and `)` do not; {mark} marks a number that is outside.",
        "每个数字下方：其他数字不变时，规则给它留出的范围。方括号含端点，圆括号不含；{mark} 表示数字在范围之外。",
    ),
    "outside": Sentence("outside:", "超出范围："),
    "noted": Sentence("by {letters}", "依据 {letters}"),
    "ends": Sentence("Which rules set the ends ({count})", "两端所依据的规则（{count}）"),
    "room-free": Sentence("No rule limits these numbers.", "没有规则限制这些数字。"),
    "room-range": Sentence(
        "No rule limits these numbers; the item itself allows {range}.", "没有规则限制这些数字；事项本身允许 {range}。"
    ),
    "room-large": Sentence(
        "Too many combinations to show the room here: run `qingdan bounds`.",
        "组合过多，此处无法列出规则留出的范围：请运行 `qingdan bounds`。",
    ),
    "room-authority": Sentence(
        "No room is shown: this jurisdiction may not decide these numbers.", "不列出范围：该地区无权规定这些数字。"
    ),
    "room-stopped": Sentence(
        "The room of the numbers was not found within {seconds} seconds: run `qingdan bounds`.",
        "{seconds} 秒内未能算出规则留出的范围：请运行 `qingdan bounds`。",
    ),
    # ---- links
    "shared": Sentence(
        "The link is in the address bar and has been copied: it holds the whole text.",
        "链接已在地址栏中，并已复制：它包含全部文字。",
    ),
    "shared-bar": Sentence(
        "The link is in the address bar: it holds the whole text.", "链接已在地址栏中：它包含全部文字。"
    ),
    "link-long": Sentence(
        "The text is too long for a link: save it as a file and send that.", "文字过长，不能放入链接：请存成文件发送。"
    ),
    "link-broken": Sentence(
        "The link is broken or incomplete, and was not used. Ask for it again, or for the text.",
        "链接已损坏或不完整，未予采用。请对方重新发送链接，或直接发送文字。",
    ),
    "link-large": Sentence(
        "The link holds more text than this page takes, and was not used.", "链接中的文字超过本页的上限，未予采用。"
    ),
    "link-old": Sentence(
        "This browser cannot unpack the link. Use a newer one, or ask for the text.",
        "此浏览器无法解开链接。请使用较新的浏览器，或请对方发送文字。",
    ),
    "from-link": Sentence(
        "This text came with a link. Your own text is kept and is in the list of examples.",
        "这段文字来自链接。您自己的文字已保留，可在示例列表中找到。",
    ),
}
