"""The questions of the lessons: each is asked once, answers itself, and has something to say to every choice.

No notebook holds an answer. What a lesson's cell holds is the name of its question.
"""

import ast
import json
import re
import time
from pathlib import Path

import nbformat
import numpy as np
import pytest

from convlib import ops
from convlib.pictures import FEATURES, O, X
from convlib.show import look
from convlib.teach import Question, lessons, predict
from convlib.teach.lessons import LESSONS, QUESTIONS
from convlib.teach.lessons.lesson_19_self_test import SELF_TEST
from convlib.teach.question import shown
from tests.reading import everything

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
ALL = {**QUESTIONS, **{f"self-test {number}": question for number, (_, question) in enumerate(SELF_TEST, start=1)}}
EVERY = pytest.mark.parametrize("question", ALL.values(), ids=ALL)
EVERY_NOTEBOOK = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)

# What has no picture, or one in which the answer has no place.
WITHOUT_OUTLINES = [question for name, question in ALL.items() if not question.pictures() or name in {
    "average of a window", "vote on a thick X", "sentences and a feature", "the diagonal on a portrait", "self-test 4",
    "self-test 6"}]

NUMBER = r"−?(?:\d*\.\d+|\d+)"
SUM = rf"\(*{NUMBER}\)*(?: [+−×/] \(*{NUMBER}\)*)*"
CHAIN = re.compile(rf"{SUM}(?: = {SUM})+")  # such as 9 × 9 = 81


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def calls(cell, *names):
    """The calls of these functions in a cell."""
    return [node for node in ast.walk(ast.parse(cell.source))
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in names]


def replies(question):
    """What is said to each choice, or usual number, that is not right."""
    return [words for given, words in (question.choices or question.slips).items() if not question.is_right(given)]


def tells(words, question):
    """Does a reply say anything beside the right answer and the reason, which everybody is told after it?"""
    rest = words.replace(shown(question.right), "").replace(question.because, "")
    return bool(re.sub(r"\b(no|it|that|this|the|right|answer|is|would be|was)\b|\W", "", rest, flags=re.IGNORECASE))


def equal(chain):
    """Do all sides of an equation have the same value? With decimals, which are cut after two, about the same."""
    values = [eval(side.replace("×", "*").replace("−", "-")) for side in chain.split(" = ")]
    return np.ptp(values) < (0.02 if "." in chain else 1e-9)


def test_no_name_is_given_twice_and_no_lesson_is_forgotten():
    assert len(QUESTIONS) == sum(len(lesson.QUESTIONS) for lesson in LESSONS)
    modules = {path.stem for path in Path(lessons.__file__).parent.glob("*.py")} - {"__init__"}
    assert {lesson.__name__.rpartition(".")[2] for lesson in LESSONS} == modules


@EVERY_NOTEBOOK
def test_a_lesson_asks_its_own_questions_once_and_in_order(path):
    asked = [call.args[0].value for cell in code_cells(path) for call in calls(cell, "predict", "recall")]
    assert asked == [*LESSONS[NOTEBOOKS.index(path)].QUESTIONS]


@EVERY_NOTEBOOK
def test_no_lesson_holds_an_answer(path):
    sources = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    assert not re.findall(r"\b(?:answer|because|slips)=", sources)
    for cell in code_cells(path):
        for call in calls(cell, "predict", "Question", "Prediction"):
            assert cell.source == f"predict({json.dumps(ast.literal_eval(call.args[0]), ensure_ascii=False)})", cell.id
            assert "source_hidden" not in cell.metadata.get("jupyter", {}), f"{cell.id} is folded, and need not be"


@EVERY
def test_the_answer_is_worked_out_at_once_and_can_be_given(question):
    begun = time.process_time()
    answer = question.right
    assert time.process_time() - begun < 3  # the longest takes .8 seconds where this was written
    assert question.is_right(answer) and (answer in question.choices or np.isfinite(answer))


@EVERY
def test_every_choice_that_is_not_right_has_a_reply_of_its_own(question):
    assert [words for given, words in question.choices.items() if question.is_right(given)] in ([""], [])
    said = replies(question)
    assert len(said) == (len(question.choices) - 1 if question.choices else len(question.slips))
    assert len(said) == len({*said}) and len(said) >= (1 if question.choices else 2)
    for words in said:
        assert tells(words, question), words
        assert 1 <= len(re.findall(r"[.?](?= |$)", words)) <= 2, words
        assert re.match("[A-Z0-9−.“]", words) and words.endswith("."), words
        assert len(words) <= 180 and words not in question.because, words
        assert not re.search(r"!|\b(simply|just|obviously|wrong|incorrect|sorry)\b", words, re.IGNORECASE), words


def test_a_reply_that_is_empty_or_only_says_the_answer_would_be_found():
    question = Question("How many?", lambda: 21, "Count them.", {9: "", 21: "", 40: "It is 21.", 72: "You took all."})
    assert [words for words in replies(question) if not tells(words, question)] == ["", "It is 21."]
    assert not tells("  ", question) and not tells("No. The right answer is 21.", question)
    assert not tells("Count them.", question)


