"""The files that other repositories use: their scripts take hostile inputs as text, and gates stop at warnings."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ACTION = ROOT / "action.yml"
EXPORTED = ("action.yml", ".pre-commit-hooks.yaml", "ci/gitlab.yml", "Containerfile")

pytestmark = pytest.mark.skipif(not ACTION.exists(), reason="runs in a checkout")


def scripts() -> list[str]:
    """The scripts of the action, as bash gets them."""
    found = re.findall(r"^ {6}run: \|\n((?: {8}.*\n|\n)+)", ACTION.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"^ {8}", "", script, flags=re.MULTILINE) for script in found]


@pytest.mark.parametrize("name", EXPORTED)
def test_exported_gates_stop_at_warnings(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.search(r'threshold"?,? "?warning|THRESHOLD: "warning"|threshold:\n.*\n    default: warning', text)


def test_no_input_is_part_of_a_script() -> None:
    assert len(scripts()) == 2
    for script in scripts():
        assert "${{" not in script
        assert "eval" not in script
    assert (ROOT / "ci/gitlab.yml").read_text(encoding="utf-8").count("eval") == 0


def run(tmp_path: Path, **inputs: str) -> list[str]:
    """The arguments that the action gives to the command, for some inputs."""
    command = tmp_path / "qingdan" / "bin" / "qingdan"
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text('#!/bin/sh\nprintf "%s\\0" "$@"\n')
    command.chmod(0o755)
    names = ("PATH", "THRESHOLD", "SELECT", "IGNORE", "BASELINE", "CHANGED", "REPORT", "FORMAT", "LANG", "CONFIG")
    given = {f"QINGDAN_{name}": inputs.get(name.lower(), "") for name in (*names, "ISOLATED")}
    environment = os.environ | {"RUNNER_TEMP": str(tmp_path)} | given
    done = subprocess.run(["bash", "-c", scripts()[1]], env=environment, check=True, capture_output=True, cwd=tmp_path)  # noqa: S607
    return printed(done.stdout.decode()).split("\0")[:-1]


def printed(log: str) -> str:
    """What stands in a log between the line that switches commands off and the one that switches them on again."""
    first, _, rest = log.partition("\n")
    token = first.removeprefix("::stop-commands::")
    assert len(token) == 32
    assert rest.endswith(f"::{token}::\n")
    return rest.removesuffix(f"::{token}::\n")


def test_the_action_gives_its_inputs_as_arguments(tmp_path: Path) -> None:
    evil = "$(touch trap) `touch trap`; touch trap & 'x' \"y\" *"
    arguments = run(
        tmp_path,
        path=f"政策\n-o\n{evil}",
        threshold="warning",
        format="text",
        lang="both",
        select=evil,
        changed=evil,
        report="json=a b.json\n\nconcise=c",
        isolated="true",
    )
    start = ["check", "--threshold=warning", "--format=text", "--lang=both", f"--select={evil}", f"--changed={evil}"]
    assert arguments == [*start, "--isolated", "--report=json=a b.json", "--report=concise=c", "--", "政策", "-o", evil]
    assert not (tmp_path / "trap").exists()


def test_the_action_does_not_guess_whether_settings_are_isolated(tmp_path: Path) -> None:
    for word in ("yes", "True", " true", ""):
        with pytest.raises(subprocess.CalledProcessError) as failed:
            run(tmp_path / word.strip(), isolated=word, format="text")
        assert failed.value.returncode == 2
