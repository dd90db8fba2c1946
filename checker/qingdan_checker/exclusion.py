"""Files that are left out of what was found, by patterns; how many is counted."""

from __future__ import annotations

import os
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.library import Found


def without(found: Found, patterns: Sequence[str], folder: Path) -> Found:
    """The same without the files that a pattern names, relative to a folder; a file that was itself asked for stays.

    A pattern without `/` names files and folders wherever they lie, one with `/` a path from the folder; `*` stands
    for any text, also with `/` in it. What a folder holds goes with it.
    """
    if not patterns:
        return found
    named = {os.path.realpath(root) for root in found.roots if not root.is_dir()}
    reasons = [None if text.real in named else _excluding(text.real, patterns, folder) for text in found.texts]
    kept = tuple(text for text, why in zip(found.texts, reasons, strict=True) if why is None)
    return replace(found, texts=kept, excluded=tuple((one, reasons.count(one)) for one in patterns))


def _excluding(real: str, patterns: Sequence[str], folder: Path) -> str | None:
    """The first pattern that names a file or a folder in which it lies."""
    parts = Path(os.path.relpath(real, folder)).parts if real else ()
    paths = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    for pattern in patterns:
        plain = pattern.removeprefix("./").rstrip("/")
        if any(fnmatchcase(one, plain) for one in (paths if "/" in plain else parts)):
            return pattern
    return None
