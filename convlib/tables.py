"""Tables: rows of things, columns of what is known about them. Does the order of the columns mean anything?

In a picture it does: pixels that stand side by side belong together. In most tables it does not, and then the slides'
rule of thumb says that a ConvNet is of no use. `read_table` reads any table from text and turns every column into
ranks from -1 to 1, so that numbers and words can be compared. `alike` asks how much each two columns tell the same.
`neighbours` takes the mean of that over columns that stand side by side, and `shuffled_neighbours` does so for many
random orders. An order that beats nearly all of them is hardly an accident.

`DECK_CUSTOMERS` is the table of the slides, and `customers` makes larger ones, with a pattern to learn.
"""

import csv
import io
import math
import re
from collections import Counter
from typing import NamedTuple

import numpy as np

from .ops import check_room, counted, finite, whole

MOST_ROWS, MOST_COLUMNS = 2000, 200  # what is read of a large table
MISSING = {"", "na", "n/a", "nan", "null", "none", "-", "?"}
NUMBER = re.compile(r"[-+−]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", flags=re.IGNORECASE)
THOUSANDS = re.compile(r"[-+−]?\d{1,3}(,\d{3})+(\.\d*)?")

# Slide 86: nine customers, one a row, and nine things about each.
DECK_CUSTOMERS = [line.split() for line in """
    A  22 1A a@a 1 aa a1.a 123 aa1
    B  33 2B b@b 2 bb b2.b 234 bb2
    C  44 3C c@c 3 cc c3.c 345 cc3
    D  55 4D d@d 4 dd d4.d 456 dd4
    E  66 5E e@e 5 ee e5.e 567 ee5
    F  77 6F f@f 6 ff f6.f 678 ff6
    G  88 7G g@g 7 gg g7.g 789 gg7
    H  99 8H h@h 8 hh h8.h 890 hh8
    I 111 9I i@i 9 ii i9.i 901 ii9
""".strip().splitlines()]

# What `customers` knows about each: visits a month, how many km away they live, what they have spent, in which month
# they were born, for how many months they have been away, for how many years they have come, whether they get the news,
# how many things are in a basket, how many refunds they asked for, their favourite day, and how much they buy on sale.
CUSTOMER_COLUMNS = "age", "visits", "km", "spent", "born", "away", "years", "news", "basket", "refund", "day", "sale"


class Table(NamedTuple):
    """A table that has been read.

    ``names`` are those of its columns, ``words`` what stands in its cells, (rows, columns), ``ranks`` the same as
    numbers from -1 to 1, and ``notes`` says in sentences what was left out or filled in.
    """

    names: list
    words: np.ndarray
    ranks: np.ndarray
    notes: list


# Reading.