@EVERY
def test_whatever_is_answered_the_page_reads_well(question):
    """Every choice, every usual number, and one that nobody has thought of."""
    for given in [*question.choices] or [question.right, *question.slips, 987_654]:
        asked = predict(question)
        assert asked.text().endswith("(no prediction yet)") and question.because not in asked.text()
        asked.given = given
        told = asked.reveal()
        assert told.endswith(question.because) and told.endswith(".") and told[0] in "Y“"
        assert shown(question.right).rstrip(".") in told and ("as you predicted" in told) == question.is_right(given)
        assert not re.search(r"\s\s|\.\.| [.,:](?!\d)|[.?][A-Z]|\bnan\b", told) and 40 <= len(told) <= 560, told


@EVERY
def test_a_question_is_one_question_with_pictures_that_build(question):
    assert question.words.count("?") == 1, question.words
    assert len({*map(shown, question.choices)}) == len(question.choices), "two choices look the same"
    for name, picture in question.pictures().items():
        assert name and (isinstance(picture, look.Cells) or np.isfinite(picture).all())


@EVERY
def test_the_answer_shows_in_the_pictures_after_it_is_given_and_not_before(question):
    asked = predict(question)
    before = {name: grid.marked() for name, grid in asked.grids.items()}
    assert not any(before.values()) and "Outlined" not in asked.text()
    assert not any("Outlined" in str(value) for part in everything(asked) for value in part.get_state().values())
    asked.given = question.right
    marked = {name: grid.marked() for name, grid in asked.grids.items() if grid.marked()}
    if question.outlined is None:
        assert marked == {} and question in WITHOUT_OUTLINES
        return
    words, masks = question.outlined()
    assert f"Outlined: {words}." in asked.text() and words[0].islower()
    assert marked == {name: np.flatnonzero(mask).tolist() for name, mask in masks.items()}
    for name, mask in masks.items():
        assert np.shape(mask) == asked.grids[name].cells().index.shape


def test_where_a_question_counts_cells_as_many_are_outlined():
    counted = {"pixels that differ", "an X moved to the right", "white on old white", "a thick patch and the cross",
               "places of the diagonal", "the diagonal after a move", "products at the centre",
               "negative matches of the diagonal", "nine ones and a white pixel", "cells left by a bias"}
    for name in counted:
        for mask in ALL[name].outlined()[1].values():
            assert np.sum(mask) == ALL[name].right, name
    assert np.sum([*QUESTIONS["a map after a move"].outlined()[1].values()][0]) == 49 - 46


@EVERY
def test_the_arithmetic_of_what_is_said_is_right(question):
    for words in (question.words, question.because, *replies(question)):
        for chain in CHAIN.findall(words):
            assert equal(chain), f"{chain!r} in {words!r}"


def test_a_sum_that_is_not_right_would_be_found():
    said = "Four are white in both: 13 + 16 − 2 × 4 = 21. It is (.77 − .11 − .11 + 1) / 4 = .38, and 2 = 2 × 1 = 3."
    assert [(chain, bool(equal(chain))) for chain in CHAIN.findall(said)] == [
        ("13 + 16 − 2 × 4 = 21", True), ("(.77 − .11 − .11 + 1) / 4 = .38", True), ("2 = 2 × 1 = 3", False)]
    assert sum(len(CHAIN.findall(question.because)) for question in ALL.values()) > 10


def test_the_numbers_of_the_reasons_are_computed():
    """Where a reason, or a reply, says a number that is not the answer."""
    features, maps = [*FEATURES.values()], ops.convolve(X, [*FEATURES.values()])
    moved = np.roll(X, 1, axis=1)
    says = {
        "pixels that differ": [f"The X has {(X > 0).sum()} white pixels and the O has {(O > 0).sum()}"],
        "an X moved to the right": [f"{((X > 0) & (moved < 0)).sum()} turn black and {(X > 0).sum()} others"],
        "strongest matches of the antidiagonal": [f"the match is {look.exact(maps[2, 3, 3], parts=9)}"],
        "negative matches of the diagonal": [f"At {(maps[0] < 0).sum()} of the {maps[0].size} places"],
        "a map after a move": [f"{maps[0].size} − {np.isclose(ops.convolve(moved, features)[0], maps[0]).sum()} = "],
        "further from the X": [f"by {look.label(abs(ops.convolve(picture, features) - maps).mean())}{after}"
                               for picture, after in ((moved, " on average when the X moves"), (O, " when an O"))],
    }
    for name, parts in says.items():
        for part in parts:
            assert part in QUESTIONS[name].because
    assert len(np.argwhere(np.isclose(maps[2], 1))) == 4  # "At four places on it, all nine pixels agree."
    assert (maps[0] > 0).sum() == 29  # "You counted the positive ones."
