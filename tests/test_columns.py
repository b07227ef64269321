"""Columns of a table: all cells together decide how numbers and dates are written, and what is in doubt is told."""

import random
import re
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convlib.data.tables import read_table
from convlib.data.tables.columns import COMMA, POINT, is_calendar, moment, number, read_column, written_at_home

TWO_WAYS = "may be read in two ways"


@pytest.mark.parametrize(("cells", "values"), [
    (["10,5", "9,5", "2,25"], [10.5, 9.5, 2.25]), (["1,234.5", "12,000"], [1234.5, 12000]),
    (["1.234,56", "7"], [1234.56, 7]), (["1.234.567", "1.000"], [1234567, 1000]),
    (["1 234,5", "1 000", "2"], [1234.5, 1000, 2]), (["1\u00a0234", "1\u202f000", "1\u2009500"], [1234, 1000, 1500]),
    (["1'234.50", "12’345"], [1234.5, 12345]), (["12,34,567", "1,00,000.5"], [1234567, 100000.5]),
    (["−5", "–3", "-1", "+2", "- 4", "－6"], [-5, -3, -1, 2, -4, -6]), (["(1,234.00)", "5.10"], [-1234, 5.1]),
    (["5-", "7"], [-5, 7]), (["-€ 5,20", "€ 4,20", "3,10 €"], [-5.2, 4.2, 3.1]), (["12 %", "3.5%"], [12, 3.5]),
    (["£5.50", "£1,000"], [5.5, 1000]), (["1e3", "2E-2", "5"], [1000, 0.02, 5]), (["1,5e3", "2"], [1500, 2]),
    ([".5", "5.", "-.25"], [0.5, 5, -0.25]), (["٣٫٥", "١٬٠٠٠"], [3.5, 1000]), (["007", "12"], [7, 12]),
    (["1.234", "0.500"], [1.234, 0.5]), (["0,125", "1,250"], [0.125, 1.25]), (["1.234", "1.5"], [1.234, 1.5]),
    (["1,234", "1,000"], [1234, 1000]),  # either way, the order is the same: nothing is in doubt
])
def test_numbers_as_people_write_them(cells, values):
    for order in (slice(None), slice(None, None, -1)):
        column = read_column(cells[order])
        np.testing.assert_allclose(column.values, values[order])
        assert column.doubts == []


@pytest.mark.parametrize(("cells", "home", "values", "doubt"), [
    (["1.234", "999", "12.000"], None, [1234, 999, 12000], "1.234 was taken for 1,234"),  # no zeros but for thousands
    (["1.234", "999", "12.000"], POINT, [1234, 999, 12000], "1.234 was taken for 1,234"),
    (["1,500", "900", "12,000"], COMMA, [1500, 900, 12000], "1,500 was taken for 1,500"),
    (["1.234", "1500", "2.125"], COMMA, [1.234, 1500, 2.125], "1.234 was taken for 1.234"),  # a bare thousand
    (["1.234", "999"], None, [1234, 999], "1.234 was taken for 1,234"),
    (["1.234", "999"], COMMA, [1234, 999], "1.234 was taken for 1,234"),
    (["1.234", "999"], POINT, [1.234, 999], "1.234 was taken for 1.234"),
    (["1,234", "999"], COMMA, [1.234, 999], "1,234 was taken for 1.234"),
])
def test_what_may_be_read_in_two_ways_is_told(cells, home, values, doubt):
    column = read_column(cells, home)
    np.testing.assert_allclose(column.values, values)
    assert column.doubts == [f"{TWO_WAYS}: {doubt}"]


