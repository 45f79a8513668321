"""Item 9: equipment that is a fixed asset is handed over and registered."""

from typing import Any

from sqlalchemy import and_, exists

from canteen.models import AssetHandover
from canteen.models.words import Category
from canteen.parameters import ASSET_FLOOR
from canteen.rulebook import Verdict, clause
from canteen.seen import seen
from canteen.stages import Stage
from canteen.subjects import LINE

TITLE = "固定资产"


@clause(
    "9.1",
    "符合固定资产管理要求的，严格按照要求将发票复印件送核算中心，在行政账的“固定资产”科目中登记备案",
    LINE,
    Stage.CLOSE,
    says="单价 {price:yuan} 元的设备，金额 {stake:yuan} 元，没有移交发票复印件或没有登记资产编号",
    way_out="将发票复印件送核算中心，登记资产编号和日期",
    parameters=(ASSET_FLOOR,),
)
def assets_registered(line: Any) -> Verdict:
    """A durable equipment line at or above the floor without the copy handed over or without number and date."""
    handover = seen(AssetHandover)
    of_line = and_(handover.purchase_id == line.c.purchase_id, handover.line_no == line.c.line_no)
    return Verdict(
        and_(
            exists().where(of_line, handover.copy_on.is_not(None)),
            exists().where(of_line, handover.asset_no.is_not(None), handover.registered_on.is_not(None)),
        ),
        concerns=and_(
            line.c.category == Category.EQUIPMENT,
            line.c.durable,
            line.c.arrived > 0,
            line.c.unit_price >= ASSET_FLOOR.on(line.c.purchased_on),
        ),
        stake=line.c.amount,
        numbers={"price": line.c.unit_price},
    )
