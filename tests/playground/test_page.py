"""The page as it is written: whole, the same each time, with nothing from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from qingdan_checker.playground import written
from qingdan_checker.playground.__main__ import main
from qingdan_checker.playground.archive import archive
from qingdan_checker.playground.examples import TITLES, examples
from qingdan_checker.playground.runtime import FILES
from qingdan_checker.playground.words import WORDS

ROOT = Path(__file__).parents[2]
DYNAMIC = frozenset(
    {
        "other",
        "runtime",
        "law",
        "none-judged",
        "no-fence",
        "shared",
        "shared-bar",
        "room-free",
        "room-large",
        "room-authority",
    }
)
"""Words that the scripts ask for under a name that they put together or choose."""

BROWSER = ROOT / "checker/qingdan_checker/playground/browser"


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files in the place of the runtime's: what is written does not depend on what is in them."""
    folder = tmp_path_factory.mktemp("runtime")
    for name in FILES:
        (folder / name).write_bytes(name.encode())
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_input_gives_the_same_bytes_and_nothing_is_written_twice(stand_in: Path, tmp_path: Path) -> None:
    paths = written(tmp_path / "a", "zh", stand_in)
    assert {path.relative_to(tmp_path / "a").as_posix() for path in paths} == set(contents(tmp_path / "a"))
    written(tmp_path / "b", "zh", stand_in)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    (tmp_path / "a" / "index.html").write_text("old", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in paths}
    written(tmp_path / "a", "zh", stand_in)
    changed = [path.name for path in paths if path.stat().st_mtime_ns != before[path]]
    assert changed == ["index.html"]
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_two_languages_share_what_is_large(stand_in: Path, tmp_path: Path) -> None:
    chinese = written(tmp_path / "playground", "zh", stand_in, "../en/playground/")
    english = written(
        tmp_path / "en" / "playground", "en", stand_in, "../../playground/", assets="../../playground/assets"
    )
    assert [path.name for path in set(english) - set(chinese)] == ["index.html"]
    assert len(contents(tmp_path)) == len(chinese) + 1
    text = (tmp_path / "en/playground/index.html").read_text(encoding="utf-8")
    assert 'src="../../playground/assets/page.js"' in text
    assert '<html lang="en">' in text
    assert 'href="../../playground/"' in text
    assert "switch" not in (written(tmp_path / "alone", "zh", stand_in)[-1]).read_text(encoding="utf-8")


def test_nothing_is_asked_of_another_place_and_no_script_stands_in_the_page(stand_in: Path, tmp_path: Path) -> None:
    written(tmp_path, "en", stand_in)
    for name, data in contents(tmp_path).items():
        if name.endswith((".html", ".js", ".css")) and name != "assets/examples.js":
            assert b"http://" not in data, name
            assert b"https://" not in data, name
            assert b"innerHTML" not in data, name
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "unsafe-inline" not in page
    assert re.findall(r"<script[^>]*>([^<]+)<", page) == []
    assert re.findall(r"\s(on\w+|style)=", page) == []


def test_every_word_is_in_both_languages_and_is_asked_for() -> None:
    asked = "".join(file.read_text(encoding="utf-8") for file in BROWSER.iterdir())
    for name, words in WORDS.items():
        assert set(re.findall(r"{\w+}", words.en)) == set(re.findall(r"{\w+}", words.zh)), name
        assert words.en.replace("…", "").isascii() or name == "other", name
        dynamic = name.startswith("link-") or name in DYNAMIC
        assert dynamic or f'"{name}"' in asked or f"${{{name.replace('-', '_')}}}" in asked, name
    pages = [file for file in BROWSER.iterdir() if file.name != "worker.js"]  # what it says, the page hears
    said = {name for file in pages for name in re.findall(r'\bsay\("([a-z-]+)"', file.read_text(encoding="utf-8"))}
    assert said <= set(WORDS)


def test_the_archive_has_what_a_check_needs_and_no_more() -> None:
    with zipfile.ZipFile(io.BytesIO(archive())) as packed:
        names = packed.namelist()
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == sorted(names)
    assert {name.split("/")[0] for name in names} == {
        "markdown_it", "mdurl", "qingdan_checker", "qingdan_dsl", "shipped.json"
    }  # fmt: skip
    assert "qingdan_checker/policies/cn/hebei/reform-2020.qd.md" in names
    assert not [name for name in names if "/cli/" in name or "/playground/" in name or name.endswith(".pyc")]


def test_examples_are_those_of_the_project() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    texts = {one["id"]: one["text"] for one in examples()}
    for language in ("zh", "en"):
        table = texts["table"]
        assert isinstance(table, dict)
        assert f"```qingdan\n{table[language]}```" in readme
    assert next(iter(texts)) == next(iter(TITLES)) == "breach"


def test_the_page_can_be_tried_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    (tmp_path / "wrong.tgz").write_bytes(b"?")
    home = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in home.items():
            patch.setenv(name, value)
        assert main([str(tmp_path / "out"), str(tmp_path / "wrong.tgz")]) == 2
    assert "sha512" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
