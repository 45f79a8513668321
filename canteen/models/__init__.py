"""One schema, in files by noun; importing this package makes every table known."""

from canteen.models.audit import Attachment, Change, ImportFile, LogEntry, LogHead
from canteen.models.catalogue import Item, Supplier
from canteen.models.law import ClauseSwitch, ParameterConfirmation, ParameterValue
from canteen.models.money import (
    Account,
    Budget,
    DepartmentBudget,
    Income,
    Payment,
    PaymentPart,
    ReceiptBook,
    SpoiledReceipt,
    Transfer,
    UtilityBill,
    UtilityCharge,
)
from canteen.models.oversight import (
    Answer,
    AssetHandover,
    CanteenMonth,
    Disclosure,
    Inspection,
    KeptWarning,
    LateEntry,
    ReceptionReport,
    Snapshot,
    VoidRequest,
)
from canteen.models.people import (
    Appointment,
    Attempt,
    Canteen,
    Department,
    LoginSession,
    ParkedForm,
    Person,
    SentForm,
    Unit,
    User,
)
from canteen.models.purchasing import (
    CaseLine,
    Line,
    OpenLine,
    Purchase,
    Quote,
    QuoteLine,
    SentBack,
    Signature,
    SourcingCase,
    Weighing,
    WriteOff,
)
from canteen.models.receipts import Cover, Receipt
from canteen.models.receptions import Reception, ReceptionStandard
from canteen.models.signing import Challenge, Endorsement, Pin

__all__ = [
    "Account", "Answer", "Appointment", "AssetHandover", "Attachment", "Attempt", "Budget", "Canteen", "CanteenMonth",
    "CaseLine", "Challenge", "Change", "ClauseSwitch", "Cover", "Department", "DepartmentBudget", "Disclosure",
    "Endorsement", "ImportFile", "Income", "Inspection", "Item", "KeptWarning", "LateEntry", "Line", "LogEntry",
    "LogHead", "LoginSession", "OpenLine", "ParameterConfirmation", "ParameterValue", "ParkedForm", "Payment", "PaymentPart", "Person",
    "Pin", "Purchase", "Quote", "QuoteLine", "Receipt", "ReceiptBook", "Reception", "ReceptionReport", "ReceptionStandard",
    "SentBack", "SentForm", "Signature", "Snapshot", "SourcingCase", "SpoiledReceipt", "Supplier", "Transfer", "Unit", "User",
    "UtilityBill", "UtilityCharge", "VoidRequest", "Weighing", "WriteOff",
]  # fmt: skip
