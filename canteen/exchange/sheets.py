"""The history workbook as data: its sheets, their columns, and where each value lives in the schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from canteen import models as m
from canteen.db import Base
from canteen.models import words as w

WORKBOOK = "历史数据工作簿"
YES_NO = ("是", "否")


class Kind(Enum):
    """How a cell is read; the stored value is in brackets."""

    TEXT = auto()
    CHOICE = auto()
    YES_NO = auto()  # (bool; empty is False)
    INTEGER = auto()
    MONEY = auto()  # (fen)
    MONEY4 = auto()  # (ten-thousandths of a yuan)
    QUANTITY = auto()  # (thousandths)
    DATE = auto()
    TIME = auto()  # (UTC instant)
    MONTH = auto()  # (date, the first of the month)
    REF = auto()  # (the id of the row of another sheet)
    PERSON = auto()  # (the id of the person with this 工号)


class Sign(Enum):
    """Which numbers a column takes."""

    ANY = auto()
    NOT_NEGATIVE = auto()
    POSITIVE = auto()


@dataclass(frozen=True)
class Column:
    """A column: its header, the model's attribute, and what may stand in it."""

    name: str
    attr: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    ref: str = ""
    """The sheet in whose '#' column the value must stand."""
    sign: Sign = Sign.NOT_NEGATIVE
    not_before: str = ""
    """The column whose date this one may not lie before."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its model, its columns, and the columns that name a row."""

    name: str
    model: type[Base]
    columns: tuple[Column, ...]
    keys: tuple[str, ...]

    @property
    def named(self) -> bool:
        """Whether one column ('#') names the row, so that other sheets can refer to it."""
        return len(self.keys) == 1

    @property
    def dated_by(self) -> Column | None:
        """The column with the row's own date, where it has one."""
        return next((c for c in self.columns if c.attr == DATED_BY.get(self.name)), None)

    def column(self, name: str) -> Column:
        """The column with that header. Raises StopIteration where there is none."""
        return next(c for c in self.columns if c.name == name)


def _columns(*specs: tuple[str, str] | Column) -> Iterator[Column]:
    for spec in specs:
        yield spec if isinstance(spec, Column) else Column(spec[0].rstrip("!"), spec[1], required=spec[0].endswith("!"))


def _sheet(name: str, model: type[Base], *specs: tuple[str, str] | Column, keys: str = "") -> Sheet:
    columns = tuple(_columns(*specs))
    return Sheet(name, model, columns, tuple(keys.split()) or (columns[0].name,))


def _of(kind: Kind, header: str, attr: str, sign: Sign = Sign.NOT_NEGATIVE, not_before: str = "") -> Column:
    return Column(header.rstrip("!"), attr, kind, header.endswith("!"), sign=sign, not_before=not_before)


def _choice(header: str, attr: str, words: type[StrEnum] | tuple[str, ...]) -> Column:
    return Column(header, attr, Kind.CHOICE, True, tuple(str(word) for word in words))


def _yes(header: str, attr: str) -> Column:
    return Column(header, attr, Kind.YES_NO, choices=YES_NO)


def _ref(header: str, attr: str, sheet: str) -> Column:
    return Column(header.rstrip("!"), attr, Kind.REF, header.endswith("!"), ref=sheet)


def _date(header: str, attr: str, not_before: str = "") -> Column:
    return _of(Kind.DATE, header, attr, not_before=not_before)


def _month(header: str, attr: str) -> Column:
    return _of(Kind.MONTH, header, attr)


def _money(header: str, attr: str, sign: Sign = Sign.NOT_NEGATIVE) -> Column:
    return _of(Kind.MONEY, header, attr, sign)


def _quantity(header: str, attr: str, sign: Sign = Sign.NOT_NEGATIVE) -> Column:
    return _of(Kind.QUANTITY, header, attr, sign)


def _integer(header: str, attr: str) -> Column:
    return _of(Kind.INTEGER, header, attr)