def read_table(text):
    """Read a table from text, one row a line, with commas, semicolons or tabs between the cells.

    A first row without any number is taken for the names of the columns, where there are numbers below it. A column
    whose cells are all numbers is ranked by size, any other by the alphabet. What cannot be used is left out: rows of
    another length than most, columns without a single value, or with the same one everywhere. A missing value gets the
    rank in the middle. Each of these is told in `notes`.

    Returns a `Table`. Raises TypeError when text is not a str, and ValueError where there is no table in it, or nothing
    is left of it.

    >>> table = read_table("name,age,city,pet\\nAnn,30,Bonn,cat\\nBob,,Bonn,dog\\nCem,20,Bonn,cat")
    >>> table.names
    ['name', 'age', 'pet']
    >>> table.ranks
    array([[-1. ,  1. , -0.5],
           [ 0. ,  0. ,  1. ],
           [ 1. , -1. , -0.5]])
    >>> table.notes
    ['Column city is the same in every row, and was left out.', '1 missing value was put in the middle of its column.']
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str with a table in it, not {type(text).__name__}: {text!r:.60}")
    rows, lines, delimiter = _split(text)
    rows, notes = _even(rows, lines)
    comma_is_point = delimiter != ","
    names, rows = _names(rows, comma_is_point)
    if len(rows) < 2:
        raise ValueError(f"There is only one row. With one row, nothing can be compared. {' '.join(notes)}".strip())
    cut = ([f"the first {MOST_ROWS:,} rows"] * (len(rows) > MOST_ROWS)
           + [f"the first {MOST_COLUMNS} columns"] * (len(names) > MOST_COLUMNS))
    if cut:
        notes.append(f"Only {' and '.join(cut)} were read.")
        rows, names = [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]], names[:MOST_COLUMNS]
    columns, kept, missing = [], [], 0
    left_out, mixed = {"is empty": [], "is the same in every row": []}, []
    for place, cells in enumerate(zip(*rows, strict=True)):
        values, is_mixed = _values(cells, comma_is_point)
        different = np.unique(values[~np.isnan(values)])
        if len(different) < 2:
            left_out["is the same in every row" if len(different) else "is empty"].append(names[place])
            continue
        mixed += [names[place]] * is_mixed
        missing += int(np.isnan(values).sum())
        columns.append(_column_ranks(values))
        kept.append(place)
    for why, those in left_out.items():
        if those:
            notes.append(f"{_listed(those, why)}, and {_was(those)} left out.")
    if mixed:
        notes.append(f"{_listed(mixed, 'holds words as well as numbers')}, and {_was(mixed)} sorted as words.")
    if missing:
        notes.append(f"{counted(missing, 'missing value')} {_was(missing)} put in the middle of "
                     f"{'its column' if missing == 1 else 'their columns'}.")
    if not columns:
        raise ValueError(f"No column is left in which two rows differ. {' '.join(notes)}")
    return Table([names[place] for place in kept], np.array(rows)[:, kept], np.stack(columns, axis=1), notes)


def _cells(text, delimiter):
    """The rows of a text, split at a delimiter, without empty ones, and the line of the text where each ends."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    rows, lines = [], []
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            rows.append(cells)
            lines.append(reader.line_num)
    return rows, lines


def _usual_length(rows):
    """How many cells most rows have, and how many rows have so many."""
    ((length, count),) = Counter(map(len, rows)).most_common(1)
    return length, count


