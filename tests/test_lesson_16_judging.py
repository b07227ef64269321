"""The judging explorer without a browser: tables that come in, their order, the verdict, and what shows."""

import numpy as np
import pytest

from convlib.data.tables import judge, read_table
from convlib.data.tables.examples import EXAMPLES
from convlib.data.tables.likeness import MAY_HELP, NO_USE, neighbours
from convlib.show.look import BLUE
from convlib.show.sketch import Bar, Line, Words
from convlib.widgets import JudgingExplorer
from tests.reading import press, shown
from tests.test_file_source import bring

HOURS = "temperature by the hour"


def upload(explorer, content, name="mine.csv"):
    """As the browser hands over a file."""
    bring(explorer._file, name, content)


def test_the_slides_customers_show_with_their_words_in_any_order():
    table = read_table(EXAMPLES["the slides' customers"]())
    explorer = JudgingExplorer(EXAMPLES["the slides' customers"]())
    assert shown(explorer.grids["table"]).tolist() == [table.names, *table.words.tolist()]
    press(explorer, "shuffle the columns")
    order = np.random.default_rng(0).permutation(9)
    names = [table.names[column] for column in order]
    assert shown(explorer.grids["table"]).tolist() == [names, *table.words[:, order].tolist()]
    assert explorer.verdict.side == NO_USE and explorer.verdict.why in explorer._verdict.value
    explorer.column = 3
    assert explorer.grids["table"].caption() == (
        f"9 rows, 9 columns, each in shades of its own; the chosen column: {table.names[order[3]]}")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_can_be_chosen_shuffled_and_put_back(name):
    explorer = JudgingExplorer()
    explorer._examples.value = name
    assert explorer.source == explorer._pasted.value == EXAMPLES[name]()
    side = explorer.verdict.side
    assert explorer._examples.value == name and explorer.said() == ""
    assert explorer.verdict == judge(explorer.table.ranks)
    press(explorer, "shuffle the columns")
    assert explorer.verdict == judge(explorer.table.ranks, explorer.order) and explorer.verdict.side == NO_USE
    press(explorer, "put back")
    assert explorer.verdict.side == side
    assert explorer.still().png().startswith(b"\x89PNG")


def test_the_chart_counts_the_shuffles_and_marks_this_order():
    explorer = JudgingExplorer(EXAMPLES[HOURS]())
    shapes = explorer._chart.shapes
    (mark,) = [shape.points[0][0] for shape in shapes if isinstance(shape, Line) and shape.width == 4]
    bars = [shape for shape in shapes if isinstance(shape, Bar)]
    assert all(bar.x + bar.width < mark for bar in bars)  # it beats them all
    tallest = max(bars, key=lambda bar: bar.height)
    assert len(bars) > 5 and tallest.height > 3 * bars[0].height
    press(explorer, "shuffle the columns")
    (mark,) = [shape.points[0][0] for shape in explorer._chart.shapes if isinstance(shape, Line) and shape.width == 4]
    bars = [shape for shape in explorer._chart.shapes if isinstance(shape, Bar)]
    assert bars[0].x <= mark <= bars[-1].x + bars[-1].width
    assert f"{neighbours(explorer.likeness, explorer.order):.2f}"[1:] in explorer._chart.label


def test_the_picture_of_likeness_is_in_the_order_of_the_columns():
    explorer = JudgingExplorer(EXAMPLES[HOURS]())
    before = explorer._likeness.shades
    explorer.mirror()
    np.testing.assert_array_equal(explorer._likeness.shades, before[::-1, ::-1])
    assert (before[np.arange(24), np.arange(24)] == [*bytes.fromhex(BLUE[1:])]).all()  # each column is like itself


def is_grey(explorer):
    (grey,) = {"convlib-before" in part._dom_classes for part in explorer._judged}
    return grey


