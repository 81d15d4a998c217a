"""The form by which the administrator hands a file over."""

from flask_babel import lazy_gettext
from wtforms import FileField

from desk.web.forms import DeskForm
from desk.web.text import clean


class FileForm(DeskForm):
    """The file; forms that ask for more besides build on it."""

    file = FileField(lazy_gettext("File"))

    @property
    def name(self) -> str:
        """Return the name of the file, without folders; empty if none was chosen."""
        name = getattr(self.file.data, "filename", "") or ""
        return str(clean(name.replace("\\", "/").rsplit("/", 1)[-1]))

    @property
    def content(self) -> bytes:
        """Return what is in the file."""
        return bytes(self.file.data.read())
