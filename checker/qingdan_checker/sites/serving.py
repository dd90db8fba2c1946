"""A site that is built again whenever a policy changes, on this machine alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

HOST: Final = "127.0.0.1"
"""Nobody else is served."""


def serve(site: Path, folders: Iterable[str], rebuild: Callable[[], None], port: int) -> None:
    """Serves a built site until it is interrupted; pages that are open load themselves again. Raises OSError.

    It is built again when a file directly in one of the folders changes: what lies below is not looked at, for the
    site itself may be there.
    """
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415  loaded where a site is built, and only there

    server = LiveReloadServer(builder=rebuild, host=HOST, port=port, root=str(site))
    for path in folders:
        server.watch(path, recursive=False)
    try:
        server.serve()  # type: ignore[no-untyped-call]  # it takes and gives nothing
    except KeyboardInterrupt:
        server.shutdown()
