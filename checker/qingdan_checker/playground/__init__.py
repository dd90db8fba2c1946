"""The checker in the browser: a static page with Python in it, made from what is installed here.

`fetched` brings Python for the browser into a cache folder, `written` writes the page into a site.
"""

from qingdan_checker.playground.page import written
from qingdan_checker.playground.runtime import MissingRuntimeError, fetched

__all__ = ["MissingRuntimeError", "fetched", "written"]
