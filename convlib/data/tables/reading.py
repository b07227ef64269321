"""Reading: from a text to the rows, columns and names of a table, and to what must be told of it."""

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

import numpy as np

from ...checks import counted
from .columns import COMMA, MISSING, POINT, is_calendar, is_number, moment, read_column, written_at_home
from .likeness import column_ranks

MOST_ROWS, MOST_COLUMNS = 2000, 200  # what is read of a large table
NOTHING = "There is no table here. It takes a row on each line, with commas, semicolons or tabs between the cells."
OTHERS = {  # how files of other kinds begin, whatever they are called
    "a web page": r"\s*<(?:!doctype|html|head|body|table|div)\b", "an XML file": r"\s*<\?xml", "a PDF": "%PDF-",
    "a JSON file": r'\s*(?:\[\s*)?\{\s*"|\s*\[\s*\[', "a formatted text": r"\{\\rtf", "a picture": "‰PNG|GIF8|ÿØÿ"}


class Table(NamedTuple):
    """A table that has been read.

    ``names`` are those of its columns, ``words`` what stands in its cells, (rows, columns), ``ranks`` the same as
    numbers from -1 to 1, and ``notes`` says in sentences what was left out or filled in.
    """

    names: list
    words: np.ndarray
    ranks: np.ndarray
    notes: list


def read_table(text):
    """Read a table from text, one row a line, with commas, semicolons or tabs between the cells.

    A first row without any number is taken for the names of the columns, where there are numbers below it; so is one of
    years or dates, where other things stand below them. A column of numbers is ranked by size, one of dates by time,
    and any other by the alphabet (`convlib.data.tables.columns.read_column`). What cannot be used is left out: rows of
    another length than most, columns without a single value, or with the same one everywhere. A missing value gets the
    rank in the middle. Each of these is told in `notes`, and whatever is in doubt.

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
    names, rows, note = _names(rows)
    notes += note
    if len(rows) < 2:
        raise ValueError(f"There is only one row. With one row, nothing can be compared. {' '.join(notes)}".strip())
    cut = ([f"the first {MOST_ROWS:,} rows"] * (len(rows) > MOST_ROWS)
           + [f"the first {MOST_COLUMNS} columns"] * (len(names) > MOST_COLUMNS))
    if cut:
        notes.append(f"Only {' and '.join(cut)} were read.")
        rows, names = [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]], names[:MOST_COLUMNS]
    columns, kept, missing = [], [], 0
    left_out, doubts = {"is empty, and was left out": [], "is the same in every row, and was left out": []}, {}
    home = written_at_home(zip(*rows, strict=True)) or {",": POINT, ";": COMMA}.get(delimiter)
    for place, cells in enumerate(zip(*rows, strict=True)):
        values, doubtful = read_column(cells, home)
        different = np.unique(values[~np.isnan(values)])
        if len(different) < 2:
            left_out[[*left_out][min(len(different), 1)]].append(names[place])
            continue
        for doubt in doubtful:
            doubts.setdefault(doubt, []).append(names[place])
        missing += int(np.isnan(values).sum())
        columns.append(column_ranks(values))
        kept.append(place)
    notes += [_listed(those, what) for what, those in (left_out | doubts).items() if those]
    if missing:
        notes.append(f"{counted(missing, 'missing value')} {'was' if missing == 1 else 'were'} put in the middle of "
                     f"{'its column' if missing == 1 else 'their columns'}.")
    if not columns:
        raise ValueError(f"No column is left in which two rows differ. {' '.join(notes)}")
    return Table([names[place] for place in kept], np.array(rows, object)[:, kept], np.stack(columns, axis=1), notes)


def _cells(text, delimiter):
    """The rows of a text, split at a delimiter, without empty ones, and the lines of the text on which each stands. Of
    a long text only the beginning, which has more rows than are kept."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    rows, lines, end = [], [], 0
    for row in islice(reader, 2 * MOST_ROWS):
        begin, end = end + 1, reader.line_num
        cells = [cell.strip() for cell in row]
        if any(cells):
            rows.append(cells)
            lines.append(str(end) if begin == end else f"{begin}–{end}")
    return rows, lines


def _usual_length(rows):
    """How many cells most rows have, and how many rows have so many."""
    ((length, count),) = Counter(map(len, rows)).most_common(1)
    return length, count


def _split(text):
    """The rows of cells, the lines of each, and what stood between the cells: whatever splits most rows into as many
    cells."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if told := re.match(r'\s*"?sep=(.)"?[;,\t]*(?=\n|$)', text, flags=re.IGNORECASE):  # as Excel writes it
        text = text[:told.start()] + text[told.end():]
    if not text.strip():
        raise ValueError(NOTHING)
    if other := next((kind for kind, begins in OTHERS.items() if re.match(begins, text, re.IGNORECASE)), None):
        raise ValueError(f"This is {other}, and no table. Save the table as CSV, and bring that.")
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text):
        raise ValueError("This is not text, but perhaps a spreadsheet. Save the table as CSV, and bring that.")
    best, is_endless = None, False
    for delimiter in told[1] if told else "\t;,|":
        try:
            rows, lines = _cells(text, delimiter)
        except csv.Error:  # a cell is too long, if this is what stands between the cells
            is_endless = True
            continue
        if not rows:
            raise ValueError(NOTHING)
        length, count = _usual_length(rows)
        if length > 1 and (best is None or count > best[0]):
            best = count, rows, lines, delimiter
    if best is None and is_endless:
        raise ValueError(f"This is no table that I can read: a cell has more than {csv.field_size_limit():,} letters. "
                         "Is a quotation mark missing at its end?")
    if best is None:
        raise ValueError("There is only one column. With one column there are no neighbours. Is there a comma, a "
                         "semicolon or a tab between the cells?")
    return best[1:]


def _even(rows, lines):
    """The rows that are as long as most, and what is to be said of the others: on which lines of the text they are."""
    length, _ = _usual_length(rows)
    ragged = [line for line, row in zip(lines, rows, strict=True) if len(row) != length]
    if not ragged:
        return rows, []
    shown = ", ".join(ragged[:5]) + (f" and {len(ragged) - 5} more" if len(ragged) > 5 else "")
    told = "Lines {} do not have {} cells, and were left out." if len(ragged) > 1 or "–" in shown else (
        "Line {} does not have {} cells, and was left out.")
    return [row for row in rows if len(row) == length], [told.format(shown, length)]


def _names(rows):
    """The names of the columns, the rows that hold data, and a note where the names are in doubt."""
    first, *others = rows
    known = [cell for cell in first if _is_data(cell)]
    holds_data = any(_is_data(cell) for row in others[:50] for cell in row)
    calendar = known and all(map(is_calendar, known)) and not any(
        is_calendar(cell) for row in others[:50] for above, cell in zip(first, row, strict=True) if is_calendar(above))
    if not others or not holds_data or known and not calendar:
        return [str(number) for number in range(1, len(first) + 1)], rows, []
    note = [f"The first row was taken for names, as it holds {known[0]}."] if known else []
    return [name or str(number) for number, name in enumerate(first, start=1)], others, note


def _is_data(cell):
    """Whether a cell is a number, a date or a time: no name is."""
    return cell.lower() not in MISSING and (is_number(cell) or moment(cell) is not None)


def _listed(names, does):
    """Name one or several columns, and say in a sentence what they do."""
    if len(names) == 1:
        return f"Column {names[0]} {does}."
    plural = {"is": "are", "holds": "hold", "writes": "write", "may": "may"}
    verb, rest = does.replace(", and was ", ", and were ").split(" ", 1)
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return f"Columns {shown} {plural[verb]} {rest}."