@pytest.mark.parametrize(("cells", "values", "doubt"), [
    (["1.234,56", "1,234.50", "7"], [1234.56, 1234.5, 7],
     "writes numbers in two ways, such as 1,234.50 and 1.234,56, and each was read in its own"),
    (["$5", "€3.50"], [5, 3.5], "holds numbers with $ and with €, which were compared as they are"),
    (["50 %", "0.7"], [50, 0.7], "holds numbers with % and without, which were compared as they are"),
    (["5", "x", "10"], [1, 2, 0], "holds words as well as numbers, and was sorted as words"),
    (["2024-01-05", "soon"], [0, 1], "holds words as well as dates, and was sorted as words"),
    (["3/4/2024", "1/5/2024"], [738979, 739007], f"holds dates that {TWO_WAYS}: 3/4/2024 was taken for 2024-04-03"),
])
def test_what_does_not_fit_together_is_told(cells, values, doubt):
    column = read_column(cells)
    np.testing.assert_allclose(column.values / (86400 if "/" in cells[0] else 1), values)
    assert column.doubts == [doubt]


DAY = date(2023, 11, 9)
WRITTEN = {  # ways to write a day that sort wrongly as words
    "31.12.2024": lambda day: f"{day.day}.{day.month}.{day.year}", "12/31/2024": lambda day: f"{day:%m/%d/%Y}",
    "31/12/24": lambda day: f"{day:%d/%m/%y}", "31-12-2024": lambda day: f"{day:%d-%m-%Y}",
    "2024/1/5": lambda day: f"{day.year}/{day.month}/{day.day}", "2024-01-05": lambda day: f"{day:%Y-%m-%d}",
    "Dec 31, 2024": lambda day: f"{day:%b} {day.day}, {day.year}", "31 December 2024": lambda day: f"{day:%d %B %Y}",
    "31. Dec 2024": lambda day: f"{day.day}. {day:%b} {day.year}", "a moment": lambda day: f"{day:%Y-%m-%d}T07:30:00Z",
    "a day and a time": lambda day: f"{day:%d.%m.%Y} 7:30", "in the evening": lambda day: f"{day:%m/%d/%Y} 7:30 pm",
}


@pytest.mark.parametrize("way", WRITTEN)
def test_dates_stand_in_the_order_of_time(way):
    days = [DAY + timedelta(days=9 * place) for place in range(60)]
    shuffled = random.Random(0).sample(days, len(days))
    column = read_column([WRITTEN[way](day) for day in shuffled])
    np.testing.assert_array_equal(np.argsort(column.values), np.argsort([day.toordinal() for day in shuffled]))
    assert column.doubts == [] and np.ptp(column.values) == 59 * 9 * 86400


@pytest.mark.parametrize(("cells", "values"), [
    (["01:30+02:00", "00:00Z", "05:00 -0330", "3:00"], [-1800, 0, 30600, 10800]),  # by when they are, wherever
    (["9:05", "10:30", "0:00:30"], [32700, 37800, 30]), (["9:05 am", "1:00 pm", "12:30 a.m."], [32700, 46800, 1800])])
def test_times_of_the_day(cells, values):
    assert read_column(cells).values.tolist() == values


@pytest.mark.parametrize("cell", ["31/31/2024", "30.2.2024", "2024-13-01", "1.2", "5 Foo 2024", "12", "a", "",
                                  "1/2-2024"])
def test_what_is_no_date(cell):
    assert moment(cell) is None


def test_missing_cells_are_missing_whatever_stands_for_them():
    column = read_column(["3", "", "NA", "n/a", "–", "—", "−", "?", "#N/A", "2"])
    assert column.values[[0, -1]].tolist() == [3, 2] and np.isnan(column.values[1:-1]).all() and column.doubts == []
    assert np.isnan(read_column(["", "-"]).values).all()


NUMBERS = st.lists(st.decimals(-10**9, 10**9, places=2), min_size=3, max_size=12)


def grouped(value, mark, decimal):
    return f"{value:,.2f}".replace(",", "T").replace(".", decimal).replace("T", mark)


@settings(deadline=None)
@given(NUMBERS, st.sampled_from([(",", "."), (".", ","), (" ", ","), ("\u202f", ","), ("'", "."), ("", "."),
                                 ("", ",")]))
