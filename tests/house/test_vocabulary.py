"""One word names one thing in every layer, and each word has its label."""

import importlib
import inspect
import pkgutil

import pytest

import desk
from desk.blueprints.tickets.page import FORMS
from desk.blueprints.tickets.steps import PRAISE, VERBS
from desk.domain.errors import DeskError
from desk.domain.evidence import Evidence
from desk.domain.log import EventKind
from desk.domain.vocabulary import Language, Step, Word
from desk.domain.workflow import COMPLETES, COMPLETION, NEXT
from desk.services import tickets as service
from tests.house.sources import ROOT


def _words() -> list[type[Word]]:
    for module in pkgutil.walk_packages(desk.__path__, "desk."):
        importlib.import_module(module.name)
    return Word.__subclasses__()


def _refusals(kind: type[DeskError] = DeskError) -> list[type[DeskError]]:
    below = kind.__subclasses__()
    return [*below, *(deeper for each in below for deeper in _refusals(each))]


@pytest.mark.parametrize("step", Step)
def test_a_step_is_complete(step):
    assert step.label
    assert VERBS[step] is getattr(service, step.value)
    assert FORMS[step].__name__ == f"{step.value.title()}Form"
    assert PRAISE[step]
    assert COMPLETES[COMPLETION[step]] is step
    assert step in NEXT
    assert (ROOT / f"templates/tickets/steps/{step}.html").is_file()
    assert (ROOT / f"tests/blueprints/test_{step}.py").is_file()


def test_the_steps_are_walked_in_order():
    walked = [Step.RECORD]
    while (following := NEXT[walked[-1]]) is not None:
        walked.append(following)
    assert walked == list(Step)


def test_each_step_has_its_own_evidence():
    evidence = [each.__name__.lower() for each in Evidence.__args__]
    assert evidence == [COMPLETION[step].value for step in Step]


@pytest.mark.parametrize("kind", _words(), ids=lambda kind: kind.__name__)
def test_every_word_has_a_label_of_its_own(kind):
    labels = [word.label for word in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    for word in kind:
        assert word.value == word.name.lower()


@pytest.mark.parametrize("kind", _words(), ids=lambda kind: kind.__name__)
def test_every_word_reads_in_both_languages(kind, catalogue):
    if kind is Language:
        return  # a language is called by its own name in every language
    for word in kind:
        assert catalogue.get(word.label), f"{word.label!r} has no translation"


@pytest.mark.parametrize("refusal", _refusals(), ids=lambda kind: kind.__name__)
def test_every_refusal_says_what_is_the_matter(refusal):
    assert refusal.message.endswith((".", "%(reason)s"))
    assert inspect.getdoc(refusal)


def test_every_event_is_told():
    assert all(kind.label for kind in EventKind)
