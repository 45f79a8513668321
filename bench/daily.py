"""A purchase's daily life over HTTP against the yardstick: logging it, all of its course, and eight purchasers at once.

`python -m bench.daily` measures it alone.
"""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copytree
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.visitors import Visitor, served
from bench.working import BUYERS, CLIENTS, LINES, app_on, opened, said
from canteen import clock
from canteen.security import passwords

NEW = "/purchases/new"
WARM, LOGS, LIVES, EACH, ROUNDS = 3, 60, 15, 10, 5
"""How many purchases are not counted, logged alone, live their whole life, and are logged by each of eight at once, how often."""
PEOPLE = ("cai1", "cai2", "yan1", "yan2", "shen", "chu")
STORED = ("purchase", "line", "sent_form", "log_entry")
"""What both must have stored as many rows of."""
POSTS, SIGNED = 8, 5
"""The whole life is held against so many plain posts; so many of its forms are signed."""


@dataclass(frozen=True)
class Pair:
    """The product and the yardstick, each on its own copy of the canteen."""

    product: Path
    yardstick: Path


def measure(folder: Path) -> None:
    """Measure in a folder, and print the table."""
    print("| what | ratio | bound | took |\n|---|---|---|---|")
    pair = Pair(folder / "product", folder / "yardstick")
    opened(pair.product)
    copytree(pair.product, pair.yardstick)
    with served("product", pair.product) as ours, served("yardstick", pair.yardstick) as theirs:
        measure_logging(pair, ours, theirs)
        steps = measure_life(pair, ours, theirs)
        measure_many(pair, ours, theirs)
    print("\n" + "，".join(f"{step} {seconds * 1000:.0f} ms" for step, seconds in steps.items()))


def row(what: str, figure: float, bound: str, more: str) -> None:
    """Print a row of the table."""
    print(f"| {what} | {figure:.2f} | {bound} | {more} |", flush=True)


def measure_logging(pair: Pair, ours: int, theirs: int) -> None:
    """A five-line purchase, sent in turn to both."""
    buyer, hand = Visitor(ours, "cai1"), Visitor(theirs)
    before = _both_stored(pair)
    for place in range(WARM):
        both(buyer, hand, place)
    times = [both(buyer, hand, place) for place in range(LOGS)]
    _require_as_many(pair, before, WARM + LOGS)
    figure, mine = median(mine / plain for mine, plain in times), median(mine for mine, _ in times)
    row("logging a five-line purchase ÷ a plain handler", figure, "≤ 4", f"{mine * 1000:.1f} ms")


def both(buyer: Visitor, hand: Visitor, place: int) -> tuple[float, float]:
    """The same purchase logged by the product and by hand."""
    return buyer.send(NEW, said(place))[1], hand.send(NEW, said(place))[1]


def measure_life(pair: Pair, ours: int, theirs: int) -> dict[str, float]:
    """From the market to the payment: nine forms, five of them signed; after each the yardstick's one. Gives their seconds."""
    people, hand = {who: Visitor(ours, who) for who in PEOPLE}, Visitor(theirs)
    lives = [live(people, hand, place) for place in range(WARM + LIVES)][WARM:]
    sums = [sum(mine for mine, _ in steps.values()) for steps in lives]
    plain = [POSTS * median(hand_ for _, hand_ in steps.values()) for steps in lives]
    figure = median(mine / hand_ for mine, hand_ in zip(sums, plain, strict=True))
    row("the whole life ÷ eight such posts", figure, "≤ 4", f"{median(sums) * 1000:.0f} ms, {pins(pair.product)}")
    return {step: median(steps[step][0] for steps in lives) for step in lives[0]}


def live(people: dict[str, Visitor], hand: Visitor, place: int) -> dict[str, tuple[float, float]]:
    """One purchase's life: how long each form took, and a plain one at that moment."""
    address, logged = people["cai1"].send(NEW, said(place))
    steps: dict[str, Callable[[], float]] = {"登记": lambda: logged, **course(people, address.split("/")[2], place)}
    return {name: (step(), hand.send(NEW, said(place))[1]) for name, step in steps.items()}


