"""The page by itself, to try it: `python -m qingdan_checker.playground FOLDER` writes it in both languages."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

from qingdan_checker.playground import MissingRuntimeError, fetched, written


def main(arguments: list[str]) -> int:
    """Writes the page and says where: `FOLDER [PACKAGE]`, the package being Pyodide's as a file. 0, or 2 and why."""
    if not 1 <= len(arguments) <= 2:  # noqa: PLR2004  a folder, and a package
        print("python -m qingdan_checker.playground FOLDER [PACKAGE]", file=sys.stderr)  # noqa: T201
        return 2
    folder, *packages = map(Path, arguments)
    try:
        runtime = fetched(platformdirs.user_cache_path("qingdan", appauthor=False), *packages)
    except MissingRuntimeError as error:
        print(f"{error.said.en}\n{error.said.zh}", file=sys.stderr)  # noqa: T201
        return 2
    written(folder / "playground", "zh", runtime, "../en/playground/")
    written(folder / "en" / "playground", "en", runtime, "../../playground/", assets="../../playground/assets/")
    print(folder / "playground" / "index.html")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
