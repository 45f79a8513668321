"""The kinds of papers as data: which columns of the history workbook their lists, pages and tables show."""

from dataclasses import dataclass

from canteen.exchange.columns import Kind as Printed
from canteen.exchange.columns import integer, money, of, quantity, ref, sheet
from canteen.exchange.sheets import BY_NAME, Column, Sheet
from canteen.models import CaseLine, Person, UtilityCharge
from canteen.models.words import BUDGET_CATEGORIES, UTILITIES, Category

PEOPLE = Sheet("人员", Person, (Column("工号", "staff_no", required=True), Column("姓名", "name")), ("工号", "姓名"))
ASKED = sheet(
    "询价明细",
    CaseLine,
    ref("立项编号", "case_id", "采购立项"),
    integer("行号", "line_no"),
    ref("品目", "item_id", "品目"),
    ("规格要求", "note"),
    quantity("数量", "quantity"),
    keys="立项编号 行号",
)
CHARGES = sheet(
    "其他费用",
    UtilityCharge,
    ref("单号", "bill_id", "水电费"),
    ("名称", "name"),
    ("档位", "tier"),
    quantity("数量", "quantity"),
    of(Printed.MONEY4, "单价", "unit_price"),
    money("金额", "amount"),
    keys="单号 名称",
)
SHEETS = BY_NAME | {each.name: each for each in (PEOPLE, ASKED, CHARGES)}


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
INCOMES = "收入编号 日期 类别 部门 金额 票据种类 票据号码 账户"
RECEPTIONS = "接待编号 日期 接待类别 部门 来宾人数 陪餐人数 收费金额 实际成本"
TRANSFERS = "划转编号 日期 转出账户 转入账户 金额"
BILLS = "单号 项目 表号 月份 期初读数 期末读数 账单金额 付款日期"
LINES = "采购编号 采购编号.采购日期 行号 品目 数量 品目.计量单位 单价 实收数量 金额"
BUDGET_MORE = "版本 理由 谁定的 定的时间"
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
        "金额 备注",
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
    _kind(
        "bill",
        "水电费",
        f"{BILLS} 供监管核对",
        "付款账户",
        Table("其他费用", "其他费用", "单号", "名称 档位 数量 单价 金额 供监管核对", "金额"),
    ),
    _kind("transfer", "资金划转", TRANSFERS, "手续费 备注"),
    _kind(
        "case",
        "采购立项",
        "立项编号 事项 方式 审批文号 审批日期",
        "立项日期 类别 估计金额",
        Table("询价明细", "询价明细", "立项编号", "品目 行号 规格要求 数量 品目.计量单位"),
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
    _kind("budgets", "预算", "年度 类别 版本 金额", BUDGET_MORE),
    _kind("department-budgets", "部门接待预算", "年度 部门 版本 金额", BUDGET_MORE),
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
            Table("预算", "预算", "类别", "年度 类别 版本 金额"),
            Table("采购明细", "采购明细", "品目.类别", LINES),
            Table("水电费", "水电费", "", BILLS, only=UTILITIES),
        ),
        (*BUDGET_CATEGORIES, Category.UNRELATED),
    ),
    Name(
        "department",
        "部门",
        (
            Table("部门接待预算", "部门接待预算", "部门", "年度 版本 金额"),
            Table("接待", "接待", "部门", "接待编号 日期 接待类别 来宾人数 陪餐人数 收费金额 实际成本 结算金额"),
            Table("收入", "收入", "部门", "收入编号 日期 类别 金额 票据种类 票据号码 账户", "金额"),
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
