"""The texts that the page offers, in the forms of both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from qingdan_checker.library import library_folder
from qingdan_checker.messages.language import Sentence

TITLES: Final[dict[str, Sentence]] = {
    "breach": Sentence("Hengshui: two articles that do not fit together", "衡水市：合起来超出范围的两条"),
    "mended": Sentence("Hengshui, corrected", "衡水市：改正之后"),
    "unknown": Sentence("Hengshui: a figure that is not known", "衡水市：有一个数字不明"),
    "table": Sentence("Cangzhou: a table of ratios", "沧州市：一张支付比例表"),
}
"""The examples in their order, each a file of both languages beside this module; the first is shown at the start."""

LAW: Final[dict[str, Sentence]] = {
    "hebei/hengshui/measures-2022.qd.md": Sentence(
        "Hengshui's measures of 2022, the whole document (bundled law)", "衡水市2022年措施全文（内置依据库）"
    ),
}
"""Files of the bundled law, by their paths there. A text under such a name stands in the file's place."""


def examples() -> list[dict[str, object]]:
    """Each example with its title and its text in each language, and the file that it goes by."""
    folder = Path(__file__).parent / "examples"
    found: list[dict[str, object]] = [
        {
            "id": name,
            "title": title._asdict(),
            "file": "draft.qd",
            "text": {one: (folder / f"{name}.{one}.qd").read_text(encoding="utf-8") for one in ("zh", "en")},
        }
        for name, title in TITLES.items()
    ]
    for path, title in LAW.items():
        text = (library_folder() / path).read_text(encoding="utf-8")
        found.append({"id": path, "title": title._asdict(), "file": path, "text": {"zh": text, "en": text}})
    return found
