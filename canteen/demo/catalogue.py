"""Whom the demonstration canteen employs, buys from, and what it buys."""

from decimal import Decimal

UNIT = "抚顺高新技术产业开发区管委会机关食堂"
MEALS, PETTY, GUESTS = "伙食费专户", "伙食费备用金", "接待费专户"

BUYERS = (("1001", "张立新"), ("1002", "陈淑芬"))
RECEIVERS = (("1003", "周国庆"), ("1004", "吴秀梅"))
STEADY = (
    ("2001", "高建军", "审批"),
    ("3001", "何晓丽", "出纳"),
    ("3002", "宋德明", "会计"),
    ("4001", "韩志强", "监管"),
    ("5001", "曹雪", "部门经办"),
    ("5002", "邓凯", "部门经办"),
    ("6001", "潘永生", "管理员"),
)
LOGINS = {
    "caigou": "1003",
    "caigou2": "1004",
    "yanshou": "1001",
    "yanshou2": "1002",
    "shenpi": "2001",
    "chuna": "3001",
    "kuaiji": "3002",
    "jianguan": "4001",
    "jingban": "5001",
    "guanli": "6001",
}
"""Log-in names and whose they are: one for each post, two where the law asks for two; after the rotation."""

GRAIN, MEAT, GREENS, EGGS = (
    "抚顺市顺城区惠丰粮油商行",
    "抚顺市望花区鑫源肉食经营部",
    "抚顺市绿康果蔬配送有限公司",
    "抚顺市禽蛋副食品有限公司",
)
FISH, SPICES, GAS = "沈抚农产品批发市场宏达水产行", "抚顺市味美调料批发部", "抚顺市顺达液化气有限公司"
SUNDRIES, GLOVES, STOVES = "抚顺市洁雅日用百货商店", "抚顺市好管家劳保用品经营部", "抚顺市金灶厨具销售中心"
KITCHENS, COLD, REPAIRS = "沈阳厨邦酒店设备有限公司", "辽宁冰峰制冷设备有限公司", "抚顺市诚信制冷家电维修部"
FARMER, TOFU = "王桂兰（农户）", "李长海豆腐摊"
STALLS = {FARMER: "王桂兰", TOFU: "李长海"}
"""Market stalls and who signs for them."""
FIXED = {
    GRAIN: "92210427MABMNR3EKH",
    MEAT: "92210116MA435GTF4T",
    GREENS: "92210891MAUTJLXLMQ",
    EGGS: "92210560MAFYDKQ2BG",
    FISH: "92210755MAGMNE54UU",
    SPICES: "92210992MA3NHDEJ1N",
    GAS: "92210120MAQWTWQA3M",
    SUNDRIES: "92210756MA2N12N6UF",
    GLOVES: "92210499MADXRACB1Y",
    STOVES: "92210777MA300HUKU3",
    KITCHENS: "92210303MAY97B6Q64",
    COLD: "92210331MAEQC4703L",
    REPAIRS: "92210136MAD305C3AU",
}
"""Shops and their credit codes."""

STAPLE, FRESH, FUEL, EQUIPMENT = "大宗食材", "零星食材", "燃料", "设备购置"
REPAIR, SUNDRY, SERVICE = "维修", "杂品", "服务费"
ITEMS = {
    "东北大米": (STAPLE, "公斤", "5.40"),
    "富强粉": (STAPLE, "公斤", "4.70"),
    "大豆油": (STAPLE, "桶", "79.00"),
    "猪后腿肉": (STAPLE, "公斤", "25.60"),
    "猪五花肉": (STAPLE, "公斤", "28.80"),
    "牛腩": (STAPLE, "公斤", "66.00"),
    "鸡胸肉": (STAPLE, "公斤", "17.60"),
    "冷冻带鱼": (STAPLE, "公斤", "26.40"),
    "鸡蛋": (STAPLE, "公斤", "9.80"),
    "大白菜": (FRESH, "公斤", "2.40"),
    "土豆": (FRESH, "公斤", "3.10"),
    "西红柿": (FRESH, "公斤", "6.40"),
    "黄瓜": (FRESH, "公斤", "5.60"),
    "芹菜": (FRESH, "公斤", "4.80"),
    "豆角": (FRESH, "公斤", "9.20"),
    "大葱": (FRESH, "公斤", "4.40"),
    "豆腐": (FRESH, "公斤", "4.60"),
    "干豆腐": (FRESH, "公斤", "9.60"),
    "苹果": (FRESH, "公斤", "7.40"),
    "纯牛奶": (FRESH, "箱", "52.00"),
    "酱油": (FRESH, "桶", "36.00"),
    "花椒": (FRESH, "公斤", "70.00"),
    "液化石油气": (FUEL, "瓶", "335.00"),
    "洗洁精": (SUNDRY, "桶", "29.00"),
    "垃圾袋": (SUNDRY, "卷", "10.50"),
    "一次性手套": (SUNDRY, "盒", "13.00"),
    "打包餐盒": (SUNDRY, "箱", "46.00"),
    "不锈钢餐盘": (EQUIPMENT, "个", "18.00"),
    "蒸饭柜": (EQUIPMENT, "台", "7600.00"),
    "商用冷柜": (EQUIPMENT, "台", "1980.00"),
    "灶具维修": (REPAIR, "次", "380.00"),
    "油烟机清洗": (SERVICE, "次", "360.00"),
}
"""Items: category, unit, usual price."""
DURABLE = ("蒸饭柜", "商用冷柜")
CATALOGUE = ("商用冷柜",)
BUDGET = {
    STAPLE: "320000.00",
    FRESH: "180000.00",
    FUEL: "15000.00",
    EQUIPMENT: "16000.00",
    REPAIR: "9000.00",
    SUNDRY: "22000.00",
    SERVICE: "6000.00",
    "水电费": "70000.00",
}
DEPARTMENTS = {"党政办公室": "12000.00", "经济发展局": "9000.00", "招商局": "15000.00", "财政局": "6000.00"}


def price(item: str) -> Decimal:
    """What an item usually costs."""
    return Decimal(ITEMS[item][2])
