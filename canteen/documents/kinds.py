"""The kinds of papers as data: which columns of the history workbook their lists, pages and tables show."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from canteen.exchange.sheets import BY_NAME, Column, Sheet
from canteen.facts import total
from canteen.models import Line, Payment, PaymentPart, Person, Reception
from canteen.models.words import BUDGET_CATEGORIES, UTILITIES, Category, State

PEOPLE = Sheet("人员", Person, (Column("工号", "staff_no", required=True), Column("姓名", "name")), ("工号", "姓名"))
SHEETS = BY_NAME | {PEOPLE.name: PEOPLE}


@dataclass(frozen=True)
class Table:
    """Rows of a sheet that belong to a paper: those in whose column `via` the paper stands."""

    title: str
    sheet: str
    via: str
    """A header, or a path of headers through references: 品目.类别; empty for all rows."""
    columns: str
    sums: str = ""
    """The column that is added up."""
    holds: str = ""
    """The paper's own column that `via` holds, where that is not the paper itself."""
    only: str = ""
    """The one name for which the table is shown."""


@dataclass(frozen=True)
class Kind:
    """A kind of paper: rows of one sheet, each with a page of its own."""

    slug: str
    sheet: Sheet
    columns: str
    """What the list shows; the first leads to the page."""
    more: str = ""
    """Facts of the page that the workbook does not have."""
    tables: tuple[Table, ...] = ()
    linked: tuple[Table, ...] = ()

    @property
    def title(self) -> str:
        """The sheet's name is the kind's."""
        return self.sheet.name


@dataclass(frozen=True)
class Name:
    """Something that is known by its name only: a category of the budget, a department, a seller."""

    slug: str
    title: str
    tables: tuple[Table, ...]
    words: tuple[str, ...] = ()
    """The names that are there even where nothing bears them."""


def _kind(slug: str, sheet: str, columns: str, more: str = "", *tables: Table, linked: tuple[Table, ...] = ()) -> Kind:
    return Kind(slug, SHEETS[sheet], columns, more, tables, linked)


PURCHASES = "采购编号 采购日期 供应商 资金 用途 合计"
PAYMENTS = "付款编号 付款日期 方式 账户 供应商 金额"
RECEIPTS = "票据编号 种类 开票日期 销售方 发票号码 金额"
INCOMES = "收入编号 日期 类别 金额 票据种类 票据号码 账户"
RECEPTIONS = "接待编号 日期 接待类别 部门 来宾人数 陪餐人数 收费金额 实际成本"
TRANSFERS = "划转编号 日期 转出账户 转入账户 金额"
BILLS = "单号 项目 表号 月份 期初读数 期末读数 账单金额 付款日期"
LINES = "采购编号 采购编号.采购日期 行号 品目 数量 品目.计量单位 单价 实收数量 金额"
HANDOVERS = "采购编号 行号 发票复印件移交日期 资产编号 登记日期"

