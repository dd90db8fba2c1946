"""Where the texts to be checked are found: the only module that reads them from the disk."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qingdan_checker.sheets import MOST_BYTES as MOST_SHEET_BYTES
from qingdan_checker.sheets import Refused
from qingdan_dsl.source import MOST_BYTES, Fault, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SUFFIXES: Final = (".qd", ".qd.md")
"""The ends of the names of sources."""

STDIN: Final = "<stdin>"
"""What standard input is called where nobody has given it a name."""

BUNDLED: Final = "<cn>"
"""What stands before the paths of the bundled library; no checked path begins with a `<`."""

_ABSOLUTE: Final = re.compile(r"[/~]|[A-Za-z]:")
"""A path that does not start from its source: of a system's root, a user's home, or a drive."""

_VENV: Final = "pyvenv.cfg"

_PLAIN_STARTS: Final = frozenset("_./\\")
"""A path that starts with another mark gets a `./`: `<` is the library's, and `::` would be a command to a CI log."""


class NoSuchPathError(Exception):
    """A path that was asked for and is not there; its only argument is the path as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file that was found: the path it is reported under, where it lies, its bytes and their sha256.

    `real` is empty for standard input. A file that cannot be read has a fault in place of its bytes.
    """

    path: str
    real: str
    data: bytes = b""
    digest: str = ""
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found under some paths, by path; `roots` are those paths, resolved.

    `unfollowed` are links to folders: they are not followed, and the reader is told so. `excluded` are patterns with
    how many files each has left out.
    """

    texts: tuple[Text, ...] = ()
    roots: tuple[Path, ...] = ()
    unfollowed: tuple[str, ...] = ()
    excluded: tuple[tuple[str, int], ...] = ()

    def prefix(self, base: Path) -> str:
        """What stands before reported paths where they are seen from a folder: nothing where they lie outside it."""
        top, folder = _top(self.roots), os.path.realpath(base)
        if not top or not _below(top, (folder,)) or top == folder:
            return ""
        return f"{os.path.relpath(top, folder).replace(os.sep, '/')}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stdin:
    """A text from standard input, and the file name that it goes by."""

    name: str
    data: bytes


def find(paths: Sequence[str], stdin: Stdin | None = None) -> Found:
    """The sources under some paths. A file that is named is read whatever its name ends in.

    With one path, reported paths are relative to it (a file's is its name); with several, to the folder that holds
    them all. Raises NoSuchPathError.
    """
    roots = tuple(_root(path) for path in paths)
    top = _top(roots)
    folders = tuple(str(_folder(root)) for root in roots)
    texts: dict[str, Text] = {}
    unfollowed: list[str] = []
    for root in roots:
        for file, is_link in _files(root, unfollowed):
            text = _read(file, _report_path(file, top), folders if is_link else ())
            texts.setdefault(text.real, text)
    if stdin:
        text = _from_stdin(stdin, top)
        texts[text.real] = text
    ordered = tuple(sorted(texts.values(), key=lambda text: text.path))
    return Found(texts=ordered, roots=roots, unfollowed=tuple(sorted({_report_path(link, top) for link in unfollowed})))


def attached(source: Text, written: str, found: Found) -> Text | Refused:
    """The file that a path written in a source leads to, relative to it, inside what was asked for; or why it is not.

    A link is followed as long as it stays inside. A file that is there and cannot be read has a fault.
    """
    base = os.path.dirname(source.real) if source.real else str(Path.cwd())  # noqa: PTH120  a text, not a path
    folders = tuple(os.path.realpath(_folder(root)) for root in found.roots)
    if not _below(base, folders):
        folders = (*folders, base)  # a text from standard input, under a name of its own
    plain = written.replace("\\", "/")
    if not plain.strip() or "\0" in plain or _ABSOLUTE.match(plain):
        return _no_file("sheet-outside" if _ABSOLUTE.match(plain) else "sheet-missing", written)
    file = os.path.normpath(os.path.join(base, plain))  # noqa: PTH118  normalised as text, before links are followed
    real = os.path.realpath(file)
    if not _below(file, folders) or not _below(real, folders):
        return _no_file("sheet-outside", written)
    if not os.path.isfile(real):  # noqa: PTH113  as above
        return _no_file("sheet-missing", written)
    return _sheet(real, _attached_path(file, source, found))


def mark_of(there: Text | Refused) -> str:
    """What was there: the content's digest, or why there was none."""
    return there.reason if isinstance(there, Refused) else there.digest or there.path


def _no_file(reason: str, written: str) -> Refused:
    return Refused(reason=reason, written=written)


def _attached_path(file: str, source: Text, found: Found) -> str:
    """The path under which an attached file is reported: as its source would be, if it lay there."""
    if source.path.startswith(f"{BUNDLED}/"):
        return f"{BUNDLED}/{_report_path(file, str(found.roots[0])).removeprefix('./')}"
    return _report_path(file, _top(found.roots))


def _sheet(real: str, path: str) -> Text:
    """A file with entries with its bytes."""
    try:
        data = content(real, MOST_SHEET_BYTES)
    except OSError as error:
        return _refused(path, real, "sheet-unreadable", code="value", why=error.strerror or type(error).__name__)
    if isinstance(data, int):
        return _refused(path, real, "sheet-large", code="value", bytes=f"{data:,}", most=f"{MOST_SHEET_BYTES:,}")
    return Text(path=path, real=real, data=data, digest=hashlib.sha256(data).hexdigest())


def bundled(checked: Found, among: Iterable[Text] | None = None) -> Found:
    """The bundled library, without the files that the checked ones stand for; `among` are its files, read before.

    These are the same files, files with the same content, and the part of the library that a checked path is a copy
    of by its place: `policies/cn/hebei/hengshui` stands for `hebei/hengshui`.
    """
    home = library_folder()
    names = {text.real for text in checked.texts if text.real}
    digests = {text.digest for text in checked.texts if text.digest}
    replaced = _replaced(home, checked.roots)
    kept = (
        text
        for text in (_library_texts(home) if among is None else among)
        if text.real not in names and text.digest not in digests and not _below(text.real, replaced)
    )
    return Found(texts=tuple(sorted(kept, key=lambda text: text.path)), roots=(home,))


def library_folder() -> Path:
    """The folder of the bundled law: the checkout's, where this package lies in one, else the packaged copy."""
    package = Path(__file__).resolve().parent
    checkout = package.parent.parent / "policies" / "cn"
    return checkout if package.parent.name == "checker" and checkout.is_dir() else package / "policies" / "cn"


def _library_texts(home: Path) -> Iterator[Text]:
    start = len(str(home)) + 1
    for file, is_link in _files(home, []):
        path = file[start:].replace(os.sep, "/")
        yield _read(file, f"{BUNDLED}/{path}", (str(home),) if is_link else ())


def _replaced(home: Path, roots: tuple[Path, ...]) -> tuple[str, ...]:
    """The files and folders of the library for which a checked path stands, by the place where it lies."""
    found = []
    for root in roots:
        parts = root.parts
        for at, part in enumerate(parts[:-1]):
            inside = home.joinpath(*parts[at + 1 :])
            if part == home.name and inside.exists():
                found.append(str(inside))
    return tuple(found)


def _below(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)


# ---- paths


def _root(written: str) -> Path:
    """A path as it was asked for, with its folders resolved; of a link to a file, the link."""
    path = Path(written)
    if not os.path.lexists(path):
        raise NoSuchPathError(written)
    if path.is_dir() or path.name in {"", ".."}:
        return path.resolve()
    return path.parent.resolve() / path.name


def _folder(root: Path) -> Path:
    return root if root.is_dir() else root.parent


def _top(roots: tuple[Path, ...]) -> str:
    """The folder that reported paths are relative to."""
    if not roots:
        return str(Path.cwd())
    try:
        return os.path.commonpath([_folder(root) for root in roots])
    except ValueError:  # different drives
        return ""


def _report_path(file: str, top: str) -> str:
    path = file[len(top.rstrip(os.sep)) + 1 :] if top and _below(file, (top,)) else file
    path = path.replace(os.sep, "/")
    if not path.isascii():
        path = os.fsencode(path).decode(errors="backslashreplace")
    plain = path[:1].isalnum() or path[:1] in _PLAIN_STARTS
    return path if plain else f"./{path}"


# ---- files


def _files(root: Path, unfollowed: list[str]) -> Iterator[tuple[str, bool]]:
    """The sources under a root, or the root itself if it is a file; and whether it is a link."""
    if not root.is_dir():
        yield str(root), root.is_symlink()
        return
    waiting = [str(root)]
    while waiting:
        folder = waiting.pop()
        try:
            entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
        except OSError:
            yield folder, False
            continue
        if folder != str(root) and any(entry.name == _VENV for entry in entries):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.name.endswith(SUFFIXES):
                yield entry.path, entry.is_symlink()
            elif entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112  a link in a circle is none
                unfollowed.append(entry.path)


def _read(file: str, path: str, allowed: tuple[str, ...]) -> Text:
    """A file with its bytes; whatever keeps it from being read is a fault.

    `allowed` is given for a link: the folders that it must not leave.
    """
    real = os.path.realpath(file) if allowed else file
    if allowed and not _below(real, allowed):
        return _refused(path, real, "link-leaves")
    try:
        data = content(real, MOST_BYTES)
    except OSError as error:
        return _refused(path, real, "unreadable", why=error.strerror or type(error).__name__)
    return _text(path, real, data)


def _text(path: str, real: str, data: bytes | int) -> Text:
    if isinstance(data, int):
        return _refused(path, real, "too-large", bytes=str(data))
    return Text(path=path, real=real, data=data, digest=hashlib.sha256(data).hexdigest())


def content(real: str, most: int) -> bytes | int:
    """The content of a file, or its size where it is too large to read. Raises OSError; never waits for a pipe."""
    handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise OSError(0, "not a regular file")
        if state.st_size > most:
            return state.st_size
        with os.fdopen(handle, "rb", closefd=False) as stream:
            data = stream.read(most + 1)
    finally:
        os.close(handle)
    return len(data) if len(data) > most else data


def _refused(path: str, real: str, reason: str, *, code: str = "syntax", **facts: str) -> Text:
    fault = Fault(code=code, reason=reason, path=path, span=Span(0, 0), facts=tuple(facts.items()))
    return Text(path=path, real=real, fault=fault)


def _from_stdin(stdin: Stdin, top: str) -> Text:
    """Standard input under its name; where that is the name of a file, it stands in the file's place."""
    if stdin.name == STDIN:
        path, real = STDIN, ""
    else:
        real = os.path.realpath(stdin.name)
        path = _report_path(real, top)
    return _text(path, real, len(stdin.data) if len(stdin.data) > MOST_BYTES else stdin.data)
