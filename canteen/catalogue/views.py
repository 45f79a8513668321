"""Suppliers and items: entering, changing, retiring and confirming them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, render_template, url_for

from canteen import clock
from canteen.catalogue import forms
from canteen.catalogue.kinds import CATALOGUES, KINDS, SPELT, Catalogue, Entered
from canteen.catalogue.waiting import unconfirmed
from canteen.catalogue.writing import is_used, write
from canteen.changes import amend
from canteen.choosing import here
from canteen.choosing.addresses import row_at
from canteen.documents.paper import Fact
from canteen.entering import Page, enter, entry_page, typed
from canteen.fields import Entry
from canteen.models.words import Category, Post, SupplierKind
from canteen.security import current, may

pages = Blueprint("catalogue", __name__, url_prefix="/catalogue")
FORMS: dict[str, type[Entry]] = {"supplier": forms.SupplierForm, "item": forms.ItemForm}
ON_THE_SPOT: dict[str, type[Entry]] = {"supplier": forms.StallForm, "item": forms.FreshItemForm}
GIVEN: dict[str, dict[str, object]] = {
    "supplier": {"kind": SupplierKind.STALL},
    "item": {"category": Category.FRESH, "in_catalogue": False, "durable": False},
}
"""What a purchaser's entry is without being asked."""
TO_THE_ACCOUNTANT = {
    "supplier": "在市场上当场登记零星摊贩，会计在本月内核对确认。固定经营场所由会计登记。",
    "item": "当场登记零星食材，会计在本月内核对确认。其他类别和集采目录内的品目由会计登记。",
}
SUPPLIER, ITEM = {"slug": "supplier"}, {"slug": "item"}


@pages.route("/suppliers/new", endpoint="new_supplier", defaults=SUPPLIER, methods=["GET", "POST"])
@pages.route("/items/new", endpoint="new_item", defaults=ITEM, methods=["GET", "POST"])
@may(Post.ACCOUNTANT, Post.BUYER)
def new(slug: str) -> Page:
    """Enter a supplier or an item; a purchaser enters what the market sells, for the accountant to confirm."""
    catalogue = CATALOGUES[slug]
    if Post.ACCOUNTANT in current().posts:
        form, given, lead = FORMS[slug](typed()), {}, ""
    else:
        form, given, lead = ON_THE_SPOT[slug](typed()), GIVEN[slug] | {"unconfirmed": True}, TO_THE_ACCOUNTANT[slug]
    entry = catalogue.model(canteen_id=here().id)
    title = f"登记{catalogue.word}"
    return _entered(catalogue, form, entry, partial(write, catalogue, form, given=given), title=title, lead=lead)