def test_numbers_with_their_decimals_are_never_in_doubt(values, way):
    column = read_column([grouped(value, *way) for value in values])
    np.testing.assert_allclose(column.values, [float(value) for value in values])
    assert column.doubts == []


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=6))
def test_any_cells_are_read_without_an_error(cells):
    column = read_column(cells)
    assert column.values.shape == (len(cells),)
    assert all(re.match("(may|holds|writes) ", doubt) for doubt in column.doubts)
    for cell in cells:
        assert number(cell, POINT) != "" != number(cell, COMMA) and is_calendar(cell) in (True, False)


def test_the_home_of_a_table_is_where_most_columns_that_tell_are():
    assert written_at_home([["1,5"], ["2.5"], ["3,5"], ["7"], ["a"], [""]]) == COMMA
    assert written_at_home([["7"], ["1.234"]]) is None


# As whole tables.


@pytest.mark.parametrize(("text", "ranks", "notes"), [
    ("x;n\n1;1.234\n2;999\n3;12.000", [0, -1, 1], ["Column n may be read in two ways: 1.234 was taken for 1,234."]),
    ('x,n\n1,"10,5"\n2,"9,5"\n3,"2,25"', [1, 0, -1], []), ("x;n\n1;1.234,56\n2;999,5\n3;12.000", [0, -1, 1], []),
    ("x\tn\n0.5\t1.234\n2\t999\n3\t5.678", [-1, 1, 0], [
        "Column n may be read in two ways: 1.234 was taken for 1.234."]),
    ("x\tn\n0,5\t1.234\n2\t999\n3\t5.678", [0, -1, 1], [
        "Column n may be read in two ways: 1.234 was taken for 1,234."]),
    ("x,n\n1,31.12.2024\n2,1.2.2025\n3,30.1.2025", [-1, 1, 0], []),
])
def test_a_table_is_read_as_its_columns_are(text, ranks, notes):
    table = read_table(text)
    assert table.names == ["x", "n"] and table.ranks[:, 1].tolist() == ranks and table.notes == notes


@pytest.mark.parametrize(("text", "names", "notes"), [
    ("land;2019;2020\nA;5;6\nB;7;1", ["land", "2019", "2020"],
     ["The first row was taken for names, as it holds 2019."]),
    ("2019,2020\n5,6\n7,1", ["2019", "2020"], ["The first row was taken for names, as it holds 2019."]),
    ("x,2024-01-31,2024-02-29\nA,5,6\nB,7,1", ["x", "2024-01-31", "2024-02-29"],
     ["The first row was taken for names, as it holds 2024-01-31."]),
    ("Ann,1987\nBob,1990\nCem,1956", ["1", "2"], []), ("2019,5\n2020,6\n2021,7", ["1", "2"], []),
    ("name,born\nAnn,2.3.1987\nBob,4.5.1990", ["name", "born"], []), ("2024-01-01,a\n2024-01-02,b", ["1", "2"], []),
])
def test_a_first_row_of_years_or_dates_names_the_columns_where_other_things_follow(text, names, notes):
    table = read_table(text)
    assert table.names == names and table.notes == notes


@pytest.mark.parametrize("told", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;", "sep=;\r"])
def test_what_excel_says_of_the_separator_is_no_row(told):
    table = read_table(f"{told}\nx;n\n1;2,5\n2;1,5\n3\n4;5")
    assert table.names == ["x", "n"] and table.ranks.tolist() == [[-1, 0], [0, -1], [1, 1]]
    assert table.notes == ["Line 5 does not have 2 cells, and was left out."]
    assert read_table("sep=#\n1,5#2\n3,5#1").ranks.shape == (2, 2)


def test_the_same_doubt_is_told_once_for_many_columns():
    row = ";".join(["1.234"] * 7)
    (note,) = read_table(f"{row}\n{';'.join(['999'] * 7)}").notes
    assert note == "Columns 1, 2, 3, 4, 5 and 2 more may be read in two ways: 1.234 was taken for 1,234."


def test_a_bar_parts_cells_too():
    assert read_table("a|b\n1,5|2\n2,5|1").names == ["a", "b"]
