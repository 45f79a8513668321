"""A late entry and the books: what the import says of it, what it would break there, and how it comes in."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from sqlalchemy import func, select

from canteen import clock
from canteen.db import db
from canteen.entering import Fault
from canteen.exchange.history import bring_in_late, check_late
from canteen.exchange.reading import Sheets
from canteen.exchange.tables import Error
from canteen.late.completed import MOVED, STANDS, complete_roles, go_on, has_moved
from canteen.late.findings import Found, findings_of, not_there_yet
from canteen.late.matters import BY_TITLE, COMPLETION, PURCHASE, SIGNATURES, Matter
from canteen.models import Account, Attachment, Canteen, LateEntry, Purchase, User
from canteen.models.common import Document, thing_of
from canteen.models.words import AccountKind, Origin, PaymentMethod, Role, State
from canteen.numbering import next_number
from canteen.security import current
from canteen.signing import Act
from canteen.step import rehearsed

BANK_REF = "银行流水号"
NOT_CASH = (PaymentMethod.TRANSFER, PaymentMethod.CARD)
ACCOUNTS = ("账户", "转出账户", "转入账户")
NO_PROOF = "经过银行的钱要填流水号，证明已经付出；还没有付的不能补录，请照正常步骤办"


def act_of(entry: LateEntry) -> Act:
    """What the supervisor countersigns: the rows, the reason, who entered them, and the papers shown."""
    papers = [paper.sha256 for paper in _attached(entry)]
    content = {
        "事项": entry.matter,
        "记录": entry.sheets,
        "理由": entry.reason,
        "经办": entry.author_id,
        "照片": papers,
    }
    return Act("late", thing_of(entry), content)


def numbered(title: str, sheets: Sheets, canteen_id: int) -> Sheets:
    """The rows with the new paper's number, the next of its month; a completion names its purchase already."""
    matter = BY_TITLE.get(title)
    if matter is None:
        return {sheet: rows for sheet, rows in sheets.items() if sheet != STANDS}
    number = next_number(_model(matter), canteen_id, _day(matter, sheets, canteen_id))
    named = {part.sheet.name: part.own_number(matter.sheet) for part in matter.parts}
    named[matter.sheet.name] = matter.number
    return {sheet: [{named[sheet]: number, **row} for row in rows] for sheet, rows in sheets.items()}


def require_proof(sheets: Sheets, canteen_id: int) -> None:
    """Raise Fault where money is said to have gone through a bank and nothing shows that it did."""
    for row in (*sheets.get("付款", ()), *sheets.get("资金划转", ())):
        if not row.get(BANK_REF) and (row.get("方式") in NOT_CASH or _touches_a_bank(row, canteen_id)):
            raise Fault("bank_ref", NO_PROOF)


def approvals(sheets: Sheets, canteen: Canteen) -> list[Error]:
    """The approver's signatures that belong into the program: from the canteen's 启用日期 on."""
    first = canteen.started_on
    return [
        Error("签名", place, "签名角色", f"{first} 起审批人在程序里签，不能补录：这一行请空着，入账以后由审批人签")
        for place, row in enumerate(sheets.get("签名", ()), 2)
        if first and row.get("签名角色") == Role.APPROVER and str(row.get("签名时间", ""))[:10] >= first.isoformat()
    ]


def foreseen(entry: LateEntry) -> tuple[list[str], list[Found]]:
    """What stands against the entry now, or else the findings that it would add; nothing of it stays stored."""
    with rehearsed(entry.canteen_id):
        if (purchase := _completed(entry)) and has_moved(purchase, entry.sheets):
            return [MOVED], []
        sheets = numbered(entry.matter, entry.sheets, entry.canteen_id)
        checked = check_late(sheets, db.session.get_one(Canteen, entry.canteen_id))
        if checked.errors:
            return [f"{error.sheet}，{error.column}：{error.reason}" for error in checked.errors.in_order()], []
        checked.store({"origin": Origin.LATE})
        coming = findings_of(paper_of(entry.matter, sheets, entry.canteen_id))
    return [], not_there_yet(entry.canteen_id, coming)


