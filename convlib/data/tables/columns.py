"""A column of a table: its cells as values that can be put in order.

A column is of numbers, or of dates, or of words. How its numbers and dates are written, it decides from all its cells:
1.234 beside 0.5 is a little more than one, and beside 1.234,50 it is over a thousand. Where two ways fit and lead to
two orders, one is assumed, and `doubt` says so.
"""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

import numpy as np

from .likeness import column_ranks

MISSING = {"", "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "-", "−", "–", "—", "?", "."}
MINUS = str.maketrans("−–‐﹣－", "-----")
OTHER_POINTS = str.maketrans("٫٬", ".,")  # the Arabic ones, which are never mistaken for each other

POINT, COMMA = ".", ","  # what stands before the decimals
YEARS = range(1500, 2101)  # what a whole number must be to look like a year


class Column(NamedTuple):
    """The cells of a column as values, NaN where one is missing, and what is to be told of how they were read."""

    values: np.ndarray
    doubts: list = []


def read_column(cells, home=None):
    """The values of a column. ``home`` is how numbers are written where the table comes from: `POINT` or `COMMA`.

    Numbers count by size: with decimal point or comma, with points, commas, spaces or apostrophes between thousands,
    with any minus, in brackets where they are negative, with signs of money and percent, which do not count. Dates and
    times count by when they are. Anything else stands as in the alphabet.

    >>> read_column(["1.234", "0.5"]).values
    array([1.234, 0.5  ])
    >>> read_column(["1.234", "1.000,50"]).values
    array([1234. , 1000.5])
    >>> read_column(["pear", "", "apple"]).values
    array([ 1., nan,  0.])
    """
    there = [cell.lower() not in MISSING for cell in cells]
    present = [cell for cell, known in zip(cells, there, strict=True) if known]
    found, doubts = _numbers(present, home) or _dates(present) or _words(present)
    values = np.full(len(cells), np.nan)
    values[there] = found
    return Column(values, doubts)


def written_at_home(columns):
    """How numbers are written in most of these columns: `POINT`, `COMMA`, or None where none of them tells.

    >>> written_at_home([["0,5", "1"], ["2", "3"]])
    ','
    """
    votes = 0
    for cells in columns:
        present = [cell for cell in cells if cell.lower() not in MISSING]
        fits = [all(number(cell, decimal) is not None for cell in present) for decimal in (POINT, COMMA)]
        votes += bool(present) * (fits[0] - fits[1])
    return POINT if votes > 0 else COMMA if votes < 0 else None


# Numbers.

DIGITS = r"(?:\d+|[1-9]\d{{0,2}}(?P<mark>[{thousands}\s'’])(?:\d{{2,3}}(?P=mark))*\d{{3}})"  # 12,34,567 is Indian
WHOLE, ORDINARY = re.compile("-?[0-9]+"), re.compile("-?[0-9.,]+")  # most cells, and what needs no second look
PATTERNS = {
    decimal: re.compile(rf"-?(?:{DIGITS.format(thousands=thousands)}(?:[{decimal}]\d*)?|[{decimal}]\d+)(?:e[-+]?\d+)?",
                        flags=re.IGNORECASE)
    for decimal, thousands in ((POINT, COMMA), (COMMA, POINT))}


def number(cell, decimal):
    """A cell as a number, with this sign before its decimals; None where it is none.

    >>> number("(1 234,5 €)", decimal=","), number("5 apples", decimal=",")
    (-1234.5, None)
    """
    if WHOLE.fullmatch(cell):
        return float(cell)
    plain = _plain(cell)
    if not PATTERNS[decimal].fullmatch(plain):
        return None
    thousands = {POINT: COMMA, COMMA: POINT}[decimal]
    return float(re.sub(rf"[{thousands}\s'’]", "", plain).replace(decimal, "."))


def is_number(cell):
    """Whether a cell is a number, in whichever way it is written."""
    return number(cell, POINT) is not None or number(cell, COMMA) is not None


def _plain(cell):
    """A cell without the signs that do not count. Brackets, and a minus at the end, make it negative."""
    if ORDINARY.fullmatch(cell):
        return cell
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in cell.translate(MINUS).translate(OTHER_POINTS)
                    if not _is_sign(letter)).strip()
    inside = re.fullmatch(r"\(([^()-]*)\)|([^()-]*\d)-", plain)
    plain = f"-{(inside[1] or inside[2] or '').strip()}" if inside else plain
    return re.sub(r"^([-+])\s*", lambda sign: sign[1].strip("+"), plain)


def _is_sign(letter):
    return letter in "%‰" or unicodedata.category(letter) == "Sc"  # of money


def _numbers(cells, home):
    """The numbers of the cells, and what is in doubt; None where one of them is none."""
    point, comma = (_each(cells, lambda cell, decimal=decimal: number(cell, decimal)) for decimal in (POINT, COMMA))
    if point is None and comma is None:
        return _in_two_ways(cells)
    signs = _different_signs(cells)
    if point is None or comma is None or point == comma or _same_order(point, comma):
        return comma if point is None else point, signs
    found = {POINT: point, COMMA: comma}[_likelier(cells, home)]
    place = next(place for place, (one, other) in enumerate(zip(point, comma, strict=True)) if one != other)
    return found, [*signs, f"may be read in two ways: {cells[place]} was taken for {found[place]:,.15g}"]


def _each(cells, read):
    """What is read in each cell, or None as soon as it is None in one."""
    found = []
    for cell in cells:
        found.append(read(cell))
        if found[-1] is None:
            return None
    return found


