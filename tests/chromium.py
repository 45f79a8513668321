"""Pages in a real browser: a phone and a desk, and what axe-core finds on them."""

import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
FLAGS = [
    "--no-sandbox",  # the tests may run as root, and they open no page but ours
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
DESK = {"viewport": {"width": 1366, "height": 900}}
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    resultTypes: ["violations"],
})"""


def violations(page: Page) -> list[str]:
    """What axe-core finds serious on the page; run by evaluate, since the policy forbids a foreign script."""
    page.evaluate(AXE)
    return [
        f"{found['id']}: {node['html']}"
        for found in page.evaluate(RUN_AXE)["violations"]
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than the screen."""
    width = page.viewport_size["width"] if page.viewport_size else 0  # a phone's innerWidth grows with its page
    return bool(page.evaluate("width => document.documentElement.scrollWidth > width", width))


def record_errors(page: Page) -> list[str]:
    """A list that fills with what the browser complains about; a refusal's status is no error of the page."""
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "responded with a status of 4" not in message.text:
            errors.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors
