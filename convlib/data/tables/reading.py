"""Reading: from a text to the rows, columns and names of a table, and to what must be told of it."""

import csv
import io
import re
from collections import Counter
from itertools import compress, islice
from typing import NamedTuple

import numpy as np

from ...checks import counted
from .columns import COMMA, POINT, is_calendar, is_data, read_column, written_at_home
from .likeness import column_ranks

MOST_ROWS, MOST_COLUMNS = 2000, 200  # what is read of a large table
USELESS = "is empty, and was left out", "is the same in every row, and was left out"
NOTHING = "There is no table here. It takes a row on each line, with commas, semicolons or tabs between the cells."
OTHERS = {  # how files of other kinds begin, whatever they are called
    "a web page": r"\s*<(?:!doctype|html|head|body|table|div)\b", "an XML file": r"\s*<\?xml", "a PDF": "%PDF-",
    "a JSON file": r'\s*(?:\[\s*)?\{\s*"|\s*\[\s*\[', "a formatted text": r"\{\\rtf", "a picture": "‰PNG|GIF8|ÿØÿ"}
ONE_COLUMN = ("There is only one column. With one column there are no neighbours. Is there a comma, a semicolon or a "
              "tab between the cells?")
ENDLESS = (f"This is no table that I can read: a cell has more than {csv.field_size_limit():,} letters. Is a quotation "
           "mark missing at its end?")


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
    rows, delimiter = _split(text)
    rows, notes = _even(rows)
    names, rows, note = _names(rows)
    notes += note
    if len(rows) < 2:
        raise ValueError(f"There is only one row. With one row, nothing can be compared. {' '.join(notes)}".strip())
    cut = ([f"the first {MOST_ROWS:,} rows"] * (len(rows) > MOST_ROWS)
           + [f"the first {MOST_COLUMNS} columns"] * (len(names) > MOST_COLUMNS))
    if cut:
        notes.append(f"Only {' and '.join(cut)} were read.")
        rows, names = [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]], names[:MOST_COLUMNS]
    home = written_at_home(zip(*rows, strict=True)) or {",": POINT, ";": COMMA}.get(delimiter)
    columns = [read_column(cells, home) for cells in zip(*rows, strict=True)]
    values = np.stack([column.values for column in columns], axis=1)
    different = np.array([len(np.unique(column[~np.isnan(column)])) for column in values.T])
    kept = different > 1
    told = {what: list(compress(names, different == count)) for count, what in enumerate(USELESS)}
    for name, column in compress(zip(names, columns, strict=True), kept):
        for doubt in column.doubts:
            told.setdefault(doubt, []).append(name)
    notes += [_listed(those, what) for what, those in told.items() if those]
    if count := int(np.isnan(values[:, kept]).sum()):
        was, its = ("was", "its column") if count == 1 else ("were", "their columns")
        notes.append(f"{counted(count, 'missing value')} {was} put in the middle of {its}.")
    if not kept.any():
        raise ValueError(f"No column is left in which two rows differ. {' '.join(notes)}")
    ranks = np.apply_along_axis(column_ranks, 0, values[:, kept])
    return Table([*compress(names, kept)], np.array(rows, object)[:, kept], ranks, notes)


def _cells(text, delimiter):
    """The rows of a text, split at a delimiter, without empty ones, by the lines of the text on which each stands. Of
    a long text only the beginning, which has more rows than are kept."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    rows, end = {}, 0
    for row in islice(reader, 2 * MOST_ROWS):
        begin, end = end + 1, reader.line_num
        cells = [cell.strip() for cell in row]
        if any(cells):
            rows[str(end) if begin == end else f"{begin}–{end}"] = cells
    return rows


def _usual_length(rows):
    """How many cells most rows have, and how many rows have so many."""
    return Counter(map(len, rows.values())).most_common(1)[0]


def _split(text):
    """The rows of cells, by their lines, and what stood between the cells: whatever splits most rows into as many
    cells."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if told := re.match(r'\s*"?sep=(.)"?[;,\t]*(?=\n|$)', text, flags=re.IGNORECASE):  # as Excel writes it
        text = text[:told.start()] + text[told.end():]
    _check_text(text)
    splits, is_endless = [], False
    for delimiter in told[1] if told else "\t;,|":
        try:
            rows = _cells(text, delimiter)
        except csv.Error:  # a cell is too long, if this is what stands between the cells
            is_endless = True
            continue
        if not rows:
            raise ValueError(NOTHING)
        length, count = _usual_length(rows)
        if length > 1:
            splits.append((count, rows, delimiter))
    if not splits:
        raise ValueError(ENDLESS if is_endless else ONE_COLUMN)
    return max(splits, key=lambda split: split[0])[1:]


def _check_text(text):
    """Refuse what looks like a file of another kind."""
    if other := next((kind for kind, begins in OTHERS.items() if re.match(begins, text, re.IGNORECASE)), None):
        raise ValueError(f"This is {other}, and no table. Save the table as CSV, and bring that.")
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text):
        raise ValueError("This is not text, but perhaps a spreadsheet. Save the table as CSV, and bring that.")


def _even(rows):
    """The rows that are as long as most, and what is to be said of the others: on which lines of the text they are."""
    length, _ = _usual_length(rows)
    ragged = [line for line, row in rows.items() if len(row) != length]
    notes = [_listed(ragged, f"does not have {length} cells, and was left out", "Line")] if ragged else []
    return [row for row in rows.values() if len(row) == length], notes


def _names(rows):
    """The names of the columns, the rows that hold data, and a note where the names are in doubt."""
    first, *others = rows
    known = [*filter(is_data, first)]
    holds_data = any(is_data(cell) for row in others[:50] for cell in row)
    calendar = known and all(map(is_calendar, known)) and not any(
        is_calendar(cell) for row in others[:50] for above, cell in zip(first, row, strict=True) if is_calendar(above))
    if not others or not holds_data or known and not calendar:
        return [str(number) for number in range(1, len(first) + 1)], rows, []
    note = [f"The first row was taken for names, as it holds {known[0]}."] if known else []
    return [name or str(number) for number, name in enumerate(first, start=1)], others, note


def _listed(names, does, thing="Column"):
    """Name one or several columns, or lines, and say in a sentence what they do."""
    if len(names) == 1 and not (thing == "Line" and "–" in names[0]):
        return f"{thing} {names[0]} {does}."
    plural = {"is": "are", "holds": "hold", "writes": "write", "may": "may", "does": "do"}
    verb, rest = does.replace(", and was ", ", and were ").split(" ", 1)
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return f"{thing}s {', '.join(names[:5])}{more} {plural[verb]} {rest}."
