"""What findings point at: each subject's rows, its reference, its month, and the documents that reach it."""

from canteen.subjects.papers import (
    BILL,
    GUEST_ACCOUNT,
    INCOME,
    LINE,
    PAYMENT,
    PRICED_LINE,
    PURCHASE,
    RECEIPT,
    RECEPTION,
    SIGNED,
)
from canteen.subjects.people import PERSON, TENURE
from canteen.subjects.sums import (
    BUDGET_ITEM,
    DEPARTMENT,
    MONTH_ITSELF,
    PAYMENT_DAY,
    PURCHASE_DAY,
    SELLER_MONTH,
    month_with,
)

__all__ = [
    "BILL",
    "BUDGET_ITEM",
    "DEPARTMENT",
    "GUEST_ACCOUNT",
    "INCOME",
    "LINE",
    "MONTH_ITSELF",
    "PAYMENT",
    "PAYMENT_DAY",
    "PERSON",
    "PRICED_LINE",
    "PURCHASE",
    "PURCHASE_DAY",
    "RECEIPT",
    "RECEPTION",
    "SELLER_MONTH",
    "SIGNED",
    "TENURE",
    "month_with",
]