def test_a_pasted_table_is_read_and_what_is_wrong_is_said_and_the_table_stays_in_grey():
    explorer = JudgingExplorer()
    walks = np.cumsum(np.random.default_rng(0).normal(size=(40, 8)), axis=1).round(3)
    explorer._pasted.value = "\n".join("\t".join(map(str, [*row, "same"])) for row in walks)
    assert explorer.verdict.side == MAY_HELP and explorer._examples.value == "your own"
    assert explorer.said() == "Column 9 is the same in every row, and was left out."
    before = explorer.text()
    explorer._pasted.value = "hello"
    assert explorer.refusal.startswith("There is only one column.") and explorer.said() == ""  # no notes of the other
    assert f"{explorer.refusal} The table before it still shows, in grey." in explorer._where_from.value
    assert explorer.refusal in explorer.text() and explorer._examples.value is None
    assert is_grey(explorer) and explorer.grids["table"].columns == 8 and explorer.verdict.side == MAY_HELP
    explorer._examples.value = HOURS
    assert explorer.refusal == explorer.said() == explorer._where_from.value == ""
    assert explorer.grids["table"].columns == 24
    assert not is_grey(explorer) and explorer.text() != before


def test_what_was_refused_leaves_the_way_back_to_the_same_table():
    explorer = JudgingExplorer()
    upload(explorer, b"", "empty.csv")
    assert "empty.csv: There is no table here." in explorer._where_from.value and is_grey(explorer)
    press(explorer, "read it")  # the text of the table before still stands in the field
    assert explorer.refusal == "" and explorer._examples.value == HOURS and not is_grey(explorer)
    upload(explorer, b"1,2\n2,1\n3,4", "mine.csv")
    assert explorer._where_from.value == "mine.csv" and explorer.table.names == ["1", "2"]
    upload(explorer, b"", "empty.csv")
    explorer._examples.value = "your own"
    assert explorer.refusal == "" and explorer.table.names == ["1", "2"] and not is_grey(explorer)
    assert explorer._where_from.value == ""


def test_your_own_in_the_list_is_the_last_table_of_ones_own():
    explorer = JudgingExplorer()
    explorer._examples.value = "your own"
    assert explorer._examples.value == HOURS and "There is none of your own yet" in explorer.said()
    explorer.source = mine = "1,2,3\n2,1,5\n3,3,1"
    explorer._examples.value = HOURS
    explorer._examples.value = "your own"
    assert explorer.source == mine and explorer.grids["table"].columns == 3 and explorer.said() == ""
    explorer._examples.value = HOURS
    upload(explorer, b"5,1\n2,2\n3,3", "other.csv")  # another one takes its place
    assert explorer.source.startswith("5,1") and explorer.grids["table"].columns == 2
    assert explorer._where_from.value == "other.csv"


def test_words_are_cut_with_a_sign_and_are_whole_for_the_pointer():
    rows = [f"2024-01-{day:02},{day},a very long word {day % 3}" for day in range(1, 30)]
    explorer = JudgingExplorer("\n".join(["the day of the year,value,x", *rows]))
    names, first, *_ = shown(explorer.grids["table"]).tolist()
    assert (names, first) == (["the day o…", "value", "x"], ["2024-01-01", "1", "a very lo…"])
    cells = explorer.grids["table"].cells()
    assert [cells.looks[number][3] for number in cells.index[1]] == ["2024-01-01", "1", "a very long word 1"]


def test_the_numbers_below_the_histogram_differ():
    explorer = JudgingExplorer(EXAMPLES["the slides' customers"]())
    marks = [shape.text for shape in explorer._chart.shapes if isinstance(shape, Words) and shape.anchor == "middle"]
    assert marks == [".98", ".985", ".99", ".995", "1"]


def test_a_table_with_as_many_columns_begins_in_its_own_order():
    explorer = JudgingExplorer("1,2,3\n2,1,5\n3,3,1\n5,4,4\n4,5,2")
    explorer.column = 2
    press(explorer, "mirror")
    explorer.source = "7,2,3\n2,1,5\n3,3,1\n5,4,4\n4,5,2"
    assert explorer.order == (0, 1, 2) and explorer.column == 0
    assert shown(explorer.grids["table"]).tolist()[1] == ["7", "2", "3"]