KINDS = (
    _kind(
        "purchase",
        "采购",
        f"{PURCHASES} 验收日期",
        "合计 已付",
        Table("明细", "采购明细", "采购编号", "品目 行号 品目.类别 数量 品目.计量单位 单价 实收数量 金额", "金额"),
        linked=(
            Table(
                "票据",
                "票据采购",
                "采购编号",
                "票据编号 票据编号.种类 票据编号.开票日期 票据编号.销售方 票据编号.金额",
            ),
            Table(
                "付款", "付款明细", "采购编号", "付款编号 付款编号.付款日期 付款编号.方式 付款编号.账户 金额", "金额"
            ),
            Table("固定资产移交", "固定资产移交", "采购编号", "行号 发票复印件移交日期 资产编号 登记日期"),
        ),
    ),
    _kind(
        "receipt",
        "票据",
        RECEIPTS,
        "",
        linked=(
            Table(
                "采购",
                "票据采购",
                "票据编号",
                "采购编号 采购编号.采购日期 采购编号.供应商 采购编号.资金 采购编号.合计",
                "合计",
            ),
        ),
    ),
    _kind(
        "payment",
        "付款",
        PAYMENTS,
        "金额",
        Table(
            "付款明细",
            "付款明细",
            "付款编号",
            "采购编号 采购编号.采购日期 采购编号.供应商 采购编号.资金 采购编号.合计 金额",
            "金额",
        ),
    ),
    _kind("income", "收入", INCOMES, "部门 接待编号 备注"),
    _kind("reception", "接待", RECEPTIONS, linked=(Table("采购", "采购", "接待编号", PURCHASES, "合计"),)),
    _kind("bill", "水电费", BILLS),
    _kind("transfer", "资金划转", TRANSFERS, "手续费 备注"),
    _kind(
        "case",
        "采购立项",
        "立项编号 事项 方式 审批文号 审批日期",
        "",
        Table("报价", "报价", "立项编号", "供应商 报价日期 报价金额"),
        linked=(Table("采购", "采购", "立项编号", PURCHASES, "合计"),),
    ),
    _kind(
        "supplier",
        "供应商",
        "名称 类型 电话 统一社会信用代码 许可证有效期至 停用日期",
        "电话 拼音 首字母 停用日期 待会计确认",
        linked=(
            Table("采购", "采购", "供应商", "采购编号 采购日期 资金 用途 合计 验收日期"),
            Table("付款", "付款", "供应商", "付款编号 付款日期 方式 账户 金额"),
            Table("报价", "报价", "供应商", "立项编号 立项编号.事项 报价日期 报价金额"),
        ),
    ),
    _kind(
        "item",
        "品目",
        "名称 类别 计量单位 集采目录内 耐用 参考单价 停用日期",
        "参考单价 拼音 首字母 停用日期 待会计确认",
        linked=(Table("采购明细", "采购明细", "品目", LINES),),
    ),
    _kind(
        "account",
        "账户",
        "账户名称 类型 资金 年初余额 年度",
        linked=(
            Table("付款", "付款", "账户", "付款编号 付款日期 方式 供应商 金额"),
            Table("收入", "收入", "账户", "收入编号 日期 类别 金额 票据种类 票据号码"),
            Table("转出", "资金划转", "转出账户", "划转编号 日期 转入账户 金额"),
            Table("转入", "资金划转", "转入账户", "划转编号 日期 转出账户 金额"),
        ),
    ),
    _kind("book", "票据本", "票据本号 起号 止号 领用日期 领用人", "领用人"),
    _kind(
        "person",
        "人员",
        "工号 姓名",
        "",
        Table("任职", "任职", "工号", "岗位 任职开始 任职结束"),
        linked=(Table("签名", "签名", "签名人", "单据编号 签名角色 签名时间 实际签署人", holds="工号"),),
    ),
    _kind("budgets", "预算", "年度 类别 金额"),
    _kind("department-budgets", "部门接待预算", "年度 部门 金额"),
    _kind("standard", "接待标准", "接待类别 人均标准 生效日期 失效日期 公开日期"),
    _kind("handover", "固定资产移交", HANDOVERS),
    _kind("inspection", "监管检查", "日期 监管人 抽查单据数 结论"),
    _kind("disclosure", "公示", "月份 公示日期"),
    _kind("report", "接待费汇报", "截止月份 汇报日期"),
    _kind("answer", "答复", "月份 条款 单据 金额 责任人 监管人 日期"),
)
NAMES = (
    Name(
        "budget",
        "预算项目",
        (
            Table("预算", "预算", "类别", "年度 类别 金额"),
            Table("采购明细", "采购明细", "品目.类别", LINES),
            Table("水电费", "水电费", "", BILLS, only=UTILITIES),
        ),
        (*BUDGET_CATEGORIES, Category.UNRELATED),
    ),
    Name(
        "department",
        "部门",
        (
            Table("部门接待预算", "部门接待预算", "部门", "年度 金额"),
            Table("接待", "接待", "部门", "接待编号 日期 接待类别 来宾人数 陪餐人数 收费金额 实际成本 结算金额"),
        ),
    ),
    Name("seller", "销售方", (Table("票据", "票据", "销售方", RECEIPTS),)),
)
BY_SLUG = {kind.slug: kind for kind in KINDS}
NAME_BY_SLUG = {name.slug: name for name in NAMES}
SLUG_OF_SHEET = {kind.title: kind.slug for kind in KINDS}
SLUG_OF_NAME = {("预算", "类别"): "budget", ("品目", "类别"): "budget", ("部门接待预算", "部门"): "department"} | {
    ("接待", "部门"): "department",
    ("票据", "销售方"): "seller",
}
"""Columns whose value is such a name, and the page that it leads to."""


def _bought(purchase: Any) -> ColumnElement[int]:
    line = aliased(Line)
    return select(total(line.amount)).where(line.purchase_id == purchase.id).scalar_subquery()


def _settled(purchase: Any) -> ColumnElement[int]:
    part, payment = aliased(PaymentPart), aliased(Payment)
    return (
        select(total(part.amount))
        .where(part.purchase_id == purchase.id, part.payment_id == payment.id, payment.state == State.LIVE)
        .scalar_subquery()
    )


def _paid(payment: Any) -> ColumnElement[int]:
    part = aliased(PaymentPart)
    return select(total(part.amount)).where(part.payment_id == payment.id).scalar_subquery()


def _holder(book: Any) -> ColumnElement[str | None]:
    person = aliased(Person)
    name = select(person.name).where(person.canteen_id == book.canteen_id, person.staff_no == book.handed_to)
    return func.coalesce(name.scalar_subquery(), book.handed_to)


def _reception(income: Any) -> ColumnElement[str | None]:
    return select(Reception.number).where(Reception.id == income.reception_id).scalar_subquery()


@dataclass(frozen=True)
class Beside:
    """A column that the workbook does not have: how it is written, its value, and the page and key that it leads to."""

    kind: str
    value: Callable[[Any], ColumnElement[Any]]
    slug: str = ""
    key: Callable[[Any], ColumnElement[Any]] | None = None


BESIDE: dict[tuple[str, str], Beside] = {
    ("采购", "合计"): Beside("yuan", _bought),
    ("采购", "已付"): Beside("yuan", _settled),
    ("付款", "金额"): Beside("yuan", _paid),
    ("采购明细", "金额"): Beside("yuan", attrgetter("amount")),
    ("品目", "参考单价"): Beside("yuan", attrgetter("usual_price")),
    ("供应商", "电话"): Beside("no", attrgetter("phone")),
    **{(sheet, "拼音"): Beside("text", attrgetter("pinyin")) for sheet in ("供应商", "品目")},
    **{(sheet, "首字母"): Beside("text", attrgetter("initials")) for sheet in ("供应商", "品目")},
    **{(sheet, "停用日期"): Beside("day", attrgetter("retired_on")) for sheet in ("供应商", "品目")},
    **{(sheet, "待会计确认"): Beside("yes", attrgetter("unconfirmed")) for sheet in ("供应商", "品目")},
    ("收入", "部门"): Beside("text", attrgetter("department")),
    ("收入", "接待编号"): Beside("no", _reception, "reception", attrgetter("reception_id")),
    ("收入", "备注"): Beside("text", attrgetter("note")),
    ("票据本", "领用人"): Beside("text", _holder),
    ("资金划转", "手续费"): Beside("yuan", attrgetter("fee")),
    ("资金划转", "备注"): Beside("text", attrgetter("note")),
}
"""What is known of papers beside the columns of the workbook."""
