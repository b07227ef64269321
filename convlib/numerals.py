"""Numbers as people write them: .55, 0,55, 5/9, −1. Every field that a learner types a number into is read here."""

import math
import re

WRITTEN = re.compile(r"([-+]?)(\d{0,20}(?:\.\d{0,20})?(?:e[-+]?\d{1,2})?)(?:/(\d{0,20}(?:\.\d{0,20})?))?", re.IGNORECASE)
SIGNS = str.maketrans("−–,", "--.")  # the minus of the lessons, a dash, a comma for a point


def read_number(text):
    """The number that a text says: with a point or a comma, either minus sign, and as a fraction, too.

    Returns a float. Raises ValueError, with a sentence for the one who wrote it, where it is no finite number.

    >>> [read_number(text) for text in ("−30", "0,5", " .25 ", "3/4", "1e-3")]
    [-30.0, 0.5, 0.25, 0.75, 0.001]
    >>> read_number("1.234,5")
    Traceback (most recent call last):
    ValueError: “1.234,5” is not a number that I can read. Write it like .5, −1 or 2/3.
    """
    plain = re.sub(r"\s", "", str(text)).translate(SIGNS)
    written = WRITTEN.fullmatch(plain)
    try:
        sign, above, below = written.groups()
        number = float(above) / float(below or 1)
        if below == "" or not math.isfinite(number):
            raise ValueError
    except (AttributeError, ValueError, ZeroDivisionError):
        short = text if len(str(text)) <= 60 else f"{str(text)[:60]}…"
        raise ValueError(f"“{short}” is not a number that I can read. Write it like .5, −1 or 2/3.") from None
    return -number if sign == "-" else number
