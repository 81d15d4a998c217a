"""The screens speak Indonesian, all of them, and no worse than English."""

import re
from functools import cache

import pytest
from babel.messages.extract import extract_from_dir
from flask_babel import force_locale, gettext

from tests.house.conftest import _read
from tests.house.sources import ROOT

KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
METHODS = [("desk/**.py", "python"), ("templates/**.html", "jinja2")]
# The extractor reads the templates as the app does.
OPTIONS = {"templates/**.html": {"trimmed": "true"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
# The same in both languages, and meant.
SAME = {"WhatsApp", "OK", "Admin"}


@cache
def _texts() -> dict[str | tuple[str, ...], str]:
    found = {}
    for folder in ("desk", "templates"):
        for file, line, message, *_ in extract_from_dir(
            str(ROOT / folder),
            [("**.py", "python"), ("**.html", "jinja2")],
            keywords=KEYWORDS,
        ):
            if message:
                found[message] = f"{folder}/{file}:{line}"
    return found


def _strings(message) -> tuple[str, ...]:
    strings = message.string or ()
    return (strings,) if isinstance(strings, str) else tuple(strings)


def _ids(texts) -> list[str]:
    return sorted(text if isinstance(text, str) else text[0] for text in texts)


def test_the_extractor_finds_texts():
    files = {where.partition(":")[0].rpartition(".")[2] for where in _texts().values()}
    assert files == {"py", "html"}
    assert len(_texts()) > 150


def test_every_text_is_translated(catalogue):
    missing = []
    for text in _texts():
        message = catalogue.get(text if isinstance(text, str) else text[0])
        strings = message.string if message else ""
        if isinstance(strings, str):
            strings = (strings,)
        if message is None or message.fuzzy or not all(strings):
            missing.append(f"{_texts()[text]}: {text!r}")
    assert not missing


def test_translations_keep_their_placeholders(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else message.id
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        for string in _strings(message):
            assert set(PLACEHOLDER.findall(string)) == wanted, message.id


def test_a_template_writes_a_percent_sign_twice():
    # A page fills in what a text with a percent sign has places for; alone it breaks.
    for text, where in _texts().items():
        if where.startswith("templates/"):
            for form in _ids([text]):
                assert "%" not in PLACEHOLDER.sub("", form), f"{where}: {form!r}"


def test_nothing_is_translated_that_nobody_says(catalogue):
    said = set(_ids(_texts()))
    unsaid = [m.id for m in catalogue if m.id and _ids([m.id])[0] not in said]
    assert not unsaid


def test_indonesian_has_one_plural_form(catalogue):
    assert catalogue.num_plurals == 1


def test_no_translation_is_just_the_english(catalogue):
    # A sentence is never the same in both languages.
    for message in catalogue:
        if isinstance(message.id, str) and message.id.count(" ") > 2:
            assert message.string != message.id


@pytest.mark.parametrize(
    "slip", ["infromasi", "ketidak puasan", "antrian", "komplain", "resiko", "sekedar"]
)
def test_words_are_spelt_right(slip):
    for message in _read():
        for string in _strings(message):
            assert slip not in string.lower(), message.id


def test_the_compiled_catalogue_is_used(app):
    with app.test_request_context(), force_locale("id"):
        assert gettext("Sign in") == "Masuk"
