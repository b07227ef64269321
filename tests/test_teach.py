"""Predictions show the answer only after the learner's; checks know the usual mistakes by name."""

import re

import numpy as np
import pytest

from convlib.teach import check, predict
from convlib.teach.exercises import EXERCISES


def asked():
    return predict("How many?", answer=2, choices=[1, 2, 3], because="Count them.")


def answer(prediction, value):
    """Answer as a learner does: fill the field, press the button."""
    prediction._field.value = value
    prediction._button.click()


def test_nothing_is_revealed_before_there_is_an_answer():
    prediction = asked()
    assert prediction.reveal() == "" and prediction.right is None
    assert "Count them." not in prediction.text() and "It is" not in prediction._reveal.value


def test_a_right_and_a_wrong_answer_stand_beside_the_truth():
    right, wrong = asked(), asked()
    answer(right, 1)
    answer(wrong, 2)
    assert (right.given, right.right, wrong.given, wrong.right) == (2, True, 3, False)
    assert right.reveal() == "You said 2. It is 2, as you predicted. Count them."
    assert wrong.reveal() == "You said 3. It is 2. Count them."
    assert wrong.reveal() in wrong._reveal.value and wrong.reveal() in wrong.text()


def test_an_answer_in_words_is_quoted():
    prediction = predict("Does it fit?", answer="It fits once.", choices=["It never fits.", "It fits once."])
    answer(prediction, 0)
    assert prediction.reveal() == "You said “It never fits”. The answer is “It fits once”."


def test_a_right_answer_in_words_is_not_said_twice():
    prediction = predict("Does it fit?", answer="It fits once.", choices=["It never fits.", "It fits once."])
    answer(prediction, 1)
    assert prediction.reveal() == "“It fits once” is right, as you predicted."


def test_an_answer_is_given_once():
    prediction = asked()
    answer(prediction, 2)
    assert prediction._field.disabled and prediction._button.disabled


def test_enter_in_the_number_box_gives_the_answer():
    prediction = predict("The match?", answer=5 / 9)
    prediction._field.value = "5/9"
    prediction._field._handle_custom_msg({"event": "submit"}, [])
    assert prediction.right is True


def test_pressing_the_button_without_an_answer_asks_for_one():
    prediction = asked()
    prediction._button.click()
    assert prediction.given is None and "Choose an answer first" in prediction._reveal.value
    prediction._field.value = 1
    assert prediction._reveal.value == ""


@pytest.mark.parametrize(("written", "right"), [("5/9", True), (".55", True), ("0.56", True), ("0,55", True),
                                                ("−5/9", False), ("1", False)])
def test_a_number_may_be_written_in_the_usual_ways(written, right):
    prediction = predict("The match?", answer=5 / 9)
    answer(prediction, written)
    assert prediction.right is right


@pytest.mark.parametrize("written", ["abc", "1/0", "5/", "--2", "1e400", "1e9999999", ".", "9" * 50])
def test_what_is_no_number_is_answered_kindly_and_can_be_mended(written):
    prediction = predict("The match?", answer=5 / 9)
    answer(prediction, written)
    assert prediction.given is None and f"“{written}” is not a number" in prediction._reveal.value
    answer(prediction, ".55")
    assert prediction.right is True


def test_what_the_learner_writes_is_never_taken_for_markup():
    prediction = predict("Is 1 < 2 & 2 < 3?", answer=1)
    answer(prediction, "<img src=x>")
    assert "<img" not in prediction._reveal.value
    assert "1 &lt; 2 &amp; 2" in prediction.children[0].value


def test_pictures_stand_with_the_question():
    prediction = predict("Which?", answer=1, choices=[1, 2], pictures={"the patch": np.ones((2, 2))})
    assert prediction.text().startswith("the patch\n   1    1")
    assert len(prediction._grids) == 1


@pytest.mark.parametrize(("choices", "words"), [([1, 3], r"answer 2 must be one of the choices \[1, 3\]")])
def test_an_answer_that_is_no_choice_is_refused(choices, words):
    with pytest.raises(ValueError, match=words):
        predict("?", answer=2, choices=choices)


def test_an_answer_that_is_no_number_is_refused():
    with pytest.raises(TypeError, match="answer must hold real numbers.*abc"):
        predict("?", answer="abc")
    with pytest.raises(ValueError, match="nan"):
        predict("?", answer=float("nan"))


# Checks

EVERY = pytest.mark.parametrize("name", EXERCISES)


@EVERY
def test_the_right_function_is_correct(name):
    assert check(name, EXERCISES[name].right).status == "correct"


MISTAKES = [(name, mistake) for name, exercise in EXERCISES.items() for mistake in exercise.mistakes]


@pytest.mark.parametrize(("name", "mistake"), MISTAKES, ids=lambda part: getattr(part, "name", part))
def test_every_usual_mistake_is_called_by_its_name(name, mistake):
    feedback = check(name, mistake.function)
    assert feedback.status == "almost"
    assert feedback.diagnosis == f"{mistake.name}. {mistake.advice}"


