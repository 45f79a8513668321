"""The form field for a photo or a paper."""

from datetime import timedelta
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import TooManyRequests
from wtforms import Field, ValidationError
from wtforms.form import BaseForm
from wtforms.widgets import FileInput

from canteen import audit
from canteen.pictures.files import ENDINGS, MOST, Paper, Unfit, looked_at
from canteen.security import current
from canteen.security.limits import Limit, spend

LONGEST_NAME = 200
PER_MINUTE, PER_DAY = 30, 300


class PaperField(Field):
    """A sent file that becomes a Paper, once the form is validated."""

    widget = FileInput()
    data: Paper | None

    def __init__(self, label: str, *, needed: bool, **more: Any) -> None:
        super().__init__(label, **more)
        self.needed = needed
        self.sent: FileStorage | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the file, if one was chosen."""
        files = [file for file in valuelist if isinstance(file, FileStorage) and file.filename]
        self.sent = files[0] if files else None

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms gives it
        """Look at the file. Raises ValidationError with the sentence for it."""
        if self.sent is None:
            if self.needed:
                raise ValidationError("请拍照或选择文件")
            return
        _count()
        name = audit.one_line(self.sent.filename or "")[:LONGEST_NAME]
        try:
            self.data = looked_at(self.sent.read(MOST + 1), name)
        except Unfit as unfit:
            raise ValidationError(str(unfit)) from unfit


def paper_field(label: str, *, needed: bool = True, **more: Any) -> PaperField:
    """A photo (on a phone, from the camera) or a PDF."""
    return PaperField(label, needed=needed, render_kw={"accept": ",".join(ENDINGS)}, **more)


def _count() -> None:
    who = current().user_id
    try:
        spend(
            Limit(f"upload:{who}", PER_MINUTE, timedelta(minutes=1)),
            Limit(f"upload-day:{who}", PER_DAY, timedelta(days=1)),
        )
    except TooManyRequests as refused:
        raise ValidationError("上传太频繁，请过一会儿再传") from refused
