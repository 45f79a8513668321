"""Lighthouse's phone profile of the pages that people open first, logged in: `python -m bench.lighthouse`.

It needs Node.js and the tests' Chromium. npx fetches Lighthouse; another command for it may be given.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.daily import NEW, course
from bench.visitors import Visitor, served
from bench.working import opened, said
from tests.chromium import CHROMIUM, FLAGS

LIGHTHOUSE = ("npx", "--yes", "lighthouse@12.8.2")
BOUNDS = {"performance": 95, "accessibility": 100, "best-practices": 100}
METRICS = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
"""What performance is mostly made of, on the slow phone that Lighthouse reckons with."""
SIGNERS = ("cai1", "cai2", "yan1", "yan2")


def measure(home: Path, command: list[str]) -> bool:
    """Print what each page scores of 100; gives whether all reach their bounds."""
    opened(home)
    print(
        "| page | " + " | ".join((*BOUNDS, *METRICS)) + " |\n" + "|---" * (1 + len(BOUNDS) + len(METRICS)) + "|",
        flush=True,
    )
    with served("product", home) as port:
        marks = [_reaches(command, port, *page) for page in _pages(port)]
    return all(marks)


def _pages(port: int) -> list[tuple[str, str, Visitor]]:
    """What each page is called, its address, and who opens it."""
    people = {who: Visitor(port, who) for who in (*SIGNERS, "shen")}
    key = _delivered(people)
    return [
        ("log-in", "/login", Visitor(port)),
        ("今日", "/today/", people["shen"]),
        ("purchase form", NEW, people["cai1"]),
        ("approval sheet", f"/approval/{key}", people["shen"]),
    ]


def _delivered(people: dict[str, Visitor]) -> str:
    """The key of a purchase of five lines that waits for its approval."""
    key = people["cai1"].send(NEW, said(0))[0].split("/")[2]
    steps = course(people | {"chu": people["shen"]}, key, 0)
    for step in ("采购人一", "采购人二", "过秤", "验收人一", "验收人二"):
        steps[step]()
    return key


def _reaches(command: list[str], port: int, name: str, address: str, visitor: Visitor) -> bool:
    """Print a page's row; gives whether it reaches the bounds."""
    cookie = "; ".join(f"{each}={value}" for each, value in visitor.cookies.items())
    options = {
        "--extra-headers": json.dumps({"Cookie": cookie}),
        "--only-categories": ",".join(BOUNDS),
        "--chrome-flags": " ".join(FLAGS),
        "--output": "json",
    }
    url = f"http://127.0.0.1:{port}{address}"
    page = [*command, url, "--quiet", *(f"{key}={value}" for key, value in options.items())]
    answer = subprocess.run(page, env={**os.environ, "CHROME_PATH": str(CHROMIUM)}, stdout=subprocess.PIPE, check=True)
    report = json.loads(answer.stdout)
    assert report["finalDisplayedUrl"] == url, "the page led elsewhere"
    marks = {each: round(100 * report["categories"][each]["score"]) for each in BOUNDS}
    shown = [*map(str, marks.values()), *(report["audits"][each]["displayValue"] for each in METRICS)]
    print(f"| {name} | " + " | ".join(shown) + " |", flush=True)
    return all(marks[each] >= bound for each, bound in BOUNDS.items())


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        sys.exit(not measure(Path(folder), sys.argv[1:] or [*LIGHTHOUSE]))
