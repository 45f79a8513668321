"""The manual shows pictures that the browser's stories made (WRITE=1 makes them anew), and none that nothing shows."""

import re

from canteen.models.words import Post
from tests.house.source import ROOT


def test_every_picture_of_the_manual_is_there_and_is_shown() -> None:
    shown = re.findall(
        r"!\[[^\]]+\]\(pictures/([\w-]+\.png)\)", (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    )
    assert shown
    assert sorted(shown) == sorted(path.name for path in (ROOT / "docs" / "pictures").iterdir())


def test_every_post_has_its_page() -> None:
    headings = re.findall(r"^## (\S+)$", (ROOT / "docs" / "manual.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(Post) <= set(headings)
