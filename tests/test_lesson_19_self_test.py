"""Lesson 19: the self-test goes over all lessons, and no answer tells itself."""

import re

import pytest

from convlib.show import look
from convlib.teach import SelfTest
from convlib.teach.lessons.lesson_19_self_test import SELF_TEST
from tests.test_notebooks import LESSONS, read


@pytest.fixture(scope="module")
def questions():
    return [question for _, question in SELF_TEST]


def test_twelve_questions_go_over_all_lessons(questions):
    asked = {lesson for lessons, _ in SELF_TEST for lesson in lessons}
    assert {path.stem for path in LESSONS[1:-1]} == asked
    assert len(questions) == 12 and all(question.because for question in questions)


def test_the_lesson_asks_each_of_them_and_then_shows_the_score(questions):
    code = {cell.id: cell.source for cell in read(LESSONS[-1]).cells}
    test = SelfTest()
    for number, question in enumerate(questions, start=1):
        assert code[f"question-{number}"] == f"test.ask({number})"
        assert test.ask(number).question is question
    assert code["test"] == "test = SelfTest()" and code["score"] == "test.score"


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
    lessons = "".join(path.read_text() for path in LESSONS[:-1])
    assert not [question.words for question in questions if question.words[:60] in lessons]
