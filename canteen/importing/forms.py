"""The form that sends a workbook."""

from werkzeug.datastructures import FileStorage
from wtforms import Field, FileField, SelectField, StringField, ValidationError
from wtforms.validators import Length, Optional, Regexp

from canteen.fields import Form, printable, trimmed

NEW = ""
"""The choice of a canteen that is not there yet."""


class UploadForm(Form):
    """A workbook, and the canteen whose history it holds."""

    canteen = SelectField("食堂")
    file = FileField("台账文件（.xlsx）", render_kw={"accept": ".xlsx"})

    @property
    def target(self) -> str:
        """The code of the canteen."""
        return str(self.canteen.data)

    @property
    def new_name(self) -> str | None:
        """The name of a new canteen."""
        return None

    def validate_file(self, field: Field) -> None:
        """Refuse a form without a file."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError("请选择文件")


class FoundingForm(UploadForm):
    """The same for an administrator, who may let the file make a new canteen."""

    code = StringField(
        "新食堂代码",
        [Optional(), Regexp(r"\A[0-9A-Za-z]{1,16}\Z", message="代码用 1 至 16 个字母或数字")],
        filters=[trimmed],
        description="导入到新食堂时才填",
    )
    name = StringField("新食堂名称", [Length(max=100, message="最多 100 个字"), printable], filters=[trimmed])

    @property
    def target(self) -> str:
        """The code of the canteen, of a new one where none is chosen."""
        return str(self.canteen.data or self.code.data)

    @property
    def new_name(self) -> str | None:
        """The name of a new canteen."""
        return self.name.data

    def validate_canteen(self, field: Field) -> None:
        """Ask for the code and the name of a new canteen."""
        if field.data == NEW and not (self.code.data and self.name.data):
            raise ValidationError("请选一个食堂，或者填写新食堂的代码和名称")
