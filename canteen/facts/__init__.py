"""The vocabulary of the clauses in SQL: totals, signatures, receipts, payments, spending to date.

Every fact is a scalar subquery or an EXISTS on fresh aliases of what is seen, so that it neither doubles subjects nor
is narrowed with them. Money is in fen. Rules use these words; they never join signatures or payments themselves.
"""

from canteen.facts.money import (
    billed,
    dearest_settled,
    in_cash,
    opening_balance,
    paid_by,
    paid_for,
    parts,
    received,
    spending_by_category,
    spending_papers,
    spent,
)
from canteen.facts.purchases import (
    approved_in_time,
    has_case,
    has_catalogue_line,
    has_line_in,
    is_of,
    lines,
    lowest_quote,
    quotes,
    suppliers_quoting,
    total_in,
    total_of,
    usual_prices,
)
from canteen.facts.receipts import covered, covering, receipt_day
from canteen.facts.signatures import holds_post, in_force, signed_as, signed_by, signers
from canteen.facts.words import Amount, Truth, Value, ends_span, in_span, month_index, more_months_than, total

__all__ = [
    "Amount",
    "Truth",
    "Value",
    "approved_in_time",
    "billed",
    "covered",
    "covering",
    "dearest_settled",
    "ends_span",
    "has_case",
    "has_catalogue_line",
    "has_line_in",
    "holds_post",
    "in_cash",
    "in_force",
    "in_span",
    "is_of",
    "lines",
    "lowest_quote",
    "month_index",
    "more_months_than",
    "opening_balance",
    "paid_by",
    "paid_for",
    "parts",
    "quotes",
    "receipt_day",
    "received",
    "signed_as",
    "signed_by",
    "signers",
    "spending_by_category",
    "spending_papers",
    "spent",
    "suppliers_quoting",
    "total",
    "total_in",
    "total_of",
    "usual_prices",
]
