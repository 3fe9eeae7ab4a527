"""Where this user's pages and answers are kept."""

from foedus.study.pages import Pages
from foedus.study.store import store_here


def pages_here() -> Pages:
    """Give the folder of pages: `pages` in the store of answers."""
    return Pages(store_here().root / "pages")