@pytest.mark.parametrize("source", ["1,x\n2,x\n3,x", "1,2\n2,1", "1,2,3\n2,1,5\n3,3,1\n5,4,4\n4,5,2"])
def test_tables_that_are_too_small_have_no_verdict_and_still_show(source):
    explorer = JudgingExplorer(source)
    assert explorer.verdict.side == "I cannot tell."
    press(explorer, "shuffle the columns")
    assert explorer.text() and explorer.still().png()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_files_in_the_encodings_of_spreadsheets(encoding):
    explorer = JudgingExplorer()
    upload(explorer, "größe;maß\r\n1,5;2\r\n0,5;3\r\n2,5;1".encode(encoding))
    assert explorer.table.names == ["größe", "maß"] and explorer.table.ranks[:, 0].tolist() == [0, -1, 1]
    upload(explorer, "größe;maß\r\n1,5;2\r\n0,5;3\r\n2,5;1".encode(encoding))  # the same file once more
    assert explorer.refusal == ""


def test_a_spreadsheet_and_a_long_file_are_answered_in_words():
    explorer = JudgingExplorer()
    upload(explorer, b"PK\x03\x04\x00\x00,\n,", "mine.xlsx")
    assert "mine.xlsx: This is not text, but perhaps a spreadsheet." in explorer._where_from.value
    long = "\n".join(f"{number},{number % 7},größe" for number in range(900_000))
    upload(explorer, long.encode(), "long.csv")  # 15 MB, of which 1 comes
    kept = len(explorer.source)
    assert explorer.source == long[:kept] and long[kept] == "\n" and explorer.source.count("\n") == 2099
    assert f"long.csv (the first {kept:,} characters)" in explorer._where_from.value
    assert explorer.said() == ("Only the first 2,000 rows were read. "
                               "Column 3 is the same in every row, and was left out.")
    assert len(explorer.table.ranks) == 2000
    wide = "\n".join(",".join(map(str, range(number, number + 9000))) for number in range(50))
    upload(explorer, wide.encode(), "wide.csv")  # what comes ends in the middle of a line
    kept = len(explorer.source)
    assert 900_000 < kept < 1_000_000 and explorer.source == wide[:kept] and wide[kept] == "\n"
    assert explorer.said() == "Only the first 200 columns were read."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("more", range(4))
def test_a_file_that_is_cut_in_the_middle_of_a_letter_is_read_to_the_end_of_a_line(monkeypatch, encoding, more):
    explorer = JudgingExplorer()
    explorer._file.first = 60 + more
    upload(explorer, "".join(f"ö€öö;{number}\n" for number in range(90)).encode(encoding))
    assert set(explorer.source) <= set("ö€;0123456789\n") and explorer.source[-1].isdigit()
    assert explorer.table.names == ["2"] and explorer.refusal == ""


def test_what_the_browser_refuses_is_told_and_the_table_stays():
    explorer = JudgingExplorer()
    explorer._file._handle_custom_msg({"refused": "letters", "words": "This is a folder."}, [])
    assert "letters: This is a folder. The table before it still shows, in grey." in explorer._where_from.value
    assert is_grey(explorer) and explorer.refusal == "This is a folder."
    press(explorer, "read it")
    assert explorer.refusal == "" and not is_grey(explorer)


def test_a_wide_table_shows_its_first_columns_without_words():
    explorer = JudgingExplorer("\n".join(",".join(map(str, row)) for row in np.random.default_rng(0).random((9, 150))))
    assert explorer.grids["table"].columns == 100 and set(np.ravel(shown(explorer.grids["table"]).tolist())) == {""}
    explorer.column = 149
    assert "chosen column: 150" in explorer.grids["table"].caption()


def test_its_outputs_hold_words_a_picture_and_the_live_view():
    data, _ = JudgingExplorer()._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert "A ConvNet may help." in data["text/plain"]
