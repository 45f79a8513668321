"""Pages of transfers that wait for the bank: the list to upload, and the references as they come."""

from datetime import timedelta
from functools import partial
from http import HTTPStatus
from io import BytesIO
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from canteen import clock
from canteen.choosing import here
from canteen.choosing.addresses import row_at
from canteen.entering import Fault, Page, enter, entry_page, settle, typed
from canteen.exchange.cells_out import XLSX
from canteen.models import Payment
from canteen.models.words import PaymentMethod, Post, State
from canteen.payments import references
from canteen.payments.forms import MOST, NO_REFERENCE, ReferenceForm, ReferencesForm
from canteen.payments.references import Batch, batches
from canteen.security import current, may
from canteen.security.limits import Limit, spend
from canteen.step import unjudged


@may(Post.CASHIER)
def batch() -> Page:
    """Show the transfers without a reference, and take the references as they come."""
    found = batches(here().id)
    rows = [{"payment": row.key} for each in found for row in each.rows]
    form = ReferencesForm(typed(), data={"rows": rows[:MOST]})
    return settle(
        form,
        partial(_refer, form),
        page=partial(_batch_page, form, found),
        said="流水号已填上",
        canteen_id=here().id,
    )


@may(Post.CASHIER)
def batch_list(key: int) -> Response | AnyResponse:
    """Take away the list of an account's transfers that the bank has not done."""
    spend(Limit(f"export:{current().user_id}", 10, timedelta(minutes=1)))
    with unjudged(here().id):  # two who take it away at once would both take the same transfers
        found = next((each for each in batches(here().id) if each.account.id == key), None) or abort(404)
        if rows := found.chosen(again="again" in request.form):
            references.note_listed(rows)
    if not rows:
        flash("没有要列的：都列过了，或者收款账户还没有登记", "warn")
        return redirect(url_for("payments.batch"), HTTPStatus.SEE_OTHER)
    name = f"转账清单 {found.account.name} {clock.today()}.xlsx"
    content = references.transfer_list(found, rows)
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@may(Post.CASHIER)
def reference(key: int) -> Page:
    """Enter the bank's reference of one payment, or put it right."""
    payment = row_at(Payment, key)
    form = ReferenceForm(typed(), obj=payment)
    return enter(
        form,
        payment,
        partial(_refer_one, form),
        page=partial(
            entry_page,
            form,
            title=f"银行流水号：{payment.number or '草稿'}",
            lead="银行办完以后回单上的号。改过的号留在变更里。",
            button="填上流水号",
            back=("没填流水号的", url_for("payments.batch")),
        ),
        to=lambda paid: url_for("documents.paper", slug="payment", key=paid.id),
        said="流水号已填上",
    )


def _refer(form: ReferencesForm) -> str:
    if not references.write(form, here().id):
        raise Fault("", "还没有填任何流水号")
    return url_for("payments.batch")


def _refer_one(form: ReferenceForm, payment: Payment) -> None:
    if payment.state != State.LIVE:
        raise Fault("", "这笔付款不在了")
    if payment.method == PaymentMethod.CASH:
        raise Fault("bank_ref", NO_REFERENCE)
    references.refer(payment, str(form.bank_ref.data))


def _batch_page(form: ReferencesForm, found: list[Batch], findings: list[dict[str, Any]]) -> str:
    fields = {row.form.payment.data: row.form for row in form.rows}
    return render_template("payments/batch.html", form=form, findings=findings, batches=found, fields=fields)
