"""The frame of the pages: its stylesheet, its vendored files, and how long a browser may keep them."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from canteen import assets

TEMPLATES = "".join(path.read_text() for path in sorted((Path(__file__).parents[2] / "templates").rglob("*.html")))
OURS = set(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", (assets.STATIC / "mingzhang.css").read_text()))
VENDORED = (assets.STATIC / "vendor" / "README.md").read_text()


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_rule_of_the_stylesheet_is_for_something_on_a_page(name: str) -> None:
    stem, _, _ = name.rpartition("-")
    assert re.search(rf"(?<![\w-]){name}(?![\w-])", TEMPLATES) or f"{stem}-{{{{" in TEMPLATES


@pytest.mark.parametrize("name", ["bootstrap.min.css", "htmx.min.js"])
def test_a_vendored_file_is_the_one_that_its_list_names(name: str) -> None:
    digest = sha256((assets.STATIC / "vendor" / name).read_bytes()).hexdigest()
    assert re.search(rf"`{re.escape(name)}`.*`{digest}`", VENDORED)


def test_no_page_carries_script_style_or_handler_of_its_own() -> None:
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", TEMPLATES)


def test_a_static_file_asked_for_by_its_hash_is_kept_and_by_another_is_not() -> None:
    app = Flask("canteen", static_folder=str(assets.STATIC))
    assets.init(app)
    with app.test_request_context():
        address = assets.asset("mingzhang.css")
    assert app.test_client().get(address, buffered=True).headers["Cache-Control"] == assets.FOR_EVER
    assert app.test_client().get(f"{address}0", buffered=True).headers["Cache-Control"] == "no-cache"