def bring_in(entry: LateEntry) -> None:
    """Store what the entry says, within the step that countersigns it. Raises Fault where it can no longer be.

    Signatures that complete a purchase do what they would have done here. Raises Refused where that is not lawful.
    """
    purchase = _completed(entry)
    if purchase and has_moved(purchase, entry.sheets):
        raise Fault("", MOVED)
    before = complete_roles(purchase) if purchase else set()
    sheets = numbered(entry.matter, entry.sheets, entry.canteen_id)
    author = db.session.get_one(User, entry.author_id)
    canteen = db.session.get_one(Canteen, entry.canteen_id)
    answer = bring_in_late(sheets, canteen, by=f"{author.name}，{current().name}会签", name=f"补录 {entry.id}")
    if answer.errors:
        reasons = "；".join(f"{error.column}：{error.reason}" for error in answer.errors)
        raise Fault("", f"现在入不了账，请退回重填。{reasons}")
    entry.sheets, entry.import_id = sheets, answer.import_id
    decide(entry, State.LIVE)
    _show_papers_at(paper_of(entry.matter, sheets, entry.canteen_id), entry)
    if purchase:
        go_on(purchase, before)


def decide(entry: LateEntry, state: State) -> None:
    """Say who ended the waiting, and when."""
    entry.state, entry.decided_by, entry.decided_at = state, current().user_id, clock.now()


def paper_of(title: str, sheets: Sheets, canteen_id: int) -> Document:
    """The paper that rows with a number make or complete."""
    matter = BY_TITLE.get(title, PURCHASE)
    first = next(iter(sheets.values()))[0]
    number = first.get(matter.number) or first[SIGNATURES.own_number(PURCHASE.sheet)]
    model = _model(matter)
    return db.session.scalars(select(model).where(model.canteen_id == canteen_id, model.number == number)).one()


def _completed(entry: LateEntry) -> Purchase | None:
    """The purchase that the entry completes; none where it makes a paper of its own."""
    paper = paper_of(COMPLETION, entry.sheets, entry.canteen_id) if entry.matter == COMPLETION else None
    return paper if isinstance(paper, Purchase) else None


def _model(matter: Matter) -> type[Document]:
    return cast("type[Document]", matter.sheet.model)


def _day(matter: Matter, sheets: Sheets, canteen_id: int) -> date:
    """The paper's own day; of a receipt without one, that of the newest purchase that it covers."""
    if written := sheets[matter.sheet.name][0].get(matter.dated):
        return date.fromisoformat(f"{written}-01"[:10])  # a month begins on its first
    covered = [row["采购编号"] for row in sheets.get("票据采购", ())]
    newest = select(func.max(Purchase.purchased_on)).where(Purchase.canteen_id == canteen_id)
    return db.session.scalar(newest.where(Purchase.number.in_(covered))) or clock.today()


def _touches_a_bank(row: dict[str, object], canteen_id: int) -> bool:
    names = [row[header] for header in ACCOUNTS if header in row]
    bank = select(Account.id).where(Account.canteen_id == canteen_id, Account.kind == AccountKind.BANK)
    return db.session.scalar(bank.where(Account.name.in_(names)).limit(1)) is not None


def _attached(entry: LateEntry) -> Iterator[Attachment]:
    of_entry = select(Attachment).where(Attachment.thing == thing_of(entry), Attachment.canteen_id == entry.canteen_id)
    yield from db.session.scalars(of_entry.order_by(Attachment.id))


def _show_papers_at(paper: Document, entry: LateEntry) -> None:
    for kept in list(_attached(entry)):
        same = {
            name: getattr(kept, name)
            for name in ("canteen_id", "role", "name", "media", "sha256", "shown", "added_by", "added_at")
        }
        db.session.add(Attachment(thing=thing_of(paper), **same))
