"""The form field for a photo or a paper; a file that was once sent need not be chosen again when the form comes back."""

from datetime import timedelta
from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import TooManyRequests
from wtforms import Field, ValidationError
from wtforms.form import BaseForm
from wtforms.widgets import FileInput

from canteen import attachments, audit
from canteen.keys import is_sealed, seal
from canteen.pictures.files import ENDINGS, MOST, Paper, Unfit, looked_at
from canteen.security import current
from canteen.security.limits import Limit, spend

PER_MINUTE, PER_DAY = 30, 300
PURPOSE = "paper"
KEPT = Markup(
    '<input type="hidden" name="{name}" value="{ticket}"><span class="help">已收到 {file}，不必再选；要换就另选一个</span>'
)


class PaperInput(FileInput):
    """Chooses a file; beside it stands the one that was sent before."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        """The control as HTML."""
        chooser = super().__call__(field, **attributes)
        if field.data is None:
            return chooser
        return chooser + KEPT.format(name=field.name, ticket=_ticket(field.data), file=field.data.name)


class PaperField(Field):
    """A sent file that becomes a Paper, once the form is validated."""

    widget = PaperInput()
    data: Paper | None

    def __init__(self, label: str, *, needed: bool, **more: Any) -> None:
        super().__init__(label, **more)
        self.needed = needed
        self.file: FileStorage | None = None
        self.ticket: str | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the file, if one was chosen, or the ticket of the one that was sent before."""
        files = [value for value in valuelist if isinstance(value, FileStorage) and value.filename]
        tickets = [value for value in valuelist if isinstance(value, str)]
        self.file, self.ticket = next(iter(files), None), next(iter(tickets), None)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms gives it
        """Look at the file. Raises ValidationError with the sentence for it."""
        if self.file:
            self.data = _received(self.file)
        elif self.ticket:
            self.data = _sent_before(self.ticket)
        elif self.needed:
            raise ValidationError("请拍照或选择文件")


def paper_field(label: str, *, needed: bool = True, **more: Any) -> PaperField:
    """A photo (on a phone, from the camera) or a PDF."""
    return PaperField(label, needed=needed, render_kw={"accept": ",".join(ENDINGS)}, **more)


def _received(file: FileStorage) -> Paper:
    """The file as a paper, kept already: what was taken is not asked for again."""
    _count()
    content = file.read(MOST + 1)
    paper = _looked_at(content, audit.file_name(file.filename))
    attachments.keep(content)
    return paper


def _sent_before(ticket: str) -> Paper:
    digest, _, rest = ticket.partition(" ")
    mac, _, name = rest.partition(" ")
    content = attachments.find(digest) if is_sealed(PURPOSE, _promise(digest, name), mac) else None
    if content is None:
        raise ValidationError("请重新选择文件")
    return _looked_at(content, name)


def _looked_at(content: bytes, name: str) -> Paper:
    try:
        return looked_at(content, name)
    except Unfit as unfit:
        raise ValidationError(str(unfit)) from unfit


def _ticket(paper: Paper) -> str:
    """What finds a kept file again, for whoever sent it."""
    return f"{paper.digest} {seal(PURPOSE, _promise(paper.digest, paper.name))} {paper.name}"


def _promise(digest: str, name: str) -> str:
    return f"{current().user_id} {digest} {name}"


def _count() -> None:
    who = current().user_id
    try:
        spend(
            Limit(f"upload:{who}", PER_MINUTE, timedelta(minutes=1)),
            Limit(f"upload-day:{who}", PER_DAY, timedelta(days=1)),
        )
    except TooManyRequests as refused:
        raise ValidationError("上传太频繁，请过一会儿再传") from refused
