"""Whether a page is well formed HTML: what browsers forgive and readers do not."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "use"}
BLOCK = {
    *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset"),
    *("footer", "form", "h1", "h2", "h3", "h4", "header", "hr", "main", "nav", "ol"),
    *("p", "pre", "section", "table", "ul"),
}
ACTIVE = {"a", "button", "details", "iframe", "label", "select", "textarea"}
# What may stand only inside certain parents.
PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody", "tfoot", "table"},
    "td": {"tr"},
    "th": {"tr"},
    "option": {"select", "optgroup", "datalist"},
    "legend": {"fieldset"},
    "summary": {"details"},
}
# What may hold nothing else (besides scripts and templates).
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"td", "th"},
    "select": {"option", "optgroup"},
}
# What holds text and inline elements only.
PHRASING = {"p", "h1", "h2", "h3", "h4", "span", "b", "button", "label", "legend"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.has_doctype = False

    def handle_decl(self, decl: str) -> None:
        self.has_doctype = decl.lower() == "doctype html"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        where = f"<{tag}> at line {self.getpos()[0]}"
        names = [name for name, _ in attrs]
        for name in {name for name in names if names.count(name) > 1}:
            self.faults.append(f"{where}: {name} given twice")
        self._check_place(tag, where)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check_place(tag, f"<{tag}> at line {self.getpos()[0]}")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            inside = self.open[-1] if self.open else "nothing"
            self.faults.append(f"</{tag}> closes <{inside}>, line {self.getpos()[0]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def _check_place(self, tag: str, where: str) -> None:
        parent = self.open[-1] if self.open else ""
        if tag in PARENTS and parent not in PARENTS[tag]:
            self.faults.append(f"{where} stands in <{parent}>")
        if parent in CHILDREN and tag not in CHILDREN[parent]:
            self.faults.append(f"{where} stands in <{parent}>")
        if tag in BLOCK and parent in PHRASING and not _is_heading(tag, parent):
            self.faults.append(f"{where} stands in <{parent}>")
        if tag == "form" and "form" in self.open:
            self.faults.append(f"{where} stands in a form")
        if tag in ACTIVE - {"label"} and {"a", "button"} & set(self.open):
            self.faults.append(f"{where} stands in a link or button")


def _is_heading(tag: str, parent: str) -> bool:
    return parent == "legend" and tag in {"h2", "h3", "h4"}


def faults_of(html: str) -> list[str]:
    """Return what is wrong with the structure of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    faults = reader.faults + [f"<{tag}> is never closed" for tag in reader.open]
    if not reader.has_doctype:
        faults.insert(0, "no doctype")
    return faults
