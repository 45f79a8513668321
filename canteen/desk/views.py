"""The desk: what the visitor's posts may enter or look after, one tap from its form."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from canteen.answers import ways as answers
from canteen.approval import notices as approvals
from canteen.catalogue import bank, waiting
from canteen.desk.notices import Source
from canteen.late import waiting as late_entries
from canteen.rotation import reminders
from canteen.security import opens, signed_in
from canteen.setup import notices as setup
from canteen.signatures import notices as signatures
from canteen.voiding import waiting as void_requests

pages = Blueprint("desk", __name__, url_prefix="/desk")


@dataclass(frozen=True)
class Work:
    """Something to enter or look after: what it is called, one line on what for, its endpoint."""

    label: str
    what: str
    endpoint: str


GROUPS: dict[str, tuple[Work, ...]] = {
    "开始之前": (
        Work("准备", "第一笔采购合规之前还缺什么，谁来办", "setup.index"),
        Work("账户", "银行账户和现金，年初余额", "setup.accounts.listed"),
        Work("部门", "用餐的部门：收费、接待按部门", "setup.departments.listed"),
    ),
    "采购之前": (
        Work("预算", "每类一年多少钱，已用、未付清、剩余；各部门的接待预算", "budgets.index"),
        Work("登记供应商", "固定经营场所或零星摊贩", "catalogue.new_supplier"),
        Work("登记品目", "买什么，按什么单位，是不是集采目录内", "catalogue.new_item"),
        Work("采购立项", "要买设备、杂品或集采目录内的：先询价，或集中采购", "sourcing.new"),
        Work("进行中的立项", "询价到了第几家、等什么审批、可以买了没有", "sourcing.index"),
        Work("从表格导入", "您已有的供应商或商品表格，先预览再存", "spreadsheets.upload"),
        Work("等会计确认的", "采购当场登记的摊贩和零星食材", "catalogue.waiting"),
    ),
    "从采购到付款": (
        Work("记一笔采购", "向谁买了什么、多少钱、付了没有；重复上次最快", "purchasing.new"),
        Work("进行中的采购", "草稿，等签名、等验收、等审批的", "purchasing.index"),
        Work("验收", "今天送来的货：先称，后看订购数量；两人当场签名", "acceptance.index"),
        Work("审批", "等审批的采购，等得最久的在前；票据退回的", "approval.index"),
        Work("补票核签", "批准以后才登记的票据，一张清单签一次", "approval.late"),
        Work("等票据的采购", "还没有发票、只有白条的，按供应商；几笔开在一张上", "receipts.index"),
        Work("付款", "审批过、欠着钱的，按供应商；等确认的现金，应退和垫付", "payments.index"),
        Work("转账清单和流水号", "登记好的转账做成清单传给网银，办完填流水号", "payments.batch"),
    ),
    "收入和资金": (
        Work("登记收入", "伙食费、补助、下脚料、接待结算，开财政专用票据", "income.new"),
        Work("收入一览", "本月各类收入、各部门伙食费、没存银行的现金、票据本", "income.index"),
        Work("领用票据本", "号段和领用人，领用以后才能开票", "income.books.hand_out"),
        Work("登记水电费", "抄表读数、表盘照片、其他费用，和账单对得上", "utilities.new"),
        Work("水电费一览", "每块表的读数，没付款的账单", "utilities.index"),
        Work("资金划转", "提现、存现、账户之间转账", "transfers.new"),
        Work("备用金", "拨给采购，谁手上有多少", "transfers.listed"),
    ),
    "人员和签名": (
        Work("人员和岗位", "登记、任命、离岗，发一次性登录码", "persons.listed"),
        Work("顶班", "谁不在，谁来顶，到哪天", "standing_in.index"),
        Work("我的签名", "签名 PIN、使用约定，以我的名义签过什么", "signatures.own"),
        Work("轮换", "采购、验收任了多久，谁接任，移交单", "rotation.index"),
    ),
    "补救": (
        Work("等认可的答复", "责任人对月度发现写的说明，认可或退回", "answers.waiting"),
        Work("登记补录", "外面已经发生、改不回来的，附照片和理由，监管人会签", "late.choose"),
        Work("补录一览", "等会签的、已入账的、被退回的", "late.index"),
        Work("作废一览", "谁要作废哪张单据、为什么；等第二个人签的", "voiding.index"),
    ),
}
"""By what it is about, in the order of the work."""

NOTICES: tuple[Source, ...] = (
    signatures.notices,
    approvals.notices,
    answers.notices,
    setup.notices,
    reminders.notices,
    waiting.notices,
    bank.notices,
    late_entries.notices,
    void_requests.notices,
)
"""Each area's own, in the order of the desk."""


@pages.get("/")
@signed_in
def index() -> str:
    """Show what one's posts may do."""
    groups = {title: [_way(work) for work in works if opens(work.endpoint)] for title, works in GROUPS.items()}
    notices = [notice for source in NOTICES for notice in source()]
    groups = {title: ways for title, ways in groups.items() if ways}
    return render_template("desk/index.html", notices=notices, groups=groups)


def _way(work: Work) -> dict[str, str]:
    return {"label": work.label, "what": work.what, "url": url_for(work.endpoint)}
