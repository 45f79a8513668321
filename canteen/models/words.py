"""The closed word lists of the history workbook; the stored value is the word itself."""

from enum import StrEnum

from sqlalchemy import CheckConstraint


class Post(StrEnum):
    """岗位: what a person is appointed to."""

    BUYER = "采购"
    RECEIVER = "验收"
    APPROVER = "审批"
    CASHIER = "出纳"
    ACCOUNTANT = "会计"
    SUPERVISOR = "监管"
    CLERK = "部门经办"
    ADMINISTRATOR = "管理员"


class Role(StrEnum):
    """签名角色: as what somebody signs a purchase."""

    BUYER = "采购人"
    RECEIVER = "验收人"
    APPROVER = "审批人"
    SELLER = "出售人"


POST_OF = {Role.BUYER: Post.BUYER, Role.RECEIVER: Post.RECEIVER, Role.APPROVER: Post.APPROVER}


class Via(StrEnum):
    """How a signature came from somebody who was not logged in on the device."""

    SAME_DEVICE = "同机签名"
    CODE = "扫码签名"


class Amiss(StrEnum):
    """What an approver sends a purchase back for."""

    ORDER = "订单"
    GOODS = "实物"
    PAPER = "票据"


class SupplierKind(StrEnum):
    FIXED = "固定经营场所"
    STALL = "零星摊贩"


class Category(StrEnum):
    """类别: what an item is bought for."""

    STAPLE = "大宗食材"
    FRESH = "零星食材"
    FUEL = "燃料"
    EQUIPMENT = "设备购置"
    REPAIR = "维修"
    SUNDRY = "杂品"
    SERVICE = "服务费"
    UNRELATED = "无关费用"


UTILITIES = "水电费"
BUDGET_CATEGORIES = (*(c for c in Category if c is not Category.UNRELATED), UTILITIES)
FOOD = (Category.STAPLE, Category.FRESH)


class SourcingMethod(StrEnum):
    CENTRAL = "集中采购"
    QUOTES = "询价"


class Fund(StrEnum):
    MEAL = "伙食费"
    RECEPTION = "接待费"


class Purpose(StrEnum):
    STAFF = "职工伙食"
    RECEPTION = "接待"


class ReceiptKind(StrEnum):
    INVOICE = "发票"
    SLIP = "自制购货报销单"
    SCRAP = "白条"


class AccountKind(StrEnum):
    BANK = "银行"
    CASH = "现金"


class PaymentMethod(StrEnum):
    CASH = "现金"
    TRANSFER = "银行转账"
    CARD = "公务卡"


class IncomeKind(StrEnum):
    MEALS = "伙食费"
    SUBSIDY = "伙食补助"
    SCRAPS = "下脚料"
    SETTLEMENT = "接待结算"
    OTHER = "其他"


class IncomeReceipt(StrEnum):
    FISCAL = "财政专用票据"
    OWN = "自制收据"
    NONE = "无"


class ReceptionKind(StrEnum):
    MEETING = "会议接待"
    ADMINISTRATIVE = "行政接待"
    BUSINESS = "商务接待"


class Utility(StrEnum):
    WATER = "水"
    POWER = "电"
    GAS = "气"


class State(StrEnum):
    """Whether a document is there: the clauses see live ones only."""

    DRAFT = "draft"
    LIVE = "live"
    VOID = "void"


class Origin(StrEnum):
    """How a row came: made here, brought in from history, or entered late (补录)."""

    PRODUCT = "product"
    IMPORT = "import"
    LATE = "late"


def one_of(column: str, words: type[StrEnum] | tuple[str, ...]) -> CheckConstraint:
    """The constraint that a column holds one of the words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
