"""Lesson 17: a network rebuilt elsewhere votes the same, or that is an error; the self-test is over all lessons."""

import io
import re
import sys
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest

from convlib import filter_patch
from convlib.show import look
from convlib.teach import SelfTest, check
from convlib.teach.lessons.lesson_17_self_test import SELF_TEST

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
CELLS = {cell.id: cell for cell in nbformat.read(NOTEBOOKS / "17_the_real_world.ipynb", as_version=4).cells}
CODE = {name: cell.source for name, cell in CELLS.items() if cell.cell_type == "code"}
VOTES = {"torch": "pytorch-votes", "onnxruntime": "onnx-votes"}  # the cell that asks each framework
INSTALLED = [name for name in VOTES if find_spec(name)]
BUILT = {"torch": ["in-pytorch"], "onnxruntime": ["onnx-graph", "in-onnx"]}  # the cells that rebuild the network
OTHERWISE = [("features / 9", "features"), ("features / 9", "features[::-1] / 9"),
             ("features / 9", "features / (9 + 1e-4)")]


@pytest.fixture(scope="module")
def learned():
    """What stands in the lesson's cells when the network has learned and the frameworks have not been asked yet."""
    names = {}
    for cell in ("setup", "setup-teach", "learn", "compare", "in-pytorch", "onnx-graph", "in-onnx"):
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


# What the learner sees, and when.


@pytest.mark.parametrize(("question", "answer"), [("predict-white", "colour"), ("predict-bias", "bias-maps"),
                                                  ("predict-nine", "in-pytorch")])
def test_between_a_question_and_the_cell_that_answers_it_there_is_more_than_a_screen(question, answer):
    names = list(CELLS)
    between = [CELLS[name] for name in names[names.index(question) + 1:names.index(answer)]]
    shown = [output.get("data", {}) for cell in between for output in cell.get("outputs", ())]
    pictures = [data for data in shown if "image/jpeg" in data]
    assert 18 * len(pictures) + sum(len(cell.source.splitlines()) + 1 for cell in between) > 20  # lines of text


def test_the_code_that_only_draws_is_folded():
    drawing = [name for name, source in CODE.items() if re.search(r"Sketch\(|def show", source)]
    assert len(drawing) == 3
    assert all(CELLS[name].metadata.get("jupyter", {}).get("source_hidden") for name in drawing)


def test_all_features_look_as_in_the_explorer():
    assert not [name for name, source in CODE.items() if "look.feature(" in source]


# The exercises.


def test_an_earlier_lessons_function_is_told_why_it_will_not_do():
    feedback = check("framework_match", lambda patch, feature, bias: filter_patch(patch, feature) + bias)
    assert "filter_patch will not do: it takes one channel only, and it divides." in feedback.diagnosis


def test_the_first_case_that_fails_can_be_worked_out_by_head():
    feedback = check("framework_match", lambda patch, feature, bias: patch.sum() + bias)
    assert feedback.diagnosis.endswith("bias = 0.5\nyour answer is 2, and 1 is right.")


# The self-test.


@pytest.fixture(scope="module")
def questions():
    return [question for _, question in SELF_TEST]


def test_twelve_questions_go_over_all_lessons(questions):
    asked = {lesson for lessons, _ in SELF_TEST for lesson in lessons}
    assert sorted(asked) == sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))[1:-1]
    assert len(questions) == 12 and all(question.because for question in questions)


def test_the_lesson_asks_each_of_them_and_then_shows_the_score(questions):
    test = SelfTest()
    for number, question in enumerate(questions, start=1):
        assert CODE[f"question-{number}"] == f"test.ask({number})"
        assert test.ask(number).question is question
    assert CODE["test"] == "test = SelfTest()" and CODE["score"] == "test.score"


def test_the_questions_are_of_both_kinds_and_the_right_choice_is_not_always_in_the_same_place(questions):
    places = [[*question.choices].index(question.right) for question in questions if question.choices]
    assert len(places) == 6 and len(set(places)) >= 3


def test_the_right_choice_is_not_told_by_its_length(questions):
    sentences = [question for question in questions if question.choices and " " in str(question.right)]
    assert len(sentences) == 4
    for question in sentences:
        longest = max(len(choice) for choice in question.choices if choice != question.right)
        assert len(question.right) <= longest, question.choices


def test_the_arithmetic_of_each_explanation_leads_to_the_number_that_was_computed(questions):
    numbers = [question for question in questions if not isinstance(question.right, str)]
    assert len(numbers) == 7
    for question in numbers:
        assert re.search(rf"{re.escape(look.label(question.right, short=True))}\b", question.because), question.because


def test_no_question_is_one_of_the_lessons_own(questions):
    lessons = "".join(path.read_text() for path in NOTEBOOKS.glob("*.ipynb") if not path.stem.startswith("15"))
    assert not [question.words for question in questions if question.words[:60] in lessons]