def course(people: dict[str, Visitor], key: str, place: int) -> dict[str, Callable[[], float]]:
    """The forms after the first, each by whoever fills it."""
    said_ = said(place)
    weights = {f"line_{line}-gross": said_[f"lines-{line - 1}-quantity"] for line in range(1, LINES + 1)}
    read = {"发票号码": f"2621200000{key:0>10}", "开票日期": clock.today().isoformat(), "购买方": "机关食堂"}
    return {
        "采购人一": partial(people["cai1"].fill, f"/signoff/{key}/order", signed=True),
        "采购人二": partial(people["cai2"].fill, f"/signoff/{key}/order", signed=True),
        "过秤": partial(people["yan1"].fill, f"/acceptance/{key}", weights),
        "验收人一": partial(people["yan1"].fill, f"/signoff/{key}/arrival", signed=True),
        "验收人二": partial(people["yan2"].fill, f"/signoff/{key}/arrival", signed=True),
        "票据": partial(people["cai1"].fill, f"/receipts/new?purchase={key}", read),
        "审批": partial(people["shen"].fill, f"/approval/{key}", signed=True),
        "付款": partial(people["chu"].fill, f"/payments/new?purchase={key}", {"bank_ref": f"2026{key}"}),
    }


def measure_many(pair: Pair, ours: int, theirs: int) -> None:
    """Eight purchasers log at once: none is refused, none is lost, and how many come in a second."""
    buyers, hands = [Visitor(ours, who) for who in BUYERS], [Visitor(theirs) for _ in BUYERS]
    before, many = _both_stored(pair), CLIENTS * EACH
    rounds = [(_at_once(buyers), _at_once(hands)) for _ in range(ROUNDS)]
    _require_as_many(pair, before, ROUNDS * many)
    figure = median(plain / mine for (_, mine), (_, plain) in rounds)
    speed = median(many / mine for (_, mine), _ in rounds)
    p99 = quantiles([took for (times, _), _ in rounds for took in times], n=100)[-1]
    what = f"{CLIENTS} clients at once, purchases a second ÷ the plain handler's"
    row(what, figure, "≥ 0.3", f"{speed:.0f}/s, p99 {p99 * 1000:.0f} ms; none refused, none lost")


def _at_once(visitors: list[Visitor]) -> tuple[list[float], float]:
    """How long each form took, and all of them together."""
    start = perf_counter()
    with ThreadPoolExecutor(len(visitors)) as pool:
        found = list(pool.map(_log_many, visitors, range(len(visitors))))
    return [took for times in found for took in times], perf_counter() - start


def _log_many(visitor: Visitor, nth: int) -> list[float]:
    return [visitor.send(NEW, said(nth * EACH + place))[1] for place in range(EACH)]


def _both_stored(pair: Pair) -> list[dict[str, int]]:
    return [_stored(home) for home in (pair.product, pair.yardstick)]


def _stored(home: Path) -> dict[str, int]:
    with closing(sqlite3.connect(home / "canteen.sqlite3")) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in STORED}


def _require_as_many(pair: Pair, before: list[dict[str, int]], purchases: int) -> None:
    """No ratio without equal rows; and none may be lost."""
    more = [
        {table: now[table] - then[table] for table in STORED}
        for now, then in zip(_both_stored(pair), before, strict=True)
    ]
    if more[0] != more[1] or more[0]["purchase"] != purchases:
        raise SystemExit(f"not the same rows were stored: {more}")


def pins(home: Path) -> str:
    """What the PINs of five signatures cost beside it: the measured canteen hashes cheaply, as the tests do."""
    with app_on(home, cheap=False).app_context():
        start = perf_counter()
        for _ in range(SIGNED):
            passwords.hash_of("274953")
    return f"{(perf_counter() - start) * 1000:.0f} ms more for {SIGNED} PINs"


if __name__ == "__main__":
    with TemporaryDirectory() as home:
        measure(Path(home))
