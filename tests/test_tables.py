"""Tables: what is read from which text, and whether the test of their order says what is true."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import rankdata, spearmanr

from convlib.data.tables import DECK_CUSTOMERS, customers, judge, likeness, ranks, read_table
from convlib.data.tables.customers import CUSTOMER_COLUMNS
from convlib.data.tables.examples import EXAMPLES
from convlib.data.tables.likeness import (
    CANNOT_TELL,
    MAY_HELP,
    NO_USE,
    NOT_SURE,
    alike,
    beaten,
    neighbours,
    shuffled_neighbours,
)

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())


def text_of(rows, delimiter=","):
    return "\n".join(delimiter.join(map(str, row)) for row in rows)


# Reading.


def test_the_slides_customers_are_the_slides():
    assert DECK_CUSTOMERS == [[str(cell) for cell in row] for row in DECK["customers"]]
    table = read_table(EXAMPLES["the slides' customers"]())
    assert table.words.tolist() == DECK_CUSTOMERS and table.notes == []
    assert table.names == [str(number) for number in range(1, 10)]
    np.testing.assert_allclose(table.ranks, np.repeat(np.linspace(-1, 1, 9), 9).reshape(9, 9))  # all sorted alike


@pytest.mark.parametrize("delimiter", [",", ";", "\t", ", "])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n", "\r"])
def test_commas_semicolons_and_tabs_between_the_cells(delimiter, ending):
    rows = [["age", "name"], ["30", "Ann"], ["4", "Bob"], ["20", "Cem"]]
    table = read_table(text_of(rows, delimiter).replace("\n", ending) + ending)
    assert table.names == ["age", "name"] and table.words.tolist() == rows[1:]
    np.testing.assert_array_equal(table.ranks, [[1, -1], [-1, 0], [0, 1]])  # 4 is less than 20, as a number


@pytest.mark.parametrize(("text", "values"), [
    ("1,5;2\n0,5;1\n10,5;3", [0, -1, 1]),  # decimal commas
    ("a;b\n1,5;2\n0,5;1\n10,5;3", [0, -1, 1]),
    ('"1,500",2\n"900",1\n"12,000",3', [0, -1, 1]),  # thousands
    ("$5,1\n€3.50,2\n12 %,3", [0, -1, 1]),
    ("-5,1\n−50,2\n1e2,3", [0, -1, 1]),
    ('"b, c",1\n"a",2\n"d ""x""",3', [0, -1, 1]),  # words
])
def test_numbers_as_people_write_them(text, values):
    np.testing.assert_array_equal(read_table(text).ranks[:, 0], values)


def test_a_first_row_of_words_names_the_columns_only_where_numbers_follow():
    assert read_table("x,y\na,b\nc,d").names == ["1", "2"]
    assert read_table("x,\na,1\nc,2").names == ["x", "2"]
    assert read_table("x,5\na,1\nc,2").names == ["1", "2"]


@pytest.mark.parametrize(("rows", "names", "notes"), [
    (["1,2", "2,1", "3"], ["1", "2"], ["Line 3 does not have 2 cells, and was left out."]),
    (["1,2", "2,1", "3", "3,5", "1,2,3", "2,3"], ["1", "2"], ["Lines 3, 5 do not have 2 cells, and were left out."]),
    (["", "a,b", "", "1,2", '3,"x', 'y"', "4", "2,1"], ["a", "b"],  # as an editor counts the lines
     ["Line 7 does not have 2 cells, and was left out.",
      "Column b holds words as well as numbers, and was sorted as words."]),
    (["1,2", "2,1", '"3,x', "4,5", "5,6"], ["1", "2"], ["Lines 3–5 do not have 2 cells, and were left out."]),
    (["1,5,2", "2,5,1"], ["1", "3"], ["Column 2 is the same in every row, and was left out."]),
    (["1,,2,", "2,NA,1,?"], ["1", "3"], ["Columns 2, 4 are empty, and were left out."]),
    (["a,b", "1,2", "2,", "3,1"], ["a", "b"], ["1 missing value was put in the middle of its column."]),
    (["1,2", "null,1", "3,n/a", "4,0"], ["1", "2"], ["2 missing values were put in the middle of their columns."]),
    (["1,2", "2,x", "3,1"], ["1", "2"], ["Column 2 holds words as well as numbers, and was sorted as words."]),
])
def test_what_is_left_out_or_filled_in_is_said(rows, names, notes):
    table = read_table("\n".join(rows))
    assert table.names == names and table.notes == notes


def test_a_missing_value_stands_in_the_middle():
    np.testing.assert_array_equal(read_table("1,5\n,1\n3,2").ranks[:, 0], [-1, 0, 1])


@pytest.mark.parametrize(("shape", "note"), [
    ((2100, 210), "Only the first 2,000 rows and the first 200 columns were read."),
    ((2100, 3), "Only the first 2,000 rows were read."), ((9, 400), "Only the first 200 columns were read.")])
