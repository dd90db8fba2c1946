"""Trees for the commands that ask something of a set of policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.cache import Cache, open_cache
from qingdan_checker.cli.progress import Progress
from qingdan_checker.loading import load

if TYPE_CHECKING:
    from qingdan_checker.library import Found
    from qingdan_checker.loading import Loaded


def load_sources(found: Found, bundle: Found | None, *, no_cache: bool) -> Loaded:
    """The trees and sources of the files that were found, with the bundled library where it is needed."""
    with Progress() as progress:
        return load(found, bundle, Cache(None) if no_cache else open_cache(found.roots), progress)
