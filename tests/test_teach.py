"""Predictions show the answer only after the learner's."""

import numpy as np
import pytest

from convlib.teach import Question, predict
from convlib.teach.lessons import QUESTIONS


def asked(**more):
    choices = {1: "One is hidden.", 2: "", 3: "You saw double."}
    return predict(Question("How many?", lambda: 2, "Count them.", choices, **more))


def in_words():
    choices = {"It never fits.": "Look again.", "It fits once.": ""}
    return predict(Question("Does it fit?", lambda: "It fits once.", "", choices))


def number(**more):
    return predict(Question("The match?", lambda: 5 / 9, "7 − 2 = 5.", slips={7 / 9: "Two disagree."}, **more))


def test_nothing_is_revealed_before_there_is_an_answer():
    prediction = asked()
    assert prediction.reveal() == "" and prediction.right is None and prediction.form.told == ""
    assert "Count them." not in prediction.text() and "It is" not in prediction.text()
    assert not any("Count them." in str(value) for value in prediction.form.get_state().values())


def test_the_answer_is_worked_out_when_somebody_has_answered():
    worked_out = []
    prediction = predict(Question("How many?", lambda: worked_out.append("once") or 2, "", {1: "", 2: ""}))
    prediction.text()
    assert worked_out == []
    prediction.form.submit("1")
    assert worked_out == ["once"]


def test_a_right_and_a_wrong_answer_stand_beside_the_truth():
    right, wrong = asked(), asked()
    right.form.submit("2")
    wrong.form.submit("3")
    assert (right.given, right.right, wrong.given, wrong.right) == (2, True, 3, False)
    assert right.reveal() == "You said 2. It is 2, as you predicted. Count them."
    assert wrong.reveal() == "You said 3. You saw double. It is 2. Count them."
    assert wrong.reveal() == wrong.form.told and wrong.reveal() in wrong.text()


def test_an_answer_in_words_is_quoted():
    prediction = in_words()
    prediction.form.submit("It never fits.")
    assert prediction.reveal() == "You said “It never fits”. Look again. The answer is “It fits once”."


def test_a_right_answer_in_words_is_not_said_twice():
    prediction = in_words()
    prediction.form.submit("It fits once.")
    assert prediction.reveal() == "“It fits once” is right, as you predicted."


def test_an_answer_is_given_once():
    prediction = asked()
    prediction.form.submit("3")
    assert prediction.form.done
    prediction.form.submit("2")
    assert prediction.given == 3
    with pytest.raises(ValueError, match="given is 3 already"):
        prediction.given = 2
    assert prediction.given == 3


@pytest.mark.parametrize("given", [4, "2", True, None, 2.5, [2], np.nan, "It is 2."])
def test_an_answer_that_is_no_choice_is_refused(given):
    prediction = asked()
    with pytest.raises(ValueError, match="given must be one of the choices"):
        prediction.given = given
    assert prediction.given is None and not prediction.form.done


@pytest.mark.parametrize("given", ["2", True, np.nan, np.inf, [2], 1j, object()])
def test_a_number_that_is_none_is_refused(given):
    prediction = number()
    with pytest.raises((ValueError, TypeError), match="given"):
        prediction.given = given
    assert prediction.given is None and not prediction.form.done


def test_an_answer_from_python_shows_in_the_form():
    prediction = number()
    prediction.given = 5 / 9
    assert prediction.form.answered == ".55"
    assert prediction.form.told == "You said .55. It is .55, as you predicted. 7 − 2 = 5."


def test_submitting_nothing_asks_for_an_answer():
    choice, field = asked(), number()
    choice.form.submit("")
    field.form.submit("")
    assert choice.given is None and choice.form.told == "Choose an answer first. A guess is fine."
    assert field.given is None and field.form.told == "Write an answer first. A guess is fine."


@pytest.mark.parametrize(("written", "right"), [("5/9", True), (".55", True), ("0,55", True), ("−5/9", False),
                                                ("1", False), ("1e5", False), ("5E-1", False)])
def test_a_number_may_be_written_in_the_usual_ways(written, right):
    prediction = number()
    prediction.form.submit(written)
    assert prediction.right is right
    assert prediction.reveal().startswith(f"You said {written}. It is .55")


def test_a_usual_slip_is_named():
    prediction = number()
    prediction.form.submit("7/9")
    assert prediction.reveal() == "You said 7/9. Two disagree. It is .55. 7 − 2 = 5."


@pytest.mark.parametrize("written", ["abc", "1/0", "nan", "9" * 50])
def test_what_is_no_number_is_answered_kindly_and_can_be_mended(written):
    prediction = number()
    prediction.form.submit(written)
    assert prediction.given is None and f"“{written}” is not a number" in prediction.form.told
    prediction.form.submit(".55")
    assert prediction.right is True


def test_what_the_learner_writes_is_never_taken_for_markup():
    prediction = predict(Question("Is 1 < 2 & 2 < 3?", lambda: 1, ""))
    assert "1 &lt; 2 &amp; 2" in prediction.children[0].value


def test_pictures_stand_with_the_question():
    prediction = asked(pictures=lambda: {"the patch": np.ones((2, 2))})
    assert prediction.text().startswith("the patch\n   1    1")
    assert prediction.grids["the patch"].caption() == "the patch"


def test_a_right_answer_that_is_none_of_the_choices_is_told():
    with pytest.raises(ValueError, match="must be one of the choices"):
        Question("?", lambda: 2, "", {1: "", 3: ""}).right  # noqa: B018


def test_a_question_is_asked_by_its_name():
    name = next(iter(QUESTIONS))
    assert predict(name).question is QUESTIONS[name]
    with pytest.raises(ValueError, match=f"'{name[:-1]}' is not known. Did you mean '{name}'"):
        predict(name[:-1])
    with pytest.raises(TypeError, match="must be the name of a question, or a Question, not 5"):
        predict(5)
