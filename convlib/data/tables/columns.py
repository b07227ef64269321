"""A column of a table: its cells as values that can be put in order.

A column is of numbers, or of dates, or of words. How its numbers and dates are written, it decides from all its cells:
1.234 beside 0.5 is a little more than one, and beside 1.234,50 it is over a thousand. Where two ways fit and lead to
two orders, one is assumed, and `doubt` says so.
"""

import re
import unicodedata
from datetime import date
from itertools import takewhile
from typing import NamedTuple

import numpy as np

from .likeness import column_ranks

MISSING = {"", "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "-", "−", "–", "—", "?", "."}
MINUS = str.maketrans("−–‐﹣－", "-----")
OTHER_POINTS = str.maketrans("٫٬", ".,")  # the Arabic ones, which are never mistaken for each other

POINT, COMMA = ".", ","  # what stands before the decimals
OTHER = {POINT: COMMA, COMMA: POINT}
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
    known = _known(cells)
    found, doubts = _numbers(known, home) or _dates(known) or _words(known)
    values = np.full(len(cells), np.nan)
    values[[cell.lower() not in MISSING for cell in cells]] = found
    return Column(values, doubts)


def written_at_home(columns):
    """How numbers are written in most of these columns: `POINT`, `COMMA`, or None where none of them tells.

    >>> written_at_home([["0,5", "1"], ["2", "3"]])
    ','
    """
    ways = [_ways(number, (POINT, COMMA), _known(cells)) for cells in columns]
    votes = sum((POINT in fitting) - (COMMA in fitting) for fitting in ways)
    return POINT if votes > 0 else COMMA if votes < 0 else None


def _known(cells):
    """The cells that are not missing."""
    return [cell for cell in cells if cell.lower() not in MISSING]


def _ways(read, ways, cells):
    """The ways in which all cells can be read, {way: values}: none of them is None then."""
    found = {way: [*takewhile(lambda value: value is not None, (read(cell, way) for cell in cells))] for way in ways}
    return {way: values for way, values in found.items() if len(values) == len(cells)}


def _first_doubt(ways):
    """The place of the first cell that two ways read differently, where they lead to two orders; else None."""
    first, *others = ways.values()
    if not others or first == others[0]:
        return None
    one, other = np.array(first), np.array(others[0])
    return None if np.array_equal(column_ranks(one), column_ranks(other)) else int(np.argmax(one != other))


# Numbers.

DIGITS = r"(?:\d+|[1-9]\d{{0,2}}(?P<mark>[{thousands}\s'’])(?:\d{{2,3}}(?P=mark))*\d{{3}})"  # 12,34,567 is Indian
WHOLE, ORDINARY = re.compile("-?[0-9]+"), re.compile("-?[0-9.,]+")  # most cells, and what needs no second look
PATTERNS = {
    decimal: re.compile(rf"-?(?:{DIGITS.format(thousands=thousands)}(?:[{decimal}]\d*)?|[{decimal}]\d+)(?:e[-+]?\d+)?",
                        flags=re.IGNORECASE)
    for decimal, thousands in OTHER.items()}


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
    return float(re.sub(rf"[{OTHER[decimal]}\s'’]", "", plain).replace(decimal, "."))


def any_number(cell, decimal=POINT):
    """A cell as a number, with this sign before its decimals or else with the other; None where it is none."""
    value = number(cell, decimal)
    return number(cell, OTHER[decimal]) if value is None else value


def _plain(cell):
    """A cell without the signs that do not count. Brackets, and a minus at the end, make it negative."""
    if ORDINARY.fullmatch(cell):
        return cell
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in cell.translate(MINUS).translate(OTHER_POINTS)
                    if not _is_sign(letter)).strip()
    plain = re.sub(r"^\(\s*([^()-]*?)\s*\)$|^([^()-]*\d)-$", r"-\1\2", plain)
    return re.sub(r"^\+\s*|(?<=^-)\s+", "", plain)


def _is_sign(letter):
    return letter in "%‰" or unicodedata.category(letter) == "Sc"  # of money


def _numbers(cells, home):
    """The numbers of the cells, and what is in doubt; None where one of them is none."""
    ways = _ways(number, (POINT, COMMA), cells)
    found = ways or _ways(any_number, [POINT], cells)
    if not found:
        return None
    doubts, place = _different_signs(cells), _first_doubt(found)
    if not ways:
        odd = (next(cell for cell in cells if number(cell, decimal) is None) for decimal in (COMMA, POINT))
        doubts.insert(0, f"writes numbers in two ways, such as {' and '.join(odd)}, and each was read in its own")
    if place is None:
        return next(iter(found.values())), doubts
    likelier = found[_likelier(cells, home)]
    return likelier, [*doubts, f"may be read in two ways: {cells[place]} was taken for {likelier[place]:,.15g}"]


