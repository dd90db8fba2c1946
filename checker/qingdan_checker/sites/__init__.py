"""The documentation site of a policy repository: plain Markdown pages with their links, and what builds them."""

from __future__ import annotations

from qingdan_checker.sites.facts import Asked, Site, site_of
from qingdan_checker.sites.folder import written
from qingdan_checker.sites.pages import pages

__all__ = ["Asked", "Site", "pages", "site_of", "written"]
