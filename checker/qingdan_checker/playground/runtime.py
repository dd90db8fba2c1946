"""Python for the browser: Pyodide as its makers publish it for npm, checked against marks that stand here."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Final

from qingdan_checker.messages.language import Sentence

VERSION: Final = "314.0.7"
"""The release of Pyodide; it brings CPython 3.14."""

INTEGRITY: Final = "sha512-0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
"""The mark of the package, as published with it."""

FILES: Final = {
    "pyodide-lock.json": "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
"""The files that a page needs, and their sha256."""

PATIENCE: Final = 600
"""Seconds that npm may take."""

MOST_BYTES: Final = 64 * 1024 * 1024
"""A package is smaller than this, packed or not."""


class MissingRuntimeError(Exception):
    """Why there is no runtime, in both languages; what is needed is said too."""

    def __init__(self, said: Sentence) -> None:
        super().__init__(said.en)
        self.said = said


def fetched(cache: Path, source: Path | None = None) -> Path:
    """The folder with the runtime's files, below a cache folder: as it is there, else fetched.

    `source` is the package as a file, for where there is no network. Whatever is not the pinned release, byte for
    byte, is refused. Raises MissingRuntimeError.
    """
    folder = cache / f"pyodide-{VERSION}"
    if _is_whole(folder):
        return folder
    contents = _contents(_read(source) if source else _packed())
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        draft = folder / f"{name}.{os.getpid()}"
        draft.write_bytes(data)
        draft.replace(folder / name)
    return folder


def _is_whole(folder: Path) -> bool:
    """Whether all files are there and none is another."""
    try:
        return all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == mark for name, mark in FILES.items())
    except OSError:
        return False


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise MissingRuntimeError(
            Sentence(f"the package {source} cannot be read: {why}", f"无法读取安装包 {source}：{why}")
        ) from None


def _packed() -> bytes:
    """The package from npm's registry, or whichever mirror npm is set up for."""
    npm = shutil.which("npm")
    if not npm or Path(npm).resolve().is_relative_to(Path.cwd()):
        raise MissingRuntimeError(
            Sentence(
                f"the playground needs npm to fetch Pyodide {VERSION}; install Node.js, or give the package as a file",
                f"试用页需要用 npm 取得 Pyodide {VERSION}：请安装 Node.js，或以文件形式提供该安装包",
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        command = (npm, "pack", f"pyodide@{VERSION}", "--ignore-scripts", "--silent", "--pack-destination", folder)
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603  no shell; a list
            return next(Path(folder).glob("*.tgz")).read_bytes()
        except (OSError, subprocess.SubprocessError, StopIteration) as error:
            raise MissingRuntimeError(_unreachable(error)) from None


def _unreachable(error: Exception) -> Sentence:
    said = getattr(error, "stderr", None) or b""
    why = said.decode(errors="replace").strip().partition("\n")[0] or type(error).__name__
    return Sentence(
        f"npm could not fetch Pyodide {VERSION}: {why}; check the network, or give the package as a file",
        f"npm 未能取得 Pyodide {VERSION}：{why}。请检查网络，或以文件形式提供该安装包",
    )


def _contents(package: bytes) -> dict[str, bytes]:
    """The files that are needed, once the package is known to be the pinned one."""
    mark = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    if mark != INTEGRITY:
        raise MissingRuntimeError(
            Sentence(
                f"this is not the package pyodide@{VERSION}: its sha512 differs from the published one",
                f"该文件不是 pyodide@{VERSION}：sha512 与公布的不符",
            )
        )
    with tarfile.open(fileobj=BytesIO(package), mode="r:gz") as archive:
        return {name: _member(archive, name) for name in FILES}


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    stream = archive.extractfile(f"package/{name}")
    assert stream  # noqa: S101  the package is the pinned one, byte for byte
    return stream.read(MOST_BYTES)
