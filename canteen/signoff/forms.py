"""The form of a seller, who has no log-in and no PIN: a name, a phone number, and what is drawn."""

from canteen.catalogue.forms import phone, whole_phone
from canteen.fields import line
from canteen.signing import DrawForm


class SellerForm(DrawForm):
    """出售人签名, on the purchaser's phone."""

    name = line("出售人姓名", most=50)
    phone = phone(whole_phone, needed=True, description="摊主本人的电话，以后核对用", render_kw={"inputmode": "tel"})