SHEETS: tuple[Sheet, ...] = (
    _sheet(
        "任职",
        m.Appointment,
        Column("工号", "person_id", Kind.PERSON, True),
        Column("姓名", "name", Kind.TEXT, True),
        _choice("岗位", "post", w.Post),
        _date("任职开始!", "started_on"),
        _date("任职结束", "ended_on", not_before="任职开始"),
        keys="工号 岗位 任职开始",
    ),
    _sheet(
        "供应商",
        m.Supplier,
        ("名称!", "name"),
        _choice("类型", "kind", w.SupplierKind),
        ("统一社会信用代码", "tax_number"),
        ("许可证号", "licence"),
        _date("许可证有效期至", "licence_until"),
        ("开户银行", "bank"),
        ("银行账号", "bank_account"),
    ),
    _sheet(
        "品目",
        m.Item,
        ("名称!", "name"),
        _choice("类别", "category", w.Category),
        ("计量单位!", "unit"),
        _yes("集采目录内", "in_catalogue"),
        _yes("耐用", "durable"),
    ),
    _sheet(
        "采购立项",
        m.SourcingCase,
        ("立项编号!", "number"),
        ("事项!", "matter"),
        _choice("方式", "method", w.SourcingMethod),
        ("审批文号", "approval_no"),
        _date("审批日期", "approved_on"),
    ),
    _sheet(
        "报价",
        m.Quote,
        _ref("立项编号!", "case_id", "采购立项"),
        _ref("供应商!", "supplier_id", "供应商"),
        _date("报价日期!", "quoted_on"),
        _money("报价金额!", "amount"),
        keys="立项编号 供应商 报价日期",
    ),
    _sheet(
        "采购",
        m.Purchase,
        ("采购编号!", "number"),
        _date("采购日期!", "purchased_on"),
        _ref("供应商!", "supplier_id", "供应商"),
        _choice("资金", "fund", w.Fund),
        _choice("用途", "purpose", w.Purpose),
        _ref("立项编号", "case_id", "采购立项"),
        _ref("接待编号", "reception_id", "接待"),
        _date("验收日期", "accepted_on"),
    ),
    _sheet(
        "采购明细",
        m.Line,
        _ref("采购编号!", "purchase_id", "采购"),
        _integer("行号!", "line_no"),
        _ref("品目!", "item_id", "品目"),
        _quantity("数量!", "quantity", Sign.POSITIVE),
        _money("单价!", "unit_price"),
        _quantity("实收数量", "accepted"),
        keys="采购编号 行号",
    ),
    _sheet(
        "签名",
        m.Signature,
        _ref("单据编号!", "purchase_id", "采购"),
        _choice("签名角色", "role", w.Role),
        ("签名人!", "signer"),
        _of(Kind.TIME, "签名时间!", "signed_at"),
        ("实际签署人", "made_by"),
        keys="单据编号 签名角色 签名人 签名时间",
    ),
    _sheet(
        "票据",
        m.Receipt,
        ("票据编号!", "number"),
        _choice("种类", "kind", w.ReceiptKind),
        ("发票代码", "invoice_code"),
        ("发票号码", "invoice_no"),
        _date("开票日期", "issued_on"),
        ("购买方", "buyer"),
        ("销售方", "seller"),
        _money("金额", "amount", Sign.ANY),
        _yes("附清单", "has_list"),
    ),
    _sheet(
        "票据采购",
        m.Cover,
        _ref("票据编号!", "receipt_id", "票据"),
        _ref("采购编号!", "purchase_id", "采购"),
        keys="票据编号 采购编号",
    ),
    _sheet(
        "账户",
        m.Account,
        ("账户名称!", "name"),
        _choice("类型", "kind", w.AccountKind),
        _choice("资金", "fund", w.Fund),
        _money("年初余额", "opening", Sign.ANY),
        _integer("年度", "year"),
    ),
    _sheet(
        "付款",
        m.Payment,
        ("付款编号!", "number"),
        _date("付款日期!", "paid_on"),
        _choice("方式", "method", w.PaymentMethod),
        _ref("账户!", "account_id", "账户"),
        _ref("供应商!", "supplier_id", "供应商"),
        ("银行流水号", "bank_ref"),
    ),
    _sheet(
        "付款明细",
        m.PaymentPart,
        _ref("付款编号!", "payment_id", "付款"),
        _ref("采购编号!", "purchase_id", "采购"),
        _money("金额!", "amount", Sign.ANY),
        keys="付款编号 采购编号",
    ),
    _sheet(
        "资金划转",
        m.Transfer,
        ("划转编号!", "number"),
        _date("日期!", "moved_on"),
        _ref("转出账户!", "from_id", "账户"),
        _ref("转入账户!", "to_id", "账户"),
        _money("金额!", "amount"),
        ("银行流水号", "bank_ref"),
    ),
    _sheet(
        "票据本",
        m.ReceiptBook,
        ("票据本号!", "number"),
        _integer("起号!", "first_no"),
        _integer("止号!", "last_no"),
        _date("领用日期!", "handed_out_on"),
    ),
    _sheet(
        "收入",
        m.Income,
        ("收入编号!", "number"),
        _date("日期!", "received_on"),
        _choice("类别", "kind", w.IncomeKind),
        _money("金额!", "amount", Sign.ANY),
        _choice("票据种类", "receipt_kind", w.IncomeReceipt),
        _integer("票据号码", "receipt_no"),
        _ref("账户!", "account_id", "账户"),
    ),
    _sheet(
        "接待标准",
        m.ReceptionStandard,
        _choice("接待类别", "kind", w.ReceptionKind),
        _money("人均标准!", "per_head"),
        _date("生效日期!", "begins_on"),
        _date("失效日期", "ends_on", not_before="生效日期"),
        _date("公开日期", "published_on"),
        keys="接待类别 生效日期",
    ),
    _sheet(
        "接待",
        m.Reception,
        ("接待编号!", "number"),
        _date("日期!", "held_on"),
        _choice("接待类别", "kind", w.ReceptionKind),
        ("部门!", "department"),
        _integer("来宾人数!", "guests"),
        _integer("陪餐人数!", "companions"),
        _money("收费金额!", "charge"),
        _money("实际成本!", "cost"),
        ("公函文号", "letter_no"),
        _date("审批日期", "approved_on"),
        _date("结算日期", "settled_on"),
        _money("结算金额", "settled"),
    ),
    _sheet(
        "预算",
        m.Budget,
        _integer("年度!", "year"),
        _choice("类别", "category", w.BUDGET_CATEGORIES),
        _money("金额!", "amount"),
        keys="年度 类别",
    ),
    _sheet(
        "部门接待预算",
        m.DepartmentBudget,
        _integer("年度!", "year"),
        ("部门!", "department"),
        _money("金额!", "amount"),
        keys="年度 部门",
    ),
    _sheet(
        "水电费",
        m.UtilityBill,
        ("单号!", "number"),
        _choice("项目", "utility", w.Utility),
        ("表号", "meter"),
        _month("月份!", "month"),
        _quantity("期初读数!", "opening"),
        _quantity("期末读数!", "closing"),
        _quantity("倍率", "multiplier"),
        _of(Kind.MONEY4, "单价!", "unit_price"),
        _money("其他费用", "other_charges", Sign.ANY),
        _money("账单金额!", "amount", Sign.ANY),
        _date("付款日期", "paid_on"),
        _money("付款金额", "paid_amount", Sign.ANY),
    ),
    _sheet(
        "固定资产移交",
        m.AssetHandover,
        _ref("采购编号!", "purchase_id", "采购"),
        _integer("行号!", "line_no"),
        _date("发票复印件移交日期", "copy_on"),
        ("资产编号", "asset_no"),
        _date("登记日期", "registered_on"),
        keys="采购编号 行号",
    ),
    _sheet(
        "监管检查",
        m.Inspection,
        _date("日期!", "inspected_on"),
        ("监管人!", "inspector"),
        _integer("抽查单据数!", "sampled"),
        ("结论!", "conclusion"),
        keys="日期 监管人",
    ),
    _sheet("公示", m.Disclosure, _month("月份!", "month"), _date("公示日期!", "published_on"), keys="月份 公示日期"),
    _sheet(
        "接待费汇报",
        m.ReceptionReport,
        _month("截止月份!", "until_month"),
        _date("汇报日期!", "reported_on"),
        keys="截止月份 汇报日期",
    ),
    _sheet("参数", m.ParameterValue, ("名称!", "name"), ("值!", "value"), _date("生效日期!", "begins_on"), keys="名称 生效日期"),
    _sheet("停用条款", m.ClauseSwitch, ("条款!", "clause"), _date("起始日期!", "off_from"), keys="条款 起始日期"),
    _sheet(
        "答复",
        m.Answer,
        _month("月份!", "month"),
        ("条款!", "clause"),
        ("单据!", "document"),
        _money("金额", "amount", Sign.ANY),
        ("说明!", "explanation"),
        ("责任人!", "responsible"),
        ("监管人!", "supervisor"),
        _date("日期!", "answered_on"),
        keys="月份 条款 单据",
    ),
)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
OF_INSTALLATION = ("参数", "停用条款")
"""Read only into an empty installation; everything else belongs to the canteen."""
PAIRS = {"水电费": ("付款日期", "付款金额"), "接待": ("结算日期", "结算金额")}
"""Two cells of which one without the other is refused."""
DATED_BY = {
    "报价": "quoted_on",
    "采购": "purchased_on",
    "签名": "signed_at",
    "票据": "issued_on",
    "付款": "paid_on",
    "资金划转": "moved_on",
    "票据本": "handed_out_on",
    "收入": "received_on",
    "接待": "held_on",
    "水电费": "month",
    "监管检查": "inspected_on",
    "公示": "published_on",
    "接待费汇报": "reported_on",
    "答复": "answered_on",
}
"""The attribute that holds a row's own date: what a closed month or the canteen's first day refuses."""
