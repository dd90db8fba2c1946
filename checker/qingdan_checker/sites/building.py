"""Pages to a site, by MkDocs: the one door to it."""

from __future__ import annotations

import logging
import os
from calendar import timegm
from contextlib import contextmanager
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

NEEDED: Final = ("mkdocs", "material", "jieba", "pygments")
"""What the extra `docs` brings."""


class MissingExtraError(Exception):
    """What builds a site is not installed."""


class BuildError(Exception):
    """MkDocs did not build the pages; its argument says what it said."""


def is_ready() -> bool:
    """Whether everything that is needed is installed."""
    return all(find_spec(name) for name in NEEDED)


def build(home: Path, settings: Sequence[str], day: date) -> None:
    """Builds the pages of a folder, by its settings one after another; nothing is dated but by the day of the site.

    Raises MissingExtraError, BuildError.
    """
    if not is_ready():
        raise MissingExtraError
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as make  # noqa: PLC0415  it is loaded where a site is built, and only there
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    with _dated(day), _own_dictionary(), _heard() as said:
        for name in settings:
            try:
                config = load_config(str(home / name))
                config.plugins.on_startup(command="build", dirty=False)
                make(config)
                config.plugins.on_shutdown()
            except (MkDocsException, SystemExit) as error:
                raise BuildError("\n".join([*said, str(error)])) from error


@contextmanager
def _own_dictionary() -> Iterator[None]:
    """Lets jieba keep its dictionary where nobody else can have put one, and be silent about it."""
    import jieba  # noqa: PLC0415  as above

    jieba.setLogLevel(logging.WARNING)
    with TemporaryDirectory() as folder:
        jieba.dt.tmp_dir = folder
        yield


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """Dates what is built by the day, so that the same input gives the same bytes."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = before or str(timegm(day.timetuple()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What MkDocs warns of, kept instead of printed."""
    said: list[str] = []

    class _Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, ear = logging.getLogger("mkdocs"), _Ear(logging.WARNING)
    logger.addHandler(ear)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield said
    finally:
        logger.removeHandler(ear)
        logger.propagate = propagate
