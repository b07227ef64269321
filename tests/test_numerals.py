"""Every way in which people write a number is read, and what is none is told in a sentence."""

import pytest

from convlib.numerals import read_number


@pytest.mark.parametrize(("written", "number"), [
    ("5/9", 5 / 9), (".55", 0.55), ("0.56", 0.56), ("0,55", 0.55), (",5", 0.5), ("5.", 5), ("−5/9", -5 / 9), ("-30", -30),
    ("–1", -1), ("+2", 2), ("1", 1), (" 1 / 2 ", 0.5), ("1\u00a0000", 1000), ("２", 2), ("1e-3", 0.001),
    ("2.5/0,5", 5),
])
def test_a_number_may_be_written_in_the_usual_ways(written, number):
    assert read_number(written) == pytest.approx(number)


@pytest.mark.parametrize("written", [
    "", " ", "abc", "1/0", "5/", "/5", "--2", "1e400", "1e9999999", ".", "−", "9" * 50, "nan", "inf", "1.234,5", "1,2,3",
    "1e", "e5", "0x10", "1_000", "²", "½", "True", None, "1/2/3", "1/−2",
])
def test_what_is_no_number_is_told_with_what_to_write(written):
    with pytest.raises(ValueError, match="is not a number that I can read. Write it like .5, −1 or 2/3."):
        read_number(written)


def test_a_long_text_is_told_in_short():
    with pytest.raises(ValueError) as caught:
        read_number("long" * 1000)
    assert len(str(caught.value)) < 160