def _likelier(cells, home):
    """How numbers are likely to be written, some of which have three digits behind a point or comma, and some neither.

    Who leaves out the decimals of one number writes no zeros at the end of another: then they are thousands. Who
    writes a thousand without a mark uses none: then they are decimals. Else it is as at home.
    """
    plain = [*map(_plain, cells)]
    mark = re.search("[.,]", " ".join(plain))[0]
    zeros = any(re.search("[.,].*0$", cell) for cell in plain)
    long = any(re.fullmatch(r"[^.,]*\d{4}[^.,]*", cell) for cell in plain)
    if zeros == long and home is not None:
        return home
    return mark if long and not zeros else OTHER[mark]


def _different_signs(cells):
    """What is in doubt where the cells have different signs of money or percent."""
    signs = {"" if ORDINARY.fullmatch(cell) else "".join(sorted({*filter(_is_sign, cell)})) for cell in cells}
    if len(signs) < 2:
        return []
    named, without = " and with ".join(sorted(signs - {""})), " and without" * ("" in signs)
    return [f"holds numbers with {named}{without}, which were compared as they are"]


# Dates and times.

MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
DAY_AND_CLOCK = re.compile(r"(.*?)(?:(?:^|[t, ]+)(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?"
                           r"\s*(?:([ap])\.?m\.?)?\s*(?:z|([-+])(\d\d):?(\d\d))?)?", flags=re.IGNORECASE | re.DOTALL)
DAY, MONTH, YEAR = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})", r"(?P<year>\d{4})"
NAMED_MONTH = r"(?P<month>[a-z]{3})[a-z]{0,6}\.?"


def _day_patterns(first, second):
    """How a day may be written: its year first, or last; or its month with a name, and its day before that or after."""
    return [re.compile(pattern, flags=re.IGNORECASE) for pattern in (
        rf"{YEAR}([-/.]){MONTH}\2{DAY}",
        rf"{first}([-/.]){second}\2(?P<year>\d{{4}}|\d\d)",
        rf"{DAY}(?:\.|st|nd|rd|th)?[- ]{NAMED_MONTH},?[- ]{YEAR}",
        rf"{NAMED_MONTH} {DAY}(?:st|nd|rd|th)?,? {YEAR}")]


DAYS = {True: _day_patterns(DAY, MONTH), False: _day_patterns(MONTH, DAY)}  # by whether the day stands first


def moment(cell, day_first=True):
    """A date, a time, or both, in seconds; None where the cell is neither. Of a time with an offset, such as +02:00,
    the one in Greenwich.

    >>> moment("2 January 0001 00:01"), moment("1:30"), moment("1:30+01:00"), moment("31/31/2024")
    (172860.0, 5400.0, 1800.0, None)
    """
    if not re.search(r"\d", cell):
        return None
    day, hours, minutes, seconds, half, east, *ahead = DAY_AND_CLOCK.fullmatch(cell.translate(MINUS)).groups()
    days = 0 if hours and not day else _days(day, day_first)
    if days is None or not hours:
        return days and days * 86400.0
    hours = int(hours) % 12 + 12 * (half in "pP") if half else int(hours)
    offset = int(east + "1") * (int(ahead[0]) * 60 + int(ahead[1])) if east else 0  # minutes
    return days * 86400 + hours * 3600 + (int(minutes) - offset) * 60 + float((seconds or "0").replace(",", "."))


def _days(text, day_first):
    """The number of a day, counted from the year 1; None where there is none."""
    found = next(filter(None, (pattern.fullmatch(text) for pattern in DAYS[day_first])), None)
    if not found:
        return None
    year, month, day = found.group("year", "month", "day")
    century = 0 if len(year) == 4 else 1900 if int(year) >= 70 else 2000
    try:
        return date(century + int(year), MONTHS.get(month.lower()) or int(month), int(day)).toordinal()
    except ValueError:
        return None


def is_calendar(cell):
    """Whether a cell looks like a year or a date."""
    return bool(re.fullmatch(r"\d{4}", cell)) and int(cell) in YEARS or moment(cell) is not None and ":" not in cell


def _dates(cells):
    """The moments of the cells, and what is in doubt; None where one of them is none."""
    ways = _ways(moment, (True, False), cells)
    if not ways:
        return None
    place = _first_doubt(ways) if any("/" in cell for cell in cells) else None
    if place is None:
        return next(iter(ways.values())), []
    told = date.fromordinal(int(ways[True][place] // 86400))
    return ways[True], [f"holds dates that may be read in two ways: {cells[place]} was taken for {told:%Y-%m-%d}"]


# Words.

KINDS = {"numbers": any_number, "dates": moment}  # that may stand among words


def is_data(cell):
    """Whether a cell is a number, a date or a time: no name is."""
    return cell.lower() not in MISSING and any(read(cell) is not None for read in KINDS.values())


def _words(cells):
    """The places of the words in the alphabet, and whether there are numbers or dates among them."""
    places = {word: place for place, word in enumerate(sorted({*cells}))}
    with_digits = [word for word in places if re.search(r"\d", word)]
    kind = next((kind for kind, read in KINDS.items() if any(read(word) is not None for word in with_digits)), None)
    doubts = [f"holds words as well as {kind}, and was sorted as words"] if kind else []
    return [places[cell] for cell in cells], doubts
