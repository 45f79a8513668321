"""The month as a workbook: cover, clauses, findings, ledgers, 收支明细表, and one sheet for each kind of subject."""

from pathlib import Path
from typing import IO

from canteen.check import Report
from canteen.exchange.monthbook.book import FINDINGS, PAYMENTS, PURCHASES, Book
from canteen.exchange.monthbook.clauses import fill_clauses, fill_findings
from canteen.exchange.monthbook.cover import fill_cover
from canteen.exchange.monthbook.dockets import Dockets
from canteen.exchange.monthbook.ledgers import fill_payments, fill_purchases
from canteen.exchange.monthbook.statement import fill_statement


def write(report: Report, target: Path | IO[bytes]) -> None:
    """Write the workbook of a month's check to a file, from the same facts as the check."""
    book = Book(report)
    dockets = Dockets(book)
    tables = {PURCHASES: fill_purchases(book), PAYMENTS: fill_payments(book), **dockets.tables}
    fill_statement(book, tables)
    tables[FINDINGS] = fill_findings(book, dockets.places)
    fill_clauses(book)
    fill_cover(book, tables)
    book.workbook.save(target)