@EVERY
def test_dots_are_still_missing(name):
    assert check(name, lambda *_: ...).status == "still missing"


def test_nothing_written_yet_may_also_be_said_as_an_exception():
    def mine(patch, feature):
        raise NotImplementedError

    assert check("filter_patch", mine).status == "still missing"


@EVERY
def test_none_is_recognised(name):
    feedback = check(name, lambda *_: None)
    assert feedback.status == "keep working"
    assert feedback.diagnosis == ("Nothing comes back: your function returns None, at least in one case. "
                                  "Every way through it must end with return; print gives nothing back.")


def test_a_wrong_shape_is_recognised_and_advised():
    feedback = check("filter_patch", lambda patch, feature: patch * feature)
    assert feedback.status == "keep working"
    assert "Wrong shape. Your answer has shape (3, 3), and it should have shape ()." in feedback.diagnosis
    assert "did you add the products up?" in feedback.diagnosis


def test_an_exception_is_told_with_its_line():
    def helper(products):
        return products.no_such_thing

    def mine(patch, feature):
        total = 0
        return total + prodcts.sum()  # noqa: F821

    feedback = check("filter_patch", mine)
    assert feedback.status == "keep working"
    assert "“return total + prodcts.sum()  # noqa: F821”: NameError" in feedback.diagnosis
    assert f"line {mine.__code__.co_firstlineno + 2} " in feedback.diagnosis
    feedback = check("filter_patch", lambda patch, feature: helper(patch * feature))
    assert f"line {helper.__code__.co_firstlineno + 1} " in feedback.diagnosis
    feedback = check("filter_patch", lambda patch, feature: np.linalg.inv(np.zeros((2, 2))))
    assert "np.linalg.inv" in feedback.diagnosis and "Singular matrix" in feedback.diagnosis


def test_a_wrong_number_of_arguments_is_told():
    feedback = check("filter_patch", lambda patch: patch)
    assert feedback.status == "keep working" and "TypeError" in feedback.diagnosis


def test_leaving_python_is_an_error_like_any_other():
    assert "SystemExit" in check("filter_patch", lambda *_: exit()).diagnosis


@pytest.mark.parametrize("answer", ["5/9", "long" * 1000, [1, [2]], {}, object])
def test_an_answer_that_is_no_number_is_told(answer):
    feedback = check("filter_patch", lambda *_: answer)
    assert feedback.status == "keep working" and "Not a number" in feedback.diagnosis
    assert len(feedback.diagnosis) < 200


def test_a_function_that_writes_into_its_input_is_told():
    def mine(patch, feature):
        patch *= feature
        return patch.mean()

    assert "Input changed" in check("filter_patch", mine).diagnosis
    assert check("filter_patch", EXERCISES["filter_patch"].right).status == "correct"


def test_a_rounded_answer_is_almost_right():
    feedback = check("filter_patch", lambda patch, feature: round((patch * feature).mean(), 2))
    assert feedback.status == "almost" and feedback.diagnosis.startswith("Rounded.")


def test_a_function_that_is_right_for_some_cases_is_almost_right():
    def mine(patch, feature):
        return (patch * feature).mean() if patch.shape == (3, 3) else 0.0

    feedback = check("filter_patch", mine)
    assert feedback.status == "almost"
    assert re.match(r"Right on [6-9] of 12 cases. This is one where it is not:\npatch =", feedback.diagnosis)
    assert "your answer is 0.0, and 0.333333 is right." in feedback.diagnosis


def test_a_function_that_knows_only_three_rows_is_told_which_size_failed():
    def mine(patch, feature):
        return sum(patch[row, column] * feature[row, column] for row in range(3) for column in range(3)) / 9

    feedback = check("filter_patch", mine)
    assert "IndexError" in feedback.diagnosis and "This case had the sizes 2 × 3 and 2 × 3." in feedback.diagnosis


def test_an_exception_on_a_list_of_numbers_is_told_as_well():
    feedback = check("vote_for", lambda values, weights: values[99])
    assert "IndexError" in feedback.diagnosis and "This case had the sizes 12 and 12." in feedback.diagnosis


def test_any_other_answer_shows_a_case():
    feedback = check("filter_patch", lambda patch, feature: 17.0)
    assert feedback.status == "keep working"
    assert "your answer is 17.0, and" in feedback.diagnosis


def test_feedback_reads_as_words_and_as_markup():
    feedback = check("filter_patch", lambda *_: "<b>")
    assert repr(feedback) == "keep working: Not a number. Your function returned '<b>'."
    assert "&lt;b&gt;" in feedback._repr_html_() and "<b>" not in feedback._repr_html_()


def test_a_name_that_is_no_exercise_is_refused():
    with pytest.raises(ValueError, match="'nothing' is not known; it must be one of .*filter_patch"):
        check("nothing", len)
    with pytest.raises(ValueError, match="is not known"):
        check(len, "filter_patch")


def test_something_that_is_no_function_is_refused():
    with pytest.raises(TypeError, match="without brackets, not 5"):
        check("filter_patch", 5)
