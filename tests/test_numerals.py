"""Every way in which people write a number is read, and what is none is told in a sentence."""

import pytest

from convlib.show.numerals import nearest_number, read_number


@pytest.mark.parametrize(("written", "number"), [
    ("5/9", 5 / 9), (".55", 0.55), ("0.56", 0.56), ("0,55", 0.55), (",5", 0.5), ("5.", 5), ("−5/9", -5 / 9),
    ("-30", -30), ("–1", -1), ("+2", 2), ("1", 1), (" 1 / 2 ", 0.5), ("1\u00a0000", 1000), ("２", 2), ("1e-3", 0.001),
    ("2.5/0,5", 5), ("1 000 000", 1e6), ("− 3", -3), ("1 000/ 4", 250),
])
def test_a_number_may_be_written_in_the_usual_ways(written, number):
    assert read_number(written) == pytest.approx(number)


@pytest.mark.parametrize("written", [
    "", " ", "abc", "1/0", "5/", "/5", "--2", "1e400", "1e9999999", ".", "−", "9" * 50, "nan", "inf",
    "1.234,5", "1,2,3", "1e", "e5", "0x10", "1_000", "²", "½", "True", None, "1/2/3", "1/−2", "1 1/2", "2 3", "1 0000", "0, 5 5",
])
def test_what_is_no_number_is_told_with_what_to_write(written):
    with pytest.raises(ValueError, match="is not a number that I can read. Write it like .5, −1 or 2/3."):
        read_number(written)


def test_a_long_text_is_told_in_short():
    with pytest.raises(ValueError) as caught:
        read_number("long" * 1000)
    assert len(str(caught.value)) < 160


@pytest.mark.parametrize(("text", "least", "most", "step", "number", "told"), [
    ("0,55", -1, 1, 0.05, 0.55, ""), ("−1", -1.0, 1.0, 0.05, -1, ""), ("2/2", 1, 7, 1, 1, ""), ("1e0", 0, 99, 1, 1, ""),
    (" 5 ", -1.0, 1.0, 0.05, 1, "There is no bias 5: it runs from −1 to 1 in steps of 0.05. This is bias 1."),
    ("−7", 1, 7, 1, 1, "There is no bias −7: it runs from 1 to 7. This is bias 1."),
    ("2,5", 1, 7, 1, 3, "There is no bias 2,5: it runs from 1 to 7 in steps of 1. This is bias 3."),
    ("1/3", 0, 1, 0.05, 0.35, "There is no bias 1/3: it runs from 0 to 1 in steps of 0.05. This is bias 0.35."),
    ("0.31", 0, 1, 0.3, 0.3, "There is no bias 0.31: it runs from 0 to 1 in steps of 0.3. This is bias 0.3."),
    ("7", 1, 6, 2, 5, "There is no bias 7: it runs from 1 to 6 in steps of 2. This is bias 5."),
])
def test_a_field_takes_the_nearest_number_that_it_can_hold_and_tells_so(text, least, most, step, number, told):
    holds, sentence = nearest_number("bias", text, least, most, step)
    assert holds == pytest.approx(number) and sentence == told
