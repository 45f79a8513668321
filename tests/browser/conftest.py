"""Every story is told twice: on a phone over SQLite, and at a desk over PostgreSQL."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests import chromium
from tests.conftest import opened

TELLINGS = {"phone": ("sqlite", chromium.PHONE), "desk": ("postgresql", chromium.DESK)}


@pytest.fixture(params=TELLINGS)
def telling(request: pytest.FixtureRequest) -> str:
    """Which of the two."""
    return str(request.param)


@pytest.fixture
def engine_name(telling: str) -> str:
    """The engine of this telling."""
    return TELLINGS[telling][0]


@pytest.fixture
def page(telling: str, browser: Browser, live: str) -> Iterator[Page]:
    """A page on the screen of this telling."""
    yield from opened(browser, live, TELLINGS[telling][1])
