"""One schema, in files by noun; importing this package makes every table known."""

from canteen.models.audit import ImportFile, LogEntry, LogHead
from canteen.models.catalogue import Item, Supplier
from canteen.models.law import ClauseSwitch, ParameterValue
from canteen.models.money import (
    Account,
    Budget,
    DepartmentBudget,
    Income,
    Payment,
    PaymentPart,
    ReceiptBook,
    Transfer,
    UtilityBill,
)
from canteen.models.oversight import (
    Answer,
    AssetHandover,
    CanteenMonth,
    Disclosure,
    Inspection,
    KeptWarning,
    ReceptionReport,
    Snapshot,
)
from canteen.models.people import Appointment, Attempt, Canteen, LoginSession, Person, Unit, User
from canteen.models.purchasing import Line, Purchase, Quote, Signature, SourcingCase
from canteen.models.receipts import Cover, Receipt
from canteen.models.receptions import Reception, ReceptionStandard

__all__ = [
    "Account", "Answer", "Appointment", "AssetHandover", "Attempt", "Budget", "Canteen", "CanteenMonth", "ClauseSwitch",
    "Cover", "DepartmentBudget", "Disclosure", "ImportFile", "Income", "Inspection", "Item", "KeptWarning", "Line",
    "LogEntry", "LogHead", "LoginSession", "ParameterValue", "Payment", "PaymentPart", "Person", "Purchase", "Quote",
    "Receipt", "ReceiptBook", "Reception", "ReceptionReport", "ReceptionStandard", "Signature", "Snapshot",
    "SourcingCase", "Supplier", "Transfer", "Unit", "User", "UtilityBill",
]  # fmt: skip
