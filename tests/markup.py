"""What must hold for the HTML of every page that any test fetches."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
Attributes = dict[str, str | None]


def faults(html: str) -> list[str]:
    """The page's faults, in words; a fragment, which has no <html>, need only be well nested."""
    page = _Page()
    page.feed(html)
    page.close()
    found = page.faults + [f"<{tag}> is never closed" for tag, _ in page.open]
    return found + list(_of_page(page)) if "html" in page.seen else found


def _of_page(page: "_Page") -> list[str]:
    headings, titles = page.texts["h1"], page.texts["title"]
    found = [f"id {name!r} is used {count} times" for name, count in page.ids.items() if count > 1]
    found += [f"a label is for {name!r}, which is not there" for name in page.labelled - set(page.ids)]
    found += [f"no label for {field}" for field in page.fields if not _is_labelled(page, field)]
    if len(headings) != 1:
        return [*found, f"{len(headings)} h1 instead of one"]
    if not titles or not titles[0].startswith(headings[0]):
        found.append(f"title {titles} does not begin with the h1 {headings[0]!r}")
    return found


def _is_labelled(page: "_Page", field: "_Field") -> bool:
    return field.named or field.id in page.labelled


class _Field:
    """A form control, and whether it says by itself what it is."""

    def __init__(self, tag: str, attributes: Attributes, *, in_label: bool) -> None:
        self.id = attributes.get("id")
        self.named = in_label or bool(attributes.get("aria-label") or attributes.get("aria-labelledby"))
        self.text = f"<{tag} name={attributes.get('name')!r}>"

    def __str__(self) -> str:
        return self.text


class _Page(HTMLParser):
    """Collects what the faults are read from."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, Attributes]] = []
        self.seen: set[str] = set()
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.fields: list[_Field] = []
        self.texts: dict[str, list[str]] = {"h1": [], "title": []}
        self.guarded = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        attributes = dict(attrs)
        self.seen.add(tag)
        self.ids.update(filter(None, [attributes.get("id")]))
        self._note_policy(tag, attributes)
        self._note_form(tag, attributes)
        if tag in self.texts and not self._inside("svg"):
            self.texts[tag].append("")
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a self-closed element, as SVG has them."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, which must be the innermost."""
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> in line {self.getpos()[0]} closes nothing")
            return
        self.open.pop()
        if tag == "form" and not self.guarded:
            self.faults.append(f"the form before line {self.getpos()[0]} has no csrf_token")

    def handle_data(self, data: str) -> None:
        """Collect the text of headings and titles."""
        for tag, texts in self.texts.items():
            if self._inside(tag) and not self._inside("svg"):
                texts[-1] = f"{texts[-1]}{data}".strip()

    def _inside(self, tag: str) -> bool:
        return any(name == tag for name, _ in self.open)

    def _note_policy(self, tag: str, attributes: Attributes) -> None:
        handlers = [name for name in attributes if name == "style" or name.startswith("on")]
        if handlers or tag == "style" or (tag == "script" and not attributes.get("src")):
            self.faults.append(f"<{tag} {' '.join(handlers)}> is inline, which the policy forbids")

    def _note_form(self, tag: str, attributes: Attributes) -> None:
        if tag == "form":
            self.guarded = (attributes.get("method") or "get").lower() != "post"
        elif tag == "input" and attributes.get("name") == "csrf_token":
            self.guarded = True
        elif tag == "label" and attributes.get("for"):
            self.labelled.add(str(attributes["for"]))
        if tag in {"input", "select", "textarea"} and attributes.get("type") not in UNLABELLED:
            self.fields.append(_Field(tag, attributes, in_label=self._inside("label")))