def test_of_a_large_table_the_beginning_is_read(shape, note):
    table = read_table(text_of(np.random.default_rng(0).integers(0, 9, shape)))
    assert table.ranks.shape == (min(shape[0], 2000), min(shape[1], 200)) and table.notes == [note]


@pytest.mark.parametrize(("text", "words"), [
    *[(nothing, "There is no table here") for nothing in ("", " \n ", ",,,\n,,,", ";;", '"",""\n', "sep=^\n^^^")],
    ("one\ntwo\nthree", "There is only one column"), ("1,2,3", "There is only one row"),
    ("a,b\n1,2", "There is only one row"), ("1,2\n1", "There is only one row"),
    ("1,2\n1,2", "No column is left in which two rows differ. Columns 1, 2 are the same"),
    ("PK\x03\x04\x00,1\n2,3", "This is not text, but perhaps a spreadsheet"),
    ("a,b\n" + "x" * 200_000 + ",1", "This is no table that I can read: a cell has more than 131,072 letters."),
    ("<!DOCTYPE html><title>Sign in, please</title>\n<p>a, b</p>\n<p>1, 2</p>", "This is a web page, and no table"),
    ("\n <table>\n<tr><td>1, 2</td></tr>", "This is a web page"), ('<?xml version="1.0"?>\n1,2\n2,1', "an XML file"),
    ('[{"a": 1, "b": 2},\n {"a": 2, "b": 5}]', "This is a JSON file"), ('{"a": 1, "b": 2}\n{"a": 2, "b": 1}', "a JSON"),
    ("[[1, 2],\n [2, 1]]", "a JSON file"), ("{\\rtf1 a, b\n1, 2\n2, 1}", "This is a formatted text"),
    ("%PDF-1.4\n1, 2\n2, 1", "This is a PDF"), (b"\x89PNG\r\n\x1a\n".decode("cp1252"), "This is a picture"),
])
def test_what_is_no_table_is_refused_in_words(text, words):
    with pytest.raises(ValueError, match=words):
        read_table(text)


def test_a_line_that_is_longer_than_a_cell_may_be_is_read():
    text = text_of(np.arange(6)[:, np.newaxis] + np.arange(30_000))
    assert len(text) / 6 > csv.field_size_limit() and read_table(text).ranks.shape == (6, 200)


def test_only_text_is_read():
    with pytest.raises(TypeError, match="text must be a str with a table in it, not int"):
        read_table(7)


# Comparing.


@pytest.mark.parametrize("seed", range(5))
def test_ranks_and_likeness_are_those_of_scipy(seed):
    table = np.random.default_rng(seed).integers(0, 6, (40, 7)).astype(float)
    np.testing.assert_allclose(ranks(table), rankdata(table, axis=0) * 2 / 39 - 41 / 39)
    np.testing.assert_allclose(alike(ranks(table)), np.abs(spearmanr(table).statistic), atol=1e-9)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [1e-310, 1e-200, 1e200, 1e308])
def test_vast_and_tiny_numbers_are_compared_as_others_are(size):
    table = np.random.default_rng(0).integers(-9, 9, (30, 8)) / 10
    np.testing.assert_allclose(alike(table * size), alike(table), atol=1e-9)
    np.testing.assert_array_equal(ranks(table * size), ranks(table))
    assert judge(table * size).side == judge(table).side
    half = (table * 6e4).astype(np.float16)
    np.testing.assert_allclose(alike(half), alike(half.astype(float)), atol=1e-9)


def test_a_column_that_never_changes_is_like_no_other():
    np.testing.assert_array_equal(alike([[1, 5, 2], [2, 5, 4], [3, 5, 6]]), [[1, 0, 1], [0, 0, 0], [1, 0, 1]])


def test_neighbours_follow_the_order():
    likeness = alike(np.random.default_rng(0).normal(size=(30, 8)))
    order = np.random.default_rng(1).permutation(8)
    expected = np.mean([likeness[one, other] for one, other in zip(order, order[1:], strict=False)])
    np.testing.assert_allclose(neighbours(likeness, order), expected)
    np.testing.assert_allclose(neighbours(likeness, order[::-1]), expected)  # the mirror has the same neighbours
    np.testing.assert_allclose(neighbours(likeness[np.ix_(order, order)]), expected)
    shuffled = shuffled_neighbours(likeness, 500)
    pairs = likeness[~np.eye(8, dtype=bool)]
    np.testing.assert_allclose(shuffled.mean(), pairs.mean(), atol=0.01)
    np.testing.assert_array_equal(shuffled, shuffled_neighbours(likeness, 500))


@pytest.mark.parametrize(("value", "words"), [
    ([[1, 2]], "two rows"), ([1, 2], "two rows"), ([[1, np.nan], [2, 3]], "nan")])
def test_what_cannot_be_compared_is_refused(value, words):
    for compare in (ranks, alike):
        with pytest.raises(ValueError, match=words):
            compare(value)


