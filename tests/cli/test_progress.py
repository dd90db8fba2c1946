"""How far the work is: on a terminal, after a while, files first and then what has been judged."""

from __future__ import annotations

import io
import sys

import pytest
from command import REPOSITORY, TODAY, qingdan

from qingdan_checker.cli import progress
from qingdan_checker.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def work() -> None:
    with Progress() as shown:
        for done in range(1, 4):
            shown(done, 4)
        for done in range(1, 5):
            shown.judging(done, 4)


def test_a_long_check_shows_reading_and_judging(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "OFTEN", 0.0)
    work()
    shown = terminal.getvalue().split("\r\x1b[K")
    assert shown[3] == "reading 读取 [######################........] 3/4"
    assert shown[-2] == "judging 核对 [##############################] 4/4"
    assert shown[-1] == ""


def test_a_short_one_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    work()
    assert terminal.getvalue() == ""


def test_nothing_is_shown_where_nobody_would_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    other = io.StringIO()
    monkeypatch.setattr(sys, "stderr", other)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    work()
    assert other.getvalue() == ""


@pytest.mark.usefixtures("environment")
def test_every_jurisdiction_and_date_is_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(Progress, "judging", lambda _self, done, of: told.append((done, of)))
    qingdan("check", REPOSITORY, TODAY, "--no-cache")
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))