def _split(text):
    """The rows of cells, the line of each, and what stood between the cells: whatever splits most rows into as many
    cells."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not text.strip():
        raise ValueError("There is no table here. It takes a row on each line, with commas, semicolons or "
                         "tabs between the cells.")
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text):
        raise ValueError("This is not text, but perhaps a spreadsheet. Save the table as CSV, and bring that.")
    best = None
    for delimiter in "\t;,":
        try:
            rows, lines = _cells(text, delimiter)
        except csv.Error as error:
            raise ValueError(f"This is no table that I can read: {error}. Save it as CSV, and try again.") from None
        length, count = _usual_length(rows)
        if length > 1 and (best is None or count > best[0]):
            best = count, rows, lines, delimiter
    if best is None:
        raise ValueError("There is only one column. With one column there are no neighbours. Is there a comma, a "
                         "semicolon or a tab between the cells?")
    return best[1:]


def _even(rows, lines):
    """The rows that are as long as most, and what is to be said of the others: on which lines of the text they are."""
    length, _ = _usual_length(rows)
    ragged = [str(line) for line, row in zip(lines, rows, strict=True) if len(row) != length]
    if not ragged:
        return rows, []
    shown = ", ".join(ragged[:5]) + (f" and {len(ragged) - 5} more" if len(ragged) > 5 else "")
    told = "Lines {} do not have {} cells, and were left out." if len(ragged) > 1 else (
        "Line {} does not have {} cells, and was left out.")
    return [row for row in rows if len(row) == length], [told.format(shown, length)]


def _names(rows, comma_is_point):
    """The names of the columns, and the rows that hold data."""
    first, *others = rows
    has_names = others and not _holds_numbers(first, comma_is_point) and any(
        _holds_numbers(row, comma_is_point) for row in others[:50])
    if not has_names:
        return [str(number) for number in range(1, len(first) + 1)], rows
    return [name or str(number) for number, name in enumerate(first, start=1)], others


def _holds_numbers(cells, comma_is_point):
    return any(_number(cell, comma_is_point) is not None for cell in cells)


def _number(cell, comma_is_point):
    """A cell as a number, or None where it is none. Signs of money and percent do not count."""
    plain = re.sub(r"[\s$€£%]", "", cell)
    if THOUSANDS.fullmatch(plain) and not comma_is_point:
        plain = plain.replace(",", "")
    elif comma_is_point:
        plain = plain.replace(",", ".")
    return float(plain.replace("−", "-")) if NUMBER.fullmatch(plain) else None


def _values(cells, comma_is_point):
    """A column as numbers, NaN where there is none: its own, or the places of its words in the alphabet. And whether
    it holds both."""
    present = [cell.lower() not in MISSING for cell in cells]
    numbers = [_number(cell, comma_is_point) if there else None for cell, there in zip(cells, present, strict=True)]
    are_numbers = [number is not None for number in numbers]
    if are_numbers == present:
        return np.array([np.nan if number is None else number for number in numbers]), False
    places = {word: place for place, word in enumerate(sorted({*cells}))}
    return np.array([places[cell] if there else np.nan for cell, there in zip(cells, present, strict=True)]), any(
        are_numbers)


def _was(what):
    many = what != 1 if isinstance(what, int) else len(what) != 1
    return "were" if many else "was"


def _listed(names, does):
    """Name one or several columns, and say what they do."""
    if len(names) == 1:
        return f"Column {names[0]} {does}"
    plural = {"is": "are", "holds": "hold"}
    verb, rest = does.split(" ", 1)
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return f"Columns {shown} {plural[verb]} {rest}"


# Comparing columns.


def ranks(table):
    """Every column by the order of its values: -1 for the least, 1 for the most, and even steps between.

    Values that are equal share the mean of their ranks. So spending and age can be compared, and no single rich
    customer outshouts the others.

    Shapes: table (rows, columns) -> the same. Raises ValueError or TypeError for anything but finite numbers in rows
    and columns, and for fewer than two rows.

    >>> ranks([[20, 3], [70, 3], [30, 9]])
    array([[-1. , -0.5],
           [ 1. , -0.5],
           [ 0. ,  1. ]])
    """
    table = finite("table", table)
    if table.ndim != 2 or len(table) < 2:
        raise ValueError(f"table must have two rows or more, and columns, but its shape is {table.shape}")
    return np.stack([_column_ranks(column) for column in table.T], axis=1)


def _column_ranks(values):
    """The ranks of one column, from -1 to 1. What is missing (NaN) stands in the middle."""
    there = ~np.isnan(values)
    _, inverse, counts = np.unique(values[there], return_inverse=True, return_counts=True)
    middles = np.cumsum(counts) - (counts + 1) / 2  # of the ranks 0, 1, 2 … that equal values share
    placed = np.zeros(len(values))
    placed[there] = middles[inverse] * 2 / max(there.sum() - 1, 1) - 1
    return placed


def alike(columns):
    """How much each two columns tell the same: 1 where one tells you the other, 0 where it says nothing about it.

    This is the size of their correlation, whatever its sign. Of columns that hold `ranks`, it is called the rank
    correlation.

    Shapes: columns (rows, columns) -> (columns, columns). A column that is the same in every row is like no other.
    Raises ValueError or TypeError where `ranks` does.

    >>> alike([[-1, 1, -1], [0, 0, 1], [1, -1, 0]])
    array([[1. , 1. , 0.5],
           [1. , 1. , 0.5],
           [0.5, 0.5, 1. ]])
    """
    columns = finite("columns", columns)
    if columns.ndim != 2 or len(columns) < 2:
        raise ValueError(f"columns must have two rows or more, and columns, but the shape is {columns.shape}")
    centred = columns - columns.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    directions = np.divide(centred, length, out=np.zeros_like(centred), where=length > 0)
    return np.abs(directions.T @ directions).clip(0, 1).round(12)


def neighbours(likeness, order=None):
    """How much columns that stand side by side are alike, on average: 1 where each tells you the next one, 0 where it
    says nothing about it.

    `order` says which column stands where; without it, they stand as they are. One column has no neighbours: 0.

    Shapes: likeness (columns, columns) as from `alike` -> a number; for orders (..., columns), one for each.

    >>> likeness = alike([[-1, 1, -1], [0, 0, 1], [1, -1, 0]])
    >>> print(neighbours(likeness), neighbours(likeness, [0, 2, 1]))
    0.75 0.5
    """
    order = np.arange(len(likeness)) if order is None else np.asarray(order)
    alike_by_pair = np.asarray(likeness)[order[..., :-1], order[..., 1:]]
    return alike_by_pair.sum(axis=-1) / max(alike_by_pair.shape[-1], 1)


def shuffled_neighbours(likeness, shuffles=1000, seed=0):
    """What `neighbours` gives for so many random orders. The same seed gives the same orders.

    >>> likeness = alike([[-1, 1, -1], [0, 0, 1], [1, -1, 0]])
    >>> print(np.unique(shuffled_neighbours(likeness)))
    [0.5  0.75]
    """
    shuffles = whole("shuffles", shuffles, least=1)
    check_room("shuffles", shuffles, len(likeness))
    orders = np.tile(np.arange(len(likeness)), (shuffles, 1))
    return neighbours(likeness, np.random.default_rng(seed).permuted(orders, axis=1))


def beaten(order, shuffled):
    """How many of the shuffled orders have neighbours that are less alike than those of this order.

    An equal one is not beaten; differences below a billionth do not count.

    >>> print(beaten(0.75, [0.5, 0.75, 0.75, 1]))
    1
    """
    return int((np.asarray(shuffled) < order - 1e-9).sum())


# What that says.

FEWEST_COLUMNS, FEWEST_ROWS = 6, 5  # with fewer, even the best order of all could be an accident
FEW_COLUMNS, FEW_ROWS = 8, 30  # with so few columns, or fewer rows than that, a verdict says how weak it is
MAY_HELP, NOT_SURE, NO_USE, CANNOT_TELL = "A ConvNet may help.", "Not certain.", "No ConvNet.", "I cannot tell."


class Verdict(NamedTuple):
    """What the order of the columns says: in short, and why."""

    side: str
    why: str


def judge(columns, order=None, shuffles=1000, seed=0):
    """Is the order of the columns better than chance, and so a ConvNet worth a try?

    `order` says which column stands where. An order that beats 99 % of the shuffled ones is hardly an accident. One
    that beats at least 90 % may be one.

    Shapes: columns (rows, columns), such as ranks. Raises ValueError or TypeError where `alike` does.

    >>> hours = np.cumsum(np.random.default_rng(0).normal(size=(30, 12)), axis=1)  # each like the one before
    >>> judge(hours).side
    'A ConvNet may help.'
    >>> judge(hours, order=[0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]).side
    'No ConvNet.'
    >>> judge([[1, 2, 3], [3, 1, 2]]).why
    'With 3 columns there are only 3 orders, as a mirror has the same neighbours. The best of so few can be luck.'
    """
    likeness = alike(columns)
    return weigh(likeness, shuffled_neighbours(likeness, shuffles, seed), len(columns), order)


def weigh(likeness, shuffled, rows, order=None):
    """What `judge` says, where it is known already how much the columns of so many ``rows`` are ``alike``, and what
    `shuffled_neighbours` gives: neither changes with the order.

    >>> hours = np.cumsum(np.random.default_rng(0).normal(size=(30, 12)), axis=1)
    >>> likeness = alike(hours)
    >>> weigh(likeness, shuffled_neighbours(likeness), rows=30) == judge(hours)
    True
    """
    many, shuffles = len(likeness), len(shuffled)
    if many < FEWEST_COLUMNS:
        different = math.factorial(many) // 2
        few = (f"With {many} columns there {'is' if different == 1 else 'are'} only {counted(different, 'order')}, as "
               f"a mirror has the same neighbours. The best of so few can be luck.")
        return Verdict(CANNOT_TELL, "With one column there are no neighbours." if many < 2 else few)
    if rows < FEWEST_ROWS:
        return Verdict(CANNOT_TELL, f"With {rows} rows, columns look alike by chance. Bring {FEWEST_ROWS} or more.")
    if np.ptp(shuffled) < 1e-9:
        return Verdict(NO_USE, "All columns are alike to the same degree, so neighbours are alike in every order, and "
                               "no order is better than another. The order tells nothing.")
    wins = beaten(neighbours(likeness, order), shuffled)
    beats = f"{wins:,} of {shuffles:,}" if wins < shuffles else f"all {shuffles:,}"
    told = f"The neighbours of this order are more alike than in {beats} shuffles."
    chance = f" Chance did as well in the other {shuffles - wins}." if wins < shuffles else ""
    few = f" With only {rows} rows, the test may overlook what is weak." if rows < FEW_ROWS else ""
    if wins >= 0.99 * shuffles:
        careful = f" But with only {many} columns it may still be one." if many <= FEW_COLUMNS else ""
        return Verdict(MAY_HELP, f"{told}{chance} So it is hardly an accident: neighbours belong together, or somebody "
                                 f"sorted them so.{careful}")
    if wins >= 0.9 * shuffles:
        return Verdict(NOT_SURE, f"{told}{chance} So it may be an accident.{few}")
    return Verdict(NO_USE, f"{told} Many an order without any meaning does as well: nothing says that neighbours "
                           f"belong together.{few}")


# Many customers.


def customers(n, seed=0):
    """Customers as a shop may know them, and which half of them bought again.

    Who bought again depends on visits, money spent, months away, the news and refunds, and a little on chance. No two
    of these columns stand side by side. The other columns tell nothing about it. The same seed gives the same
    customers.

    Returns the table, an array (n, 12) with a column for each of `CUSTOMER_COLUMNS`, and the right answers, (n, 2):
    [1, 0] for who bought again, [0, 1] for who did not. Raises ValueError or TypeError for an n that is no whole number
    of at least 2.

    >>> table, answers = customers(1000, seed=1)
    >>> table.shape, answers.sum(axis=0)
    ((1000, 12), array([500., 500.]))
    """
    n = whole("n", n, least=2)
    check_room("n", n, len(CUSTOMER_COLUMNS))
    chance = np.random.default_rng(seed)
    visits = chance.poisson(chance.gamma(2, 2, n))
    known = {
        "age": chance.integers(18, 80, n),
        "visits": visits,
        "km": chance.gamma(2, 3, n).round(1),
        "spent": (chance.lognormal(3, 0.6, n) * (1 + visits / 6)).round(2),
        "born": chance.integers(1, 13, n),
        "away": chance.geometric(1 / (2 + 8 / (1 + visits))),
        "years": chance.integers(0, 15, n),
        "news": chance.integers(0, 2, n),
        "basket": 1 + chance.poisson(3, n),
        "refund": chance.poisson(0.6, n),
        "day": chance.integers(1, 8, n),
        "sale": chance.integers(0, 60, n),
    }
    table = np.stack([known[name] for name in CUSTOMER_COLUMNS], axis=1).astype(float)
    says = dict(zip(CUSTOMER_COLUMNS, ranks(table).T, strict=True))
    score = (says["visits"] + 0.8 * says["spent"] - says["away"] + 0.5 * says["news"]
             - 0.8 * says["refund"] + chance.normal(0, 0.25, n))
    again = np.argsort(np.argsort(score)) >= n - n // 2
    return table, np.stack([again, ~again], axis=1).astype(float)
