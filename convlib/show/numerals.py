"""Numbers as people write them: .55, 0,55, 5/9, −1. Every field that a learner types a number into is read here.

Where there is no such number, it becomes the nearest that there is, and a sentence says so.
"""

import math
import re

from ..checks import written

WRITTEN = re.compile(r"([-+]?)(\d{0,20}(?:\.\d{0,20})?(?:e[-+]?\d{1,2})?)(?:/(\d{0,20}(?:\.\d{0,20})?))?", re.I)
SIGNS = str.maketrans("−–,", "--.")  # the minus of the lessons, a dash, a comma for a point
GAPS = re.compile(r"(?<!\d)\s+|\s+(?!\d)|(?<=\d)\s(?=\d{3}(?!\d))")  # between two digits, only before three: 1 000
MOVED = "There is no {title} {asked}: it runs from {least} to {most}{steps}. This is {title} {possible}."


def read_number(text):
    """The number that a text says: with a point or a comma, either minus sign, and as a fraction, too.

    Returns a float. Raises ValueError, with a sentence for the one who wrote it, where it is no finite number.

    >>> [read_number(text) for text in ("−30", "0,5", " .25 ", "3/4", "1e-3")]
    [-30.0, 0.5, 0.25, 0.75, 0.001]
    >>> read_number("1.234,5")
    Traceback (most recent call last):
    ValueError: “1.234,5” is not a number that I can read. Write it like .5, −1 or 2/3.
    """
    match = WRITTEN.fullmatch(GAPS.sub("", str(text)).translate(SIGNS))
    try:
        sign, above, below = match.groups()
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
    return nearest(name, read_number(text), least, most, step, words=shortened(str(text).strip()))


def nearest(title, asked, least, most, step=None, sentence=MOVED, words=""):
    """The number from ``least`` to ``most`` that is nearest to one asked for, and a sentence where it is another one.

    With a ``step``, there are only ``least``, ``least + step`` and so on. The sentence calls the number by its
    ``title``, and what was asked for by these ``words``. Where there is no number at all, nothing is told.

    >>> nearest("learning rate", 0.56, 0, 1)
    (0.56, '')
    >>> nearest("row", -1, 0, 6)
    (0, 'There is no row −1: it runs from 0 to 6. This is row 0.')
    """
    possible = min(max(asked, least), most)
    if step:
        steps = min(math.floor((possible - least) / step + 0.5), math.floor((most - least) / step + 1e-9))
        possible = round(least + step * steps, 9)
    if most < least or abs(possible - asked) <= 1e-9:
        return possible, ""
    grain = f" in steps of {plain(step)}" if step and (step != 1 or least <= asked <= most) else ""
    return possible, sentence.format(title=title, asked=words or plain(asked), least=plain(least), most=plain(most),
                                     steps=grain, possible=plain(possible))


def plain(number):
    """A number in a sentence.

    >>> plain(-3.0), plain(0.67)
    ('−3', '0.67')
    """
    words = written(number).removesuffix(".0").replace("-", "−")
    return words if len(words) < 80 else f"{words[:40]}…"


def shortened(text, most=60):
    """A text as it is told back to the one who wrote it: not for ever."""
    return text if len(text) <= most else f"{text[:most]}…"
