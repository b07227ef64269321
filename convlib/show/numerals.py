"""Numbers as people write them: .55, 0,55, 5/9, −1. Every field that a learner types a number into is read here."""

import math
import re

WRITTEN = re.compile(r"([-+]?)(\d{0,20}(?:\.\d{0,20})?(?:e[-+]?\d{1,2})?)(?:/(\d{0,20}(?:\.\d{0,20})?))?", re.I)
SIGNS = str.maketrans("−–,", "--.")  # the minus of the lessons, a dash, a comma for a point
GAPS = re.compile(r"(?<!\d)\s+|\s+(?!\d)|(?<=\d)\s(?=\d{3}(?!\d))")  # between two digits, only before three: 1 000


def read_number(text):
    """The number that a text says: with a point or a comma, either minus sign, and as a fraction, too.

    Returns a float. Raises ValueError, with a sentence for the one who wrote it, where it is no finite number.

    >>> [read_number(text) for text in ("−30", "0,5", " .25 ", "3/4", "1e-3")]
    [-30.0, 0.5, 0.25, 0.75, 0.001]
    >>> read_number("1.234,5")
    Traceback (most recent call last):
    ValueError: “1.234,5” is not a number that I can read. Write it like .5, −1 or 2/3.
    """
    plain = GAPS.sub("", str(text)).translate(SIGNS)
    written = WRITTEN.fullmatch(plain)
    try:
        sign, above, below = written.groups()
        number = float(above) / float(below or 1)
        if below == "" or not math.isfinite(number):
            raise ValueError
    except (AttributeError, ValueError, ZeroDivisionError):
        problem = f"“{shortened(str(text))}” is not a number that I can read. Write it like .5, −1 or 2/3."
        raise ValueError(problem) from None
    return -number if sign == "-" else number


def nearest_number(name, text, least, most, step=1):
    """The number that a text says, or the nearest that a field can hold, and a sentence where that is another one.

    The field is called ``name``, and holds ``least``, ``least + step`` and so on, up to ``most``. Raises ValueError, as
    :func:`read_number` does, where the text says no number.

    >>> nearest_number("bias", "0,55", -1, 1, 0.05)
    (0.55, '')
    >>> nearest_number("window", "9", 1, 7)
    (7, 'There is no window 9: it runs from 1 to 7. This is window 7.')
    >>> nearest_number("turn", "−33", -180, 180, 5)
    (-35, 'There is no turn −33: it runs from −180 to 180 in steps of 5. This is turn −35.')
    """
    asked = read_number(text)
    within = min(max(asked, least), most)
    steps = min(math.floor((within - least) / step + 0.5), math.floor((most - least) / step + 1e-9))
    number = round(least + step * steps, 9)
    if math.isclose(number, asked, abs_tol=1e-9):
        return number, ""
    grain = f" in steps of {step:g}" if step != 1 or within == asked else ""
    told = f"it runs from {least:g} to {most:g}{grain}. This is {name} {number:g}.".replace("-", "−")
    return number, f"There is no {name} {shortened(str(text).strip())}: {told}"


def shortened(text, most=60):
    """A text as it is told back to the one who wrote it: not for ever."""
    return text if len(text) <= most else f"{text[:most]}…"
