"""Places of a report in SARIF: files by relative address and hash, stretches of text with their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from qingdan_checker.findings import Place

if TYPE_CHECKING:
    from qingdan_checker.findings import Report
    from qingdan_checker.formats import Options

_ROOT: Final = "%SRCROOT%"
_LIBRARY: Final = "QINGDAN_LIBRARY"
BASES: Final = {
    _ROOT: "The root of the repository that was checked.",
    _LIBRARY: "The texts of law that qingdan brings with it.",
}
"""What the addresses of files are relative to. Where that lies is the reader's to know: it differs by machine."""

_BUNDLED: Final = "<cn>/"
_LONGEST: Final = 1_000
"""Characters of text that are shown at a place; more would be no help."""


class Places:
    """The files of a report, by number, and their lines where they are needed."""

    def __init__(self, report: Report, options: Options) -> None:
        self._report = report
        self._options = options
        self._numbers = {file: at for at, file in enumerate(sorted(report.digests))}
        self._lines: dict[str, list[str]] = {}

    def artifacts(self) -> list[dict[str, Any]]:
        """Every file that was read, with its hash."""
        return [
            {
                "location": self._address(file),
                "hashes": {"sha-256": digest},
                "roles": ["policy" if file.startswith(_BUNDLED) else "analysisTarget"],
            }
            for file, digest in sorted(self._report.digests.items())
        ]

    def physical(self, place: Place) -> dict[str, Any]:
        """A place with the text that stands there, and the lines that it stands in."""
        address = self._address(place.file)
        if place.file in self._numbers:
            address["index"] = self._numbers[place.file]
        found: dict[str, Any] = {"artifactLocation": address, "region": region_of(place)}
        text, lines = self._shown(place)
        if text:
            found["region"]["snippet"] = {"text": text}
            found["contextRegion"] = {
                "startLine": place.line,
                "endLine": place.end_line,
                "snippet": {"text": lines},
            }
        return found

    def of_file(self, file: str) -> dict[str, Any]:
        """A file of which no line is known any more: its beginning."""
        region = region_of(Place(file=file, line=1, column=1, end_line=1, end_column=1))
        return {"artifactLocation": self._address(file), "region": region}

    def _address(self, file: str) -> dict[str, Any]:
        if file.startswith(_BUNDLED):
            return {"uri": _encoded(file.removeprefix(_BUNDLED)), "uriBaseId": _LIBRARY}
        return {"uri": _encoded(self._options.path(file)), "uriBaseId": _ROOT}

    def _shown(self, place: Place) -> tuple[str, str]:
        """The text of a place, and its whole lines; nothing where that is much, or the text is not there."""
        if place.file not in self._lines:
            self._lines[place.file] = self._report.sources.get(place.file, "").split("\n")
        lines = self._lines[place.file][place.line - 1 : place.end_line]
        if not lines or sum(map(len, lines)) > _LONGEST:
            return "", ""
        last = lines[-1][: place.end_column - 1]
        text = "\n".join((*lines[:-1], last))[place.column - 1 :]
        return text, "\n".join(lines)


def region_of(place: Place) -> dict[str, Any]:
    """A stretch of text; of an empty one its first character, since a region holds something."""
    empty = place.line == place.end_line and place.end_column <= place.column
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.column + 1 if empty else place.end_column,
    }


def _encoded(path: str) -> str:
    """A path as a relative address: a colon would make its first part a scheme."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/@!$&'()*+,;=~")
