"""Lesson 15: a network rebuilt elsewhere votes the same, or that is an error; the self-test is over all lessons."""

import io
import re
import sys
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest

from convlib import look
from convlib.teach.selftest import Question

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
CODE = {cell.id: cell.source for cell in nbformat.read(NOTEBOOKS / "15_the_real_world.ipynb", as_version=4).cells
        if cell.cell_type == "code"}
VOTES = {"torch": "pytorch-votes", "onnxruntime": "onnx-votes"}  # the cell that asks each framework
INSTALLED = [name for name in VOTES if find_spec(name)]
BUILT = {"torch": ["in-pytorch"], "onnxruntime": ["onnx-graph", "in-onnx"]}  # the cells that rebuild the network
OTHERWISE = [("features / 9", "features"), ("features / 9", "features[::-1] / 9"),
             ("features / 9", "features / (9 + 1e-4)")]


@pytest.fixture(scope="module")
def learned():
    """What stands in the lesson's cells when the network has learned and the frameworks have not been asked yet."""
    names = {}
    for cell in ("setup", "setup-teach", "depth-chart", "learn", "in-pytorch", "compare", "onnx-graph", "in-onnx"):
        run(CODE[cell], names)
    return names


def run(source, names):
    """Run a cell; return what it prints."""
    with redirect_stdout(io.StringIO()) as printed:
        exec(source, names)
    return printed.getvalue()


@pytest.mark.parametrize("framework", INSTALLED)
def test_a_framework_gives_the_same_votes(framework, learned):
    assert "gives the same 420 votes. The largest difference is " in run(CODE[VOTES[framework]], dict(learned))


@pytest.mark.parametrize("framework", INSTALLED)
@pytest.mark.parametrize(("right", "wrong"), OTHERWISE)
def test_a_network_that_votes_otherwise_is_an_error(framework, right, wrong, learned):
    names = dict(learned)
    source = "\n".join(CODE[cell] for cell in BUILT[framework])
    assert right in source
    run(source.replace(right, wrong), names)
    with pytest.raises(ValueError, match="votes otherwise: the largest difference is"):
        run(CODE[VOTES[framework]], names)


@pytest.mark.parametrize("framework", VOTES)
def test_where_a_framework_is_not_installed_its_cell_says_how_to_get_it(framework, learned, monkeypatch):
    monkeypatch.setitem(sys.modules, framework, None)  # as if it were not there
    printed = run(CODE[VOTES[framework]], dict(learned))
    assert "is not installed here" in printed and "You would read that" in printed
    assert f"%pip install {'torch' if framework == 'torch' else 'onnx onnxruntime'}" in printed


# The self-test.


@pytest.fixture(scope="module")
def questions():
    names = {}
    for cell, source in CODE.items():
        if cell in ("setup", "setup-teach", "test") or cell.startswith("question-"):
            run(source, names)
    return [names["test"]._questions[number] for number in range(1, 13)]


def test_twelve_questions_go_over_all_lessons(questions):
    asked = {lesson for question in questions for lesson in question.lessons}
    assert sorted(asked) == sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))[1:-1]
    assert all(isinstance(question, Question) and question.because for question in questions)


def test_the_questions_are_of_both_kinds_and_the_right_choice_is_not_always_in_the_same_place(questions):
    places = [question.choices.index(question.answer) for question in questions if question.choices]
    assert len(places) == 6 and len(set(places)) >= 3


def test_the_arithmetic_of_each_explanation_leads_to_the_number_that_was_computed(questions):
    numbers = [question for question in questions if not isinstance(question.answer, str)]
    assert len(numbers) == 7
    for question in numbers:
        assert re.search(rf"{re.escape(look.label(question.answer, short=True))}\b", question.because), question.because


def test_no_question_is_one_of_the_lessons_own(questions):
    lessons = "".join(path.read_text() for path in NOTEBOOKS.glob("*.ipynb") if not path.stem.startswith("15"))
    assert not [question.question for question in questions if question.question[:60] in lessons]
