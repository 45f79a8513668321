"""The pictures of things, and the originals to take away."""

from io import BytesIO
from pathlib import PurePath

from flask import Blueprint, Response, abort, redirect, send_file

from canteen import attachments, audit
from canteen.choosing import READERS
from canteen.choosing.addresses import row_at
from canteen.documents.blind import scales_before
from canteen.models import Attachment
from canteen.pictures.files import JPEG, KEPT
from canteen.security import may
from canteen.step import unjudged

pages = Blueprint("pictures", __name__, url_prefix="/pictures")
ALONE = "sandbox; default-src 'none'"
"""The policy of what somebody sent: it may neither run nor load anything."""


@pages.get("/<key:key>")
@may(*READERS)
def shown(key: int) -> Response:
    """Show the picture, made anew from the one that was sent."""
    row = _picture(key)
    return _file(row.shown or abort(404), JPEG)


@pages.get("/<key:key>/original")
@may(*READERS)
def original(key: int) -> Response:
    """Take away the file as it was sent; nobody's browser opens it here."""
    row = _picture(key)
    digest, media, name = row.sha256, row.media, download_name(row.name, row.media)
    with unjudged():
        audit.record("下载附件", f"attachment:{key}", sha256=digest)
    return _file(digest, media, name)


def download_name(name: str, media: str) -> str:
    """The name, with an ending that says what the file is."""
    endings = KEPT[media]
    return name if PurePath(name).suffix.lower().removeprefix(".") in endings else f"{name}.{endings[0]}"


def _picture(key: int) -> Attachment:
    """The picture; one that tells what is to be weighed blind leads to the scales."""
    row = row_at(Attachment, key)
    if scales := scales_before(row):
        abort(redirect(scales))
    return row


def _file(digest: str, media: str, name: str | None = None) -> Response:
    content = attachments.find(digest) or abort(404)
    answer = send_file(BytesIO(content), mimetype=media, as_attachment=name is not None, download_name=name)
    answer.headers["Content-Security-Policy"] = ALONE
    return answer