@pages.route("/suppliers/<key:key>/edit", endpoint="edit_supplier", defaults=SUPPLIER, methods=["GET", "POST"])
@pages.route("/items/<key:key>/edit", endpoint="edit_item", defaults=ITEM, methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def edit(slug: str, key: int) -> Page:
    """Change a supplier or an item, but for what its use has fixed."""
    catalogue = CATALOGUES[slug]
    entry = row_at(catalogue.model, key)
    form = FORMS[slug](typed(), obj=entry)
    fixed = _fix(catalogue, form, entry) if is_used(catalogue, key) else []
    replace_url = url_for(f"catalogue.replace_{slug}", key=key)
    title = f"修改{catalogue.word} {entry.name}"
    change = partial(write, catalogue, form)
    return _entered(catalogue, form, entry, change, title=title, fixed=fixed, replace_url=replace_url)


@pages.route("/suppliers/<key:key>/replace", endpoint="replace_supplier", defaults=SUPPLIER, methods=["GET", "POST"])
@pages.route("/items/<key:key>/replace", endpoint="replace_item", defaults=ITEM, methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def replace(slug: str, key: int) -> Page:
    """Retire a supplier or an item, and make a copy under another name in which everything may be changed."""
    catalogue = CATALOGUES[slug]
    old = row_at(catalogue.model, key)
    copied = {attr: getattr(old, attr) for attr in catalogue.labels if attr not in SPELT} | {
        "name": f"{old.name}（新）"
    }
    form = FORMS[slug](typed(), data=copied)

    def change(entry: Entered) -> None:
        amend(old, {"retired_on": old.retired_on or clock.today()}, catalogue.labels)
        write(catalogue, form, entry)

    lead = f"保存后“{old.name}”停用，用过它的单据不变；以后用新的这一个。名称要和旧的不同。"
    entry = catalogue.model(canteen_id=here().id)
    return _entered(catalogue, form, entry, change, title=f"停用并另建{catalogue.word}", lead=lead)


@pages.route("/suppliers/<key:key>/retire", endpoint="retire_supplier", defaults=SUPPLIER, methods=["GET", "POST"])
@pages.route("/items/<key:key>/retire", endpoint="retire_item", defaults=ITEM, methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def retire(slug: str, key: int) -> Page:
    """Stop using a supplier or an item."""
    catalogue = CATALOGUES[slug]
    form = forms.RetireForm(typed())
    lead = "停用以后登记新单据时不再列出，用过它的单据不变。"
    return _set(catalogue, key, form, "停用", lead, lambda: {"retired_on": form.retired_on.data, "unconfirmed": False})


@pages.route("/suppliers/<key:key>/restore", endpoint="restore_supplier", defaults=SUPPLIER, methods=["GET", "POST"])
@pages.route("/items/<key:key>/restore", endpoint="restore_item", defaults=ITEM, methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def restore(slug: str, key: int) -> Page:
    """Use a retired supplier or item again."""
    return _set(
        CATALOGUES[slug], key, Entry(typed()), "恢复使用", "登记新单据时又会列出。", lambda: {"retired_on": None}
    )


@pages.route("/suppliers/<key:key>/confirm", endpoint="confirm_supplier", defaults=SUPPLIER, methods=["GET", "POST"])
@pages.route("/items/<key:key>/confirm", endpoint="confirm_item", defaults=ITEM, methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def confirm(slug: str, key: int) -> Page:
    """Confirm what a purchaser entered on the spot."""
    lead = "名称、电话或单位不对就先修改；和已有的重复就停用。"
    return _set(CATALOGUES[slug], key, Entry(typed()), "确认", lead, lambda: {"unconfirmed": False})


@pages.get("/waiting")
@may(Post.ACCOUNTANT)
def waiting() -> str:
    """List what purchasers entered and nobody has confirmed."""
    return render_template("catalogue/waiting.html", entries=unconfirmed(here().id))


def _entered(
    catalogue: Catalogue, form: Entry, entry: Entered, change: Callable[[Entered], None], **shown: Any
) -> Page:
    """Answer a form about an entry; its page ticks off a likely duplicate only where there is one."""
    back = (catalogue.word, url_for("documents.listing", slug=catalogue.slug))

    def page(findings: list[dict[str, Any]]) -> str:
        if "really" in form and not (form["really"].errors or form["really"].data):
            del form["really"]
        return render_template("catalogue/entry.html", form=form, findings=findings, button="保存", back=back, **shown)

    return enter(form, entry, change, page=page, to=_paper(catalogue))


def _set(
    catalogue: Catalogue, key: int, form: Entry, deed: str, lead: str, values: Callable[[], dict[str, object]]
) -> Page:
    """Answer a form that sets a few values of an entry."""
    entry = row_at(catalogue.model, key)
    title, back = f"{deed}{catalogue.word} {entry.name}", (entry.name, _paper(catalogue)(entry))
    return enter(
        form,
        entry,
        lambda entry: amend(entry, values(), catalogue.labels),
        page=lambda findings: entry_page(form, findings, title=title, button=deed, lead=lead, back=back),
        to=_paper(catalogue),
        said=f"已{deed}",
    )


def _fix(catalogue: Catalogue, form: Entry, entry: Entered) -> list[Fact]:
    """Take out of the form what the entry's use has fixed, and give it as facts; not of one that was shown before that."""
    if not typed().keys().isdisjoint(catalogue.fixed):
        return []
    for attr in catalogue.fixed:
        del form[attr]
    return [_fact(catalogue, entry, attr) for attr in catalogue.fixed]


def _fact(catalogue: Catalogue, entry: Entered, attr: str) -> Fact:
    return Fact(catalogue.labels[attr], getattr(entry, attr), KINDS.get(attr, "text"))


def _paper(catalogue: Catalogue) -> Callable[[Entered], str]:
    return lambda entry: url_for("documents.paper", slug=catalogue.slug, key=entry.id)