def _in_two_ways(cells):
    """The numbers of a column in which some are written with a decimal point, and some with a comma."""
    found = _each(cells, lambda cell: number(cell, COMMA) if number(cell, POINT) is None else number(cell, POINT))
    if found is None:
        return None
    with_point, with_comma = (next(cell for cell in cells if number(cell, other) is None) for other in (COMMA, POINT))
    return found, [f"writes numbers in two ways, such as {with_point} and {with_comma}, and each was read in its own",
                   *_different_signs(cells)]


def _likelier(cells, home):
    """How numbers are likely to be written, some of which have three digits behind a point or comma, and some neither.

    Who leaves out the decimals of one number writes no zeros at the end of another: then they are thousands. Who
    writes a thousand without a mark uses none: then they are decimals. Else it is as at home.
    """
    marked = [_plain(cell) for cell in cells if re.search("[.,]", _plain(cell))]
    bare = [_plain(cell) for cell in cells if not re.search("[.,]", _plain(cell))]
    mark = POINT if POINT in marked[0] else COMMA
    zeros = any(cell.endswith("0") for cell in marked)
    long = any(re.search(r"\d{4}", cell) for cell in bare)
    if zeros == long and home is not None:
        return home
    return mark if long and not zeros else {POINT: COMMA, COMMA: POINT}[mark]


def _same_order(one, other):
    return np.array_equal(column_ranks(np.array(one)), column_ranks(np.array(other)))


def _different_signs(cells):
    signs = {"".join(sorted({*filter(_is_sign, cell)})) if not ORDINARY.fullmatch(cell) else "" for cell in cells}
    named = [sign for sign in sorted(signs) if sign]
    if len(signs) < 2:
        return []
    return [f"holds numbers with {' and with '.join(named)}{'' if '' not in signs else ' and without'}, "
            "which were compared as they are"]


# Dates and times.

MONTHS = {name: number for number, name in enumerate(
    "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
CLOCK = re.compile(r"(?:^|[t, ]+)(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?"
                   r"\s*(?:([ap])\.?m\.?)?\s*(?:z|([-+])(\d\d):?(\d\d))?$", flags=re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)")
NAMED = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)?[- ]([a-z]{3})[a-z]{0,6}\.?,?[- ](\d{4})", flags=re.IGNORECASE)
NAMED_FIRST = re.compile(r"([a-z]{3})[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", flags=re.IGNORECASE)


def moment(cell, day_first=True):
    """A date, a time, or both, in seconds; None where the cell is neither. Of a time with an offset, such as +02:00,
    the one in Greenwich.

    >>> moment("2 January 0001 00:01"), moment("1:30"), moment("1:30+01:00"), moment("31/31/2024")
    (172860.0, 5400.0, 1800.0, None)
    """
    if not re.search(r"\d", cell):
        return None
    cell = cell.translate(MINUS)
    clock = CLOCK.search(cell)
    day = cell[:clock.start()] if clock else cell
    days = _days(day, day_first) if day else 0
    if days is None or not clock:
        return days and days * 86400.0
    hours, minutes, seconds, half, east, *ahead = clock.groups()
    hours = int(hours) % 12 + 12 * (half in "pP") if half else int(hours)
    offset = int(east + "1") * (int(ahead[0]) * 60 + int(ahead[1])) if east else 0  # minutes
    return days * 86400 + hours * 3600 + (int(minutes) - offset) * 60 + float((seconds or "0").replace(",", "."))


def _days(text, day_first):
    """The number of a day, counted from the year 1; None where there is none."""
    if found := YEAR_FIRST.fullmatch(text):
        year, _, month, day = found.groups()
    elif found := YEAR_LAST.fullmatch(text):
        day, _, month, year = found.groups()
        if not day_first:
            day, month = month, day
    elif found := NAMED.fullmatch(text):
        day, month, year = found.groups()
    elif found := NAMED_FIRST.fullmatch(text):
        month, day, year = found.groups()
    else:
        return None
    month = MONTHS.get(month.lower()) if month.isalpha() else int(month)
    year = int(year) + (len(year) == 2) * (1900 if int(year) >= 70 else 2000)
    try:
        return date(year, month or 0, int(day)).toordinal()
    except ValueError:
        return None


def is_calendar(cell):
    """Whether a cell looks like a year or a date."""
    return bool(re.fullmatch(r"\d{4}", cell)) and int(cell) in YEARS or moment(cell) is not None and ":" not in cell


def _dates(cells):
    """The moments of the cells, and what is in doubt; None where one of them is none."""
    first, second = (_each(cells, lambda cell, way=way: moment(cell, way)) for way in (True, False))
    if first is None and second is None:
        return None
    if first is None or second is None or _same_order(first, second) or not any("/" in cell for cell in cells):
        return second if first is None else first, []
    place = next(place for place, (one, other) in enumerate(zip(first, second, strict=True)) if one != other)
    told = date.fromordinal(int(first[place] // 86400))
    return first, [f"holds dates that may be read in two ways: {cells[place]} was taken for {told:%Y-%m-%d}"]


# Words.


def _words(cells):
    """The places of the words in the alphabet, and whether there are numbers or dates among them."""
    places = {word: place for place, word in enumerate(sorted({*cells}))}
    for kind, holds in (("numbers", is_number), ("dates", lambda cell: moment(cell) is not None)):
        if any(holds(word) for word in places if re.search(r"\d", word)):
            return [places[cell] for cell in cells], [f"holds words as well as {kind}, and was sorted as words"]
    return [places[cell] for cell in cells], []
