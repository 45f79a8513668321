"""`python -m bench [PURCHASES ...]`: each figure as a ratio to the same thing by hand, in one run; prints the README's tables."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import python_calamine
from flask import Flask, render_template_string

from bench import by_hand, daily
from bench.places import Place, bring_in, empty, made
from canteen import clock
from canteen.check import check
from canteen.months import When

SIZES = (1_000, 10_000)
ROUNDS, VISITS = 5, 60
MONTH = date(2026, 10, 1)
WHENS = [When(1, date(2026, month, 1), date(2027, 1, 31)) for month in range(1, 13)]
IMPORTED = 10_000
"""The import is measured on this size."""
BY_HAND = """<!doctype html><html lang="zh-CN"><title>采购</title><table>{% for row in rows %}<tr>
{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table></html>"""
LISTS = {
    "purchase": """SELECT p.number, p.purchased_on, s.name, p.fund, p.purpose, (SELECT sum(amount) FROM line WHERE purchase_id = p.id), p.accepted_on
        FROM purchase p JOIN supplier s ON s.id = p.supplier_id WHERE p.canteen_id = 1 ORDER BY p.purchased_on DESC, p.id DESC LIMIT 50""",
    "receipt": """SELECT number, kind, issued_on, seller, invoice_no, amount FROM receipt
        WHERE canteen_id = 1 ORDER BY issued_on DESC NULLS LAST, id DESC LIMIT 50""",
    "payment": """SELECT p.number, p.paid_on, p.method, a.name, s.name, (SELECT sum(amount) FROM payment_part WHERE payment_id = p.id)
        FROM payment p JOIN account a ON a.id = p.account_id JOIN supplier s ON s.id = p.supplier_id
        WHERE p.canteen_id = 1 ORDER BY p.paid_on DESC, p.id DESC LIMIT 50""",
}
"""The longest lists, by hand."""
SAMPLE = Path(__file__).parents[2] / "shared" / "samples" / "canteen-year.xlsx"


def seconds(act: Callable[[], object]) -> float:
    """How long an act takes."""
    start = perf_counter()
    act()
    return perf_counter() - start


def ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The median of ours over theirs, done in turn, and the median of ours in seconds."""
    ours()
    theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    return median(mine / hand for mine, hand in pairs), median(mine for mine, _ in pairs)


def row(what: str, size: int, figure: float, bound: float, more: str) -> None:
    """Print a row of the table."""
    print(f"| {what} | {size:,} | {figure:.2f} | ≤ {bound:g} | {more} |", flush=True)


def measure_check(place: Place) -> None:
    """The month's check, and the year's, against hand-written SQL that gives the same findings and counts."""
    with place.app.app_context(), closing(sqlite3.connect(place.file)) as connection:
        require_every_clause(agree_all_year(connection))
        month = ratio(lambda: check(WHENS[MONTH.month - 1]), lambda: by_hand.ask(connection, WHENS[MONTH.month - 1]))
        row("month's check ÷ hand-written SQL", place.purchases, month[0], 3, f"{month[1] * 1000:.0f} ms")
        year = ratio(lambda: [check(when) for when in WHENS], lambda: [by_hand.ask(connection, when) for when in WHENS])
        row("year's check ÷ hand-written SQL", place.purchases, year[0], 3, f"{year[1]:.1f} s")


def agree_on_sample(folder: Path) -> None:
    """The hand-written SQL must be right about the sample that came with the contract, where it is there."""
    if SAMPLE.exists():
        place = empty(SAMPLE, 0, folder / "sample")
        bring_in(place)
        with place.app.app_context(), closing(sqlite3.connect(place.file)) as connection:
            agree_all_year(connection)


def agree_all_year(connection: sqlite3.Connection) -> set[str]:
    """No ratio without equal answers; gives the clauses that found anything."""
    return set().union(*(agree(when, by_hand.ask(connection, when)) for when in WHENS))


def require_every_clause(broken: set[str]) -> None:
    """Equal answers say little about a clause that nothing breaks."""
    kept = {number for subjects, numbers, _ in by_hand.STATEMENTS if not subjects for number in numbers} - broken
    if kept:
        raise SystemExit(f"nothing breaks {', '.join(sorted(kept))}: the measure would prove nothing")


def agree(when: When, answer: by_hand.Answer) -> set[str]:
    """Compare a month's findings and counts; gives the clauses that found anything."""
    report = check(when)
    found = {(finding.clause.number, finding.document, finding.amount) for finding in report.findings}
    counts = {looked.clause.number: looked.subjects for looked in report.looked}
    if found != answer.found or any(answer.subjects[number] != count for number, count in counts.items()):
        raise SystemExit(f"{when.month:%Y-%m}: the check and the hand-written SQL disagree: {found ^ answer.found}")
    return {number for number, *_ in found}


def measure_page(place: Place) -> None:
    """The page of a month's check against the check itself."""
    client = place.client()

    def asked() -> None:
        with place.app.app_context():
            check(When(1, MONTH, clock.today()))

    def visited() -> None:
        answer = client.get(f"/month/{MONTH:%Y-%m}")
        assert answer.status_code == 200, answer.status

    figure, took = ratio(visited, asked)
    row("page of the month's check ÷ the check", place.purchases, figure, 1.5, f"{took * 1000:.0f} ms")


def measure_list(place: Place, slug: str) -> None:
    """The 95th percentile of a list page against a Flask page that shows the same fifty rows by hand."""
    plain = Flask("by hand")
    plain.add_url_rule("/", view_func=lambda: shown_by_hand(place.file, LISTS[slug]))
    ours, theirs = place.client(), plain.test_client()
    pairs = [
        (seconds(lambda: ours.get(f"/documents/{slug}/")), seconds(lambda: theirs.get("/"))) for _ in range(VISITS)
    ]
    mine, hand = [quantiles(times, n=20)[-1] for times in zip(*pairs, strict=True)]
    row(f"{slug} list ÷ the same by hand, p95", place.purchases, mine / hand, 5, f"{mine * 1000:.1f} ms")


def require_same_rows(place: Place, slug: str) -> None:
    """The product's page must show the rows that are shown by hand."""
    page = place.client().get(f"/documents/{slug}/").text
    with closing(sqlite3.connect(place.file)) as connection:
        missing = [number for number, *_ in connection.execute(LISTS[slug]) if number not in page]
    if missing:
        raise SystemExit(f"the list of {slug} lacks {missing[:3]}")


def shown_by_hand(file: Path, statement: str) -> str:
    """Fifty papers as a page without a frame."""
    with closing(sqlite3.connect(file)) as connection:
        return render_template_string(BY_HAND, rows=connection.execute(statement).fetchall())


def measure_import(place: Place) -> None:
    """Bringing a workbook in against reading its cells with calamine."""
    figures = []
    for turn in range(ROUNDS):
        hand = seconds(lambda: read_cells(place.book))
        fresh = empty(place.book, place.purchases, place.file.parent / f"again-{turn}")
        took, parent, child = map(float, bring_in(fresh).split())
        figures.append((took / hand, took, parent, child))
    figure, took, parent, child = (median(column) for column in zip(*figures, strict=True))
    row(
        "import ÷ reading its cells", place.purchases, figure, 6, f"{took:.1f} s; peak {parent:.0f} and {child:.0f} MiB"
    )


def read_cells(book: Path) -> None:
    """Read every cell."""
    workbook = python_calamine.CalamineWorkbook.from_path(book)
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()


def main(sizes: list[int]) -> None:
    """Measure every size in a folder that is gone afterwards."""
    print("| what | purchases a year | ratio | bound | took |\n|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        agree_on_sample(Path(folder))
        for size in sizes:
            place = made(Path(folder), size)
            measure_check(place)
            measure_page(place)
            for slug in LISTS:
                require_same_rows(place, slug)
                measure_list(place, slug)
            if size == IMPORTED:
                measure_import(place)
        print()
        daily.measure(Path(folder) / "daily")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
