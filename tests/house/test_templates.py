"""Templates are tidy: each is used, none imports what it does not call."""

import re
from dataclasses import fields

import pytest
from jinja2 import StrictUndefined, nodes

from desk.domain.clock import Measures
from desk.domain.vocabulary import Step
from tests.house.sources import ROOT, modules, name_of

TEMPLATES = ROOT / "templates"
FILES = sorted(
    path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")
)


@pytest.fixture(scope="session")
def reader(sqlite):
    """Return the app's reader of templates; which database it has does not matter."""
    return sqlite.app.jinja_env


def _parsed(reader, name):
    return reader.parse((TEMPLATES / name).read_text(encoding="utf-8"))


def _named_in(tree) -> set[str]:
    """Return the templates that one extends, includes or imports."""
    named = set()
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for node in tree.find_all(kinds):
        if isinstance(node.template, nodes.Const):
            named.add(node.template.value)
            continue
        # "tickets/steps/" ~ ticket.step ~ ".html", or a name that the door gives.
        parts = [c.value for c in node.template.find_all(nodes.Const)]
        if parts:
            named |= {step.join(parts) for step in Step}
    return named


@pytest.mark.parametrize("name", FILES)
def test_imports_nothing_it_does_not_call(name, reader):
    tree = _parsed(reader, name)
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    imported = set()
    for node in tree.find_all(nodes.FromImport):
        imported |= {n if isinstance(n, str) else n[1] for n in node.names}
    imported |= {node.target for node in tree.find_all(nodes.Import)}
    assert imported <= used


def test_every_template_is_used(reader):
    rendered = {
        found
        for path in modules()
        for found in re.findall(r'"([\w/]+\.html)"', path.read_text(encoding="utf-8"))
    }
    used = rendered.union(*(_named_in(_parsed(reader, name)) for name in FILES))
    assert set(FILES) == used


def test_every_macro_is_called(reader):
    defined: dict[str, str] = {}
    called: set[str] = set()
    for name in FILES:
        tree = _parsed(reader, name)
        defined |= {macro.name: name for macro in tree.find_all(nodes.Macro)}
        called |= {
            node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"
        }
    assert {n: where for n, where in defined.items() if n not in called} == {}


def test_undefined_variables_are_errors(reader):
    assert reader.undefined is StrictUndefined


@pytest.mark.parametrize("name", FILES)
def test_templates_do_not_decide_by_role(name):
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert not re.search(
        r"""actor\.role\s*(==|!=|in)|["'](student|supervisor)["']""", text
    )


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_marked_safe(name):
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert "|safe" not in text.replace(" ", "")
    assert "autoescape false" not in text


# Every time of a ticket leads to the page that explains it, so only the macro that
# makes the link prints one. Elsewhere `duration` is for targets and the like.
OF_A_TICKET = {"ticket", "line", "view"}
TIMES = {field.name for field in fields(Measures)} | {"first_resolution", "seconds"}


def _prints_a_time(node: nodes.Filter) -> bool:
    """Say whether a filter prints a time of a ticket: `line.response|duration`."""
    if node.name not in {"duration", "school_time", "to_the_second"}:
        return False
    of, attribute = node.node, ""
    while isinstance(of, nodes.Getattr | nodes.Getitem):
        attribute = attribute or getattr(of, "attr", "")
        of = of.node
    return getattr(of, "name", "") in OF_A_TICKET and attribute in TIMES


@pytest.mark.parametrize("name", FILES)
def test_times_of_tickets_lead_to_their_explanation(name, reader):
    found = _parsed(reader, name).find_all(nodes.Filter)
    assert not [node.lineno for node in found if _prints_a_time(node)]


def test_the_check_of_times_notices_one_without_a_link(reader):
    parse = reader.parse
    for text in ("{{ line.response|duration }}", "{{ view.seconds|duration }}"):
        assert any(map(_prints_a_time, parse(text).find_all(nodes.Filter)))
    for text in ("{{ view.target|duration }}", "{{ ticket.item|upper }}"):
        assert not any(map(_prints_a_time, parse(text).find_all(nodes.Filter)))


def test_doors_name_templates_that_exist():
    for path in modules():
        for found in re.findall(r'"([\w/]+\.html)"', path.read_text(encoding="utf-8")):
            assert (TEMPLATES / found).is_file(), f"{name_of(path)}: {found}"
