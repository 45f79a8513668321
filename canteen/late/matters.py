"""What can be entered late (补录), as data: each matter is rows of the history workbook's sheets."""

from dataclasses import dataclass, replace

from canteen.exchange.sheets import BY_NAME, DATED_BY, Column, Sheet
from canteen.models.words import Role

COUNTED_HERE = "行号"
"""The program numbers the lines itself."""


@dataclass(frozen=True)
class Part:
    """Rows of another sheet that belong to the paper."""

    sheet: Sheet
    title: str
    rows: int
    """How many empty rows the form begins with."""

    @property
    def name(self) -> str:
        """The name of the form's rows."""
        return str(self.sheet.model.__tablename__)

    def asked(self, paper: Sheet) -> list[Column]:
        """What is asked; the paper's own number and the lines' are given by the program."""
        return [column for column in self.sheet.columns if column.ref != paper.name and column.name != COUNTED_HERE]

    def own_number(self, paper: Sheet) -> str:
        """The header under which a row names the paper."""
        return next(column.name for column in self.sheet.columns if column.ref == paper.name)


@dataclass(frozen=True)
class Matter:
    """Something that happened outside, and the paper that it makes."""

    slug: str
    sheet: Sheet
    what: str
    parts: tuple[Part, ...] = ()
    note: str = ""
    """What the form does not take, and where that is done."""
    elsewhere: tuple[str, ...] = ()
    """The headers of what is not taken."""

    @property
    def title(self) -> str:
        """The matter by the name of its sheet."""
        return self.sheet.name

    @property
    def asked(self) -> tuple[Column, ...]:
        """What is asked of the paper itself; its number is given when it is stored."""
        return tuple(column for column in self.sheet.columns[1:] if column.name not in self.elsewhere)

    @property
    def number(self) -> str:
        """The header of the paper's number."""
        return self.sheet.keys[0]

    @property
    def dated(self) -> str:
        """The header of the paper's own date."""
        return next(column.name for column in self.sheet.columns if column.attr == DATED_BY[self.sheet.name])


def _without(sheet: Sheet, header: str, word: str) -> Sheet:
    """The sheet whose column does not offer the word."""
    column = sheet.column(header)
    fewer = replace(column, choices=tuple(each for each in column.choices if each != word))
    return replace(sheet, columns=tuple(fewer if each is column else each for each in sheet.columns))


LINES = Part(BY_NAME["采购明细"], "明细", 4)
SIGNATURES = Part(BY_NAME["签名"], "纸上的签名", 5)
SETTLED = Part(BY_NAME["付款明细"], "付的是哪几笔采购", 2)
COVERED = Part(BY_NAME["票据采购"], "管哪几笔采购", 2)
MISSING = Part(_without(SIGNATURES.sheet, "签名角色", Role.APPROVER), SIGNATURES.title, 2)
"""Those that a stored purchase lacks; its approver signs in the program."""
PURCHASE = Matter(
    "purchase",
    BY_NAME["采购"],
    "货已经买了、收了，连同纸上的签名",
    (LINES, SIGNATURES),
    note="启用日期起，审批人在程序里签，不能补录。",
)
MATTERS = (
    PURCHASE,
    Matter("payment", BY_NAME["付款"], "钱已经付出，现金也好，转账也好", (SETTLED,)),
    Matter("receipt", BY_NAME["票据"], "票据已经收下，正常登记通不过", (COVERED,)),
    Matter("income", BY_NAME["收入"], "钱已经收下，票据没有开或者开错了"),
    Matter(
        "bill",
        BY_NAME["水电费"],
        "水、电、气的账单，正常登记通不过",
        note="付款不在这里填，入账以后在账单的页上登记付款。",
        elsewhere=("付款日期", "付款金额"),
    ),
    Matter("transfer", BY_NAME["资金划转"], "钱已经在两个账户之间转了"),
)
BY_SLUG = {matter.slug: matter for matter in MATTERS}
BY_TITLE = {matter.title: matter for matter in MATTERS}
COMPLETION = "验收和签名"
"""The one matter that makes no new paper: what a stored purchase lacks."""
