"""The self-test counts what is right, and sends back to the lessons of what is not."""

import re

import pytest

from convlib.show.sketch import Words
from convlib.teach import Question, SelfTest

THREE = [
    (["01_what_computers_see"], Question("How many?", lambda: 81, "9 × 9.")),
    (["03_filtering"], Question("Which?", lambda: "b", "It fits.", {"a": "You looked at the other one.", "b": ""})),
    (["06_relu", "03_filtering"], Question("Which?", lambda: 2, "", {1: "That is too few.", 2: "", 3: ""})),
]


def asked():
    """A self-test with three questions."""
    test = SelfTest(THREE)
    return test, [test.ask(number) for number in (1, 2, 3)]


def links(score):
    """The links of the score, {file: sentence behind it}."""
    shown = [output["data"]["text/markdown"] for output in score._links.outputs]
    return dict(re.findall(r"\]\((\S+)\), for (.*)", "\n".join(shown)))


def marks(score):
    return [shape.text for shape in score._row.shapes if isinstance(shape, Words)]


def test_before_the_first_answer_nothing_is_counted_or_revealed():
    test, questions = asked()
    assert test.score.text() == "None of 3 questions is answered yet."
    assert links(test.score) == {} and marks(test.score) == ["1", "2", "3"]
    assert questions[0].text() == "Question 1 of 3. How many?\n(no answer yet)"
    assert questions[0].form.told == "" and questions[0].form.button == "That is my answer"


def test_the_score_follows_each_answer():
    test, questions = asked()
    questions[1].form.submit("b")
    assert test.score.text() == "1 of 3 questions answered, 1 of them right."
    assert marks(test.score) == ["1", "2", "✓ right", "3"]
    questions[0].form.submit("80")
    questions[2].form.submit("1")
    assert test.score.text() == (
        "3 of 3 questions answered, 1 of them right.\n"
        "Visit again: lesson 01 (what computers see), for question 1; lesson 03 (filtering), for question 3; "
        "lesson 06 (ReLU), for question 3.")
    assert links(test.score) == {
        "01_what_computers_see.ipynb": "question 1", "03_filtering.ipynb": "question 3", "06_relu.ipynb": "question 3"}
    assert marks(test.score) == ["1", "✗ wrong", "2", "✓ right", "3", "✗ wrong"]
    assert "Right: question 2. Not right: questions 1 and 3." in test.score._row.label
    assert test.score._line.value == "3 of 3 questions answered, 1 of them right."


def test_a_lesson_that_two_wrong_answers_lead_to_is_named_once():
    test, questions = asked()
    questions[1].form.submit("a")
    questions[2].form.submit("1")
    assert links(test.score) == {"03_filtering.ipynb": "questions 2 and 3", "06_relu.ipynb": "question 3"}


def test_all_right_sends_nowhere():
    test, questions = asked()
    for question, written in zip(questions, ("81", "b", "2"), strict=True):
        question.form.submit(written)
    assert test.score.text() == "3 of 3 questions answered, 3 of them right. That is all of them."
    assert links(test.score) == {}


def test_an_answer_stands_beside_the_right_one_and_where_to_read_more():
    _, questions = asked()
    questions[0].form.submit("81")
    questions[1].form.submit("a")
    questions[2].form.submit("1")
    assert [question.reveal() for question in questions] == [
        "You said 81. It is 81, as you said. 9 × 9. Lesson 01 (what computers see) tells more.",
        "You said “a”. You looked at the other one. The answer is “b”. It fits. Lesson 03 (filtering) tells more.",
        "You said 1. That is too few. It is 2. Lesson 06 (ReLU) and lesson 03 (filtering) tell more."]
    assert [question.form.told for question in questions] == [question.reveal() for question in questions]


def test_a_question_asked_anew_is_open_again_and_the_old_one_counts_no_more():
    test, (first, *_) = asked()
    first.form.submit("80")
    new = test.ask(1)
    assert test.score.text() == "None of 3 questions is answered yet." and links(test.score) == {}
    new.form.submit("81")
    assert test.score.text() == "1 of 3 questions answered, 1 of them right."


def test_the_still_picture_has_the_row_and_the_words():
    test, questions = asked()
    before = test.score.still().png()
    questions[0].form.submit("80")
    after = test.score.still()
    assert after.png() != before
    drawn = {text.get_text() for text in after.axes.texts}
    assert drawn >= {"1", "✗ wrong", "2", "3", test.score.text().splitlines()[0]}


@pytest.mark.parametrize(("number", "error", "words"), [
    (0, ValueError, "number must be a whole number of at least 1, but it is 0"),
    (4, ValueError, "number must be a whole number of at most 3, but it is 4"),
    (1.5, TypeError, "number must be a whole number"),
    ("1", TypeError, "number must be a whole number"),
])
def test_what_cannot_be_asked_is_refused(number, error, words):
    with pytest.raises(error, match=words):
        SelfTest(THREE).ask(number)


def test_a_test_without_questions_is_refused():
    with pytest.raises(ValueError, match="questions must hold at least one pair"):
        SelfTest([])
