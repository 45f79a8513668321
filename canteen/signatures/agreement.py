"""电子签名使用约定: what everyone agrees to before signing; its words are part of what is signed."""

from canteen.security import Current
from canteen.signing import Act

NAME = "agree"
VERSION = 1
TITLE = "电子签名使用约定"
WORDS = (
    "本人同意在本单位食堂的采购、验收、审批、付款、收入、答复等事项上使用“明账”里的电子签名。依照《中华人民共和国电子签名法》第三条、第十三条、第十四条，它与本人手写签名具有同等的效力。",
    "一、专有。签名由三样合成：本人的登录、本人自设的六位签名 PIN、当场手写的姓名。PIN 由本人设定，管理员和其他人都不能代设，也看不到；系统只存它的密文。",
    "二、本人控制。每次签名都由本人当场输入 PIN、当场手写。本人不把口令和 PIN 告诉别人，不让别人代签，也不替别人签；忘了 PIN，或者怀疑被人知道，立即自己重设，并告诉管理员。",
    "三、签名改动能发现。每次签名记下姓名、工号、岗位、时间、手写笔迹和所签内容的摘要（SHA-256），一并记入只能增加、前后相连的日志，改动任何一处都能查出。",
    "四、内容改动能发现。签名只对签的时候页面上显示的内容有效；内容后来改动一个字，摘要就不同，原来的签名随之失效，并且看得到。",
    "五、本人可以随时在“我的签名”里看到以自己名义签过的全部内容；发现不是自己签的，当天告诉监管和管理员。",
    "六、本约定自本人在下面签名起生效，到本人书面提出停用、或离开岗位为止；已签的内容不受影响。打印件由单位存档。",
)


def agreement(me: Current) -> Act:
    """The agreement, for one to sign."""
    content = {"约定": list(WORDS), "版本": VERSION, "姓名": me.name, "登录名": me.username}
    return Act(NAME, f"user:{me.user_id}", content)