# What that says.


def test_equal_orders_do_not_beat_each_other():
    for order in (None, np.random.default_rng(0).permutation(9)):
        verdict = judge(read_table(text_of(DECK_CUSTOMERS)).ranks, order)
        assert verdict.side == NO_USE and "alike in every order" in verdict.why
    assert beaten(1.0, np.ones(1000) - 1e-15) == 0


def test_orders_without_meaning_are_seldom_taken_for_one():
    verdicts = [judge(np.random.default_rng(seed).normal(size=(40, 8)), shuffles=200).side for seed in range(400)]
    assert verdicts.count(MAY_HELP) <= 12  # 1 % of 400 are 4
    assert 20 <= verdicts.count(NOT_SURE) <= 56  # 9 % are 36


@pytest.mark.parametrize("seed", range(5))
def test_an_order_with_meaning_is_found_and_lost_by_a_shuffle(seed):
    chance = np.random.default_rng(seed)
    walks = ranks(np.cumsum(chance.normal(size=(30, 12)), axis=1))
    assert judge(walks).side == judge(walks, np.arange(12)[::-1]).side == MAY_HELP
    lost = [judge(walks, chance.permutation(12)).side for _ in range(20)]
    assert lost.count(MAY_HELP) <= 2


@pytest.mark.parametrize(("shape", "words"), [
    ((30, 1), "With one column"), ((30, 2), "there is only 1 order, as a mirror has the same neighbours"),
    ((30, 5), "there are only 60 orders"), ((4, 9), "With 4 rows, columns look alike by chance")])
def test_where_it_cannot_tell_it_says_so(shape, words):
    verdict = judge(np.random.default_rng(0).normal(size=shape))
    assert verdict.side == CANNOT_TELL and words in verdict.why


def test_with_few_rows_it_warns_that_it_may_overlook_something():
    assert "may overlook" in judge(np.random.default_rng(3).normal(size=(12, 8))).why
    assert "may overlook" not in judge(np.random.default_rng(3).normal(size=(40, 8))).why


@pytest.mark.parametrize(("wins", "side", "words"), [
    (899, NO_USE, "than in 899 of 1,000 shuffles. Many an order"),
    (973, NOT_SURE, "than in 973 of 1,000 shuffles. Chance did as well in the other 27. So it may be an accident."),
    (990, MAY_HELP, "in 990 of 1,000 shuffles. Chance did as well in the other 10. So it is hardly an accident"),
    (1000, MAY_HELP, "in all 1,000 shuffles. So it is hardly an accident")])
@pytest.mark.parametrize("columns", [8, 9])
def test_the_words_follow_from_how_many_shuffles_are_beaten(monkeypatch, wins, side, words, columns):
    table = np.random.default_rng(0).normal(size=(40, columns))
    shuffled = neighbours(alike(table)) - np.where(np.arange(1000) < wins, np.linspace(0.1, 0.2, 1000), 0)
    monkeypatch.setattr(likeness, "shuffled_neighbours", lambda *_: shuffled)
    verdict = judge(table)
    assert verdict.side == side and words in verdict.why
    careful = "But with only 8 columns it may still be one." in verdict.why
    assert careful == (side == MAY_HELP and columns == 8)


@pytest.mark.parametrize(("name", "side"), [
    ("the slides' customers", NO_USE), ("300 customers", NO_USE), ("letters, a row of 81 pixels each", MAY_HELP),
    ("temperature by the hour", MAY_HELP), ("sound, moment by moment", MAY_HELP), ("a questionnaire", MAY_HELP)])
def test_the_side_of_each_example(name, side):
    table = read_table(EXAMPLES[name]())
    assert table.notes == [] and judge(table.ranks).side == side
    assert judge(table.ranks, np.random.default_rng(0).permutation(len(table.names))).side == NO_USE
    assert EXAMPLES[name]() == EXAMPLES[name]()


# Customers.


def test_customers_have_a_pattern_in_columns_that_stand_apart():
    table, answers = customers(4000, seed=3)
    tells = [np.corrcoef(column, answers[:, 0])[0, 1] for column in ranks(table).T]
    says = dict(zip(CUSTOMER_COLUMNS, tells, strict=True))
    telling = {"visits", "spent", "away", "news", "refund"}
    assert all(abs(says[name]) > 0.1 for name in telling)
    places = sorted(CUSTOMER_COLUMNS.index(name) for name in telling)
    assert min(np.diff(places)) == 2
    assert all(abs(says[name]) < 0.06 for name in CUSTOMER_COLUMNS if name not in telling)
    assert (answers.sum(axis=0) == 2000).all() and (answers.sum(axis=1) == 1).all()
    np.testing.assert_array_equal(customers(50, seed=3)[0], customers(50, seed=3)[0])
    assert customers(3)[1].sum(axis=0).tolist() == [1, 2]
