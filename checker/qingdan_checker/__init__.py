"""The checker: documents in, report out. `pipeline.check` is the whole way."""

__all__ = ["check"]


def __getattr__(name: str) -> object:
    """Imports the pipeline when it is first asked for: the command's `--version` needs none of it."""
    if name == "check":
        from qingdan_checker.pipeline import check  # noqa: PLC0415

        return check
    raise AttributeError(name)
