"""The shuffling explorer without a browser: moving columns, learning, the chart, and what lesson 16 tells of them."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

from convlib.architecture import parameter_count, random_network
from convlib.experiments.shuffles import (
    COLUMNS,
    CONVNET,
    NETS,
    PIXELS,
    PLAIN,
    VOTERS,
    YOURS,
    Job,
    Result,
    Task,
    customers_task,
    learn,
    letters_task,
    order_of,
)
from convlib.learning import accuracy, descend
from convlib.pictures import TRICKY, O, X
from convlib.show.sketch import Dot, Line, Words
from convlib.teach import check
from convlib.teach.lessons import QUESTIONS
from convlib.teach.lessons.lesson_16_limits import USEFUL_FIRST
from convlib.widgets import ShufflingExplorer
from convlib.widgets.lesson_16_limits.ordering import arranged
from convlib.widgets.parts import queue
from tests.reading import everything, press, shown
from tests.test_running import in_a_kernel, paint, settle

LESSON = Path(__file__).parent.parent / "notebooks" / "16_limits.ipynb"


def small(task="letters", **state):
    """An explorer whose runs are short."""
    return ShufflingExplorer(task, **{"steps": 2, "runs": 2} | state)


def fills(grid):
    cells = grid.cells()
    return np.array([[1.0 if cells.looks[number][0] == "#fbfbfb" else -1.0 for number in row] for row in cells.index])


# The order.


def test_the_letters_stand_in_the_order_of_the_columns():
    explorer = ShufflingExplorer(picture=TRICKY["X_weight"])
    order = [4, 2, 0, 1, 3, 5, 8, 7, 6]
    explorer.order = np.arange(81).reshape(9, 9)[:, order].ravel().tolist()
    assert explorer.columns() == order and explorer.is_moved
    np.testing.assert_array_equal(fills(explorer.grids["plain"]), TRICKY["X_weight"])
    np.testing.assert_array_equal(fills(explorer.grids["yours"]), TRICKY["X_weight"][:, order])
    strip, mine = (fills(explorer.grids[name]) for name in ("strip", "your strip"))
    for number in range(8):
        down, across = 10 * (number // 4), 10 * (number % 4)
        letter = slice(down, down + 9), slice(across, across + 9)
        np.testing.assert_array_equal(mine[letter], strip[letter][:, order])
        np.testing.assert_array_equal(strip[letter], letters_task().images[number])
    assert strip.shape == (19, 39)


def test_a_column_is_carried_to_the_ends_and_no_further():
    explorer = ShufflingExplorer(column=7)
    for column, order in [(8, [0, 1, 2, 3, 4, 5, 6, 8, 7]), (8, [0, 1, 2, 3, 4, 5, 6, 8, 7])]:
        explorer.move(1)
        assert (explorer.column, explorer.columns()) == (column, order)
    for _ in range(9):
        explorer.move(-1)
    assert (explorer.column, explorer.columns()) == (0, [7, 0, 1, 2, 3, 4, 5, 6, 8])
    assert explorer.said() == "The chosen column is the first one: no neighbour is there."
    explorer.move(1)
    assert explorer.said() == ""
    explorer.move(-1)
    assert explorer.grids["yours"].window_corner() == (0, 0)


def test_what_was_said_of_a_column_is_not_said_of_learning():
    explorer = ShufflingExplorer(column=0)
    explorer.move(-1)
    press(explorer, "in your order")
    assert explorer.said() == "Your order is the one in which they come. Move a column first."


def test_shuffles_scatterings_and_the_way_back():
    explorer = ShufflingExplorer()
    press(explorer, "shuffle the columns")
    first = explorer.order
    assert first == order_of(COLUMNS, 0, (9, 9))
    assert explorer.columns() == np.random.default_rng(0).permutation(9).tolist()
    press(explorer, "shuffle the columns")
    assert explorer.order not in (first, order_of(PLAIN, 0, (9, 9)))
    press(explorer, "scatter all pixels")
    assert explorer.columns() is None and sorted(explorer.order) == list(range(81))
    scattered = fills(explorer.grids["yours"])
    press(explorer, "mirror")
    np.testing.assert_array_equal(fills(explorer.grids["yours"]), scattered[:, ::-1])
    press(explorer, "put back")
    assert not explorer.is_moved
    press(explorer, "mirror")
    assert explorer.columns() == [8, 7, 6, 5, 4, 3, 2, 1, 0]


def test_the_captions_count_the_perfect_fits():
    explorer = ShufflingExplorer()
    assert explorer.grids["plain"].caption() == "as it is: 4 ╲, 1 ╳, 4 ╱"
    explorer.column = 4
    explorer.move(1)
    assert explorer.grids["yours"].caption() == "yours: 1 ╲, 0 ╳, 1 ╱"  # as the lesson asks
    explorer.order = order_of(COLUMNS, 1, (9, 9))
    assert explorer.grids["yours"].caption() == "yours: 0 ╲, 0 ╳, 0 ╱"
    explorer.put_back()
    explorer.picture = O
    assert explorer.grids["yours"].caption() == "yours: 2 ╲, 0 ╳, 2 ╱"


def test_customers_are_rows_with_names():
    explorer = ShufflingExplorer("customers")
    explorer.column = 1
    explorer.move(-1)
    assert explorer.columns() == [1, 0, *range(2, 12)]
    plain, mine = shown(explorer.grids["plain"]).tolist(), shown(explorer.grids["yours"]).tolist()
    assert plain[0][:3] == ["age", "visits", "km"] and [row[:3] for row in mine] == [
        [row[1], row[0], row[2]] for row in plain]
    assert explorer.grids["yours"].caption() == "in your order; the chosen column: visits"
    explorer.column = 11
    assert explorer.grids["yours"].caption() == "in your order; the chosen column: sale"
    assert not any(getattr(found, "description", "") in ("scatter all pixels", "all pixels scattered")
                   for found in everything(explorer))


@pytest.mark.parametrize(("name", "value", "possible", "words"), [
    ("column", 9, 8, "There is no column 9: it runs from 0 to 8. This is column 8."),
    ("runs", 0, 1, "There is no number of runs 0"), ("steps", 2000, 1000, "from 1 to 1000")])
def test_what_does_not_exist_becomes_the_nearest_and_it_says_so(name, value, possible, words):
    explorer = ShufflingExplorer()
    setattr(explorer, name, value)
    assert getattr(explorer, name) == possible and words in explorer.said()


@pytest.mark.parametrize(("name", "value", "words"), [
    ("order", (0, 1), r"order must hold each number from 0 to 80 once, but it is \(0, 1\)"),
    ("order", (0,) * 81, "each number from 0 to 80 once"),
    ("picture", X[:, :8], r"picture must have the shape \(9, 9\)")])
def test_what_makes_no_sense_is_refused(name, value, words):
    explorer = ShufflingExplorer()
    before = explorer.text()
    with pytest.raises(ValueError, match=words):
        setattr(explorer, name, value)
    assert explorer.text() == before
    with pytest.raises(ValueError, match="task must be one of letters, customers, but it is 'sounds'"):
        ShufflingExplorer("sounds")
    with pytest.raises(ValueError, match="kinds must be of .* 'rows'"):
        explorer.train("rows")


def test_every_letter_of_the_list_can_be_chosen():
    explorer = ShufflingExplorer()
    (letters,) = [found for found in everything(explorer) if getattr(found, "description", "") == "letter"]
    for name in letters.options:
        letters.value = name
        assert explorer.picture.tolist() == {"X": X, "O": O, **TRICKY}[name.replace(", ", "_")].tolist()
    explorer.picture = -X  # it has no name
    assert letters.value is None


# Learning.


def test_a_run_is_what_descend_makes_of_the_shuffled_letters():
    letters, answers, unseen, right = letters_task()[:4]
    order = np.random.default_rng(3).permutation(9)
    explorer = small(runs=4)
    explorer.train(COLUMNS)
    network = random_network(seed=3)
    learning = descend(network, letters[..., order], answers, lambda step: 0.2 * (3 - step) / 2, 0.9, 32, seed=3)
    next(learning), next(learning)
    (run,) = [run for run in explorer.results if run.job[:3] == (CONVNET, COLUMNS, 3)]
    assert run.accuracy == accuracy(right, network(unseen[..., order]))
    plain = random_network([], seed=3)
    learning = descend(plain, letters, answers, lambda step: 0.003 * (3 - step) / 2, 0.9, 32, seed=3)
    next(learning), next(learning)
    (run,) = [run for run in explorer.results if run.job[:3] == (VOTERS, PLAIN, 3)]
    assert (run.accuracy, run.moved) == (accuracy(right, plain(unseen)), accuracy(right, plain(unseen[..., order])))


def test_what_was_learned_is_not_learned_again():
    explorer = small()
    explorer.train(COLUMNS)
    before = explorer.results
    expected = [(net, kind, seed) for seed in (0, 1) for kind in (PLAIN, COLUMNS) for net in NETS]
    assert [run.job[:3] for run in before] == expected
    explorer.train(COLUMNS, PIXELS)
    assert explorer.results[:8] == before and len(explorer.results) == 12
    explorer._start_kind(PIXELS)
    assert "would give the same dots again" in explorer.said()
    explorer._start_kind(YOURS)
    assert "Move a column first" in explorer.said()
    explorer.steps = 3
    assert explorer.results == ()


def test_the_dots_of_your_order_show_as_long_as_it_stands():
    explorer = small()
    explorer.mirror()
    explorer.train(YOURS)
    assert len(explorer.found()[CONVNET, YOURS]) == 2 and explorer.results[2].job.order == explorer.order
    explorer.put_back()
    assert (CONVNET, YOURS) not in explorer.found() and len(explorer.results) == 8
    explorer.mirror()
    assert len(explorer.found()[VOTERS, YOURS]) == 2


def test_the_buttons_start_cancel_and_clear(monkeypatch):
    monkeypatch.setattr(queue, "TURN", 0)

    async def scenario():
        explorer = small("customers")
        press(explorer, "columns shuffled")
        await settle()
        assert explorer.running and explorer._bar_box.children and explorer._trains[0].disabled
        for _ in range(200):
            paint(explorer)
            await settle()
            if len(explorer.results) == 3:
                break
        assert explorer._bar_box.children[0].said().startswith("networks that have learned: 3 of 8")
        press(explorer, "cancel")
        paint(explorer)
        await settle()
        assert not explorer.running and len(explorer.results) == 3 and explorer._bar_box.children == ()
        assert explorer.said() == "Cancelled. What was learned stays in the chart."
        press(explorer, "columns shuffled")
        for _ in range(200):
            paint(explorer)
            await settle()
            if not explorer.running:
                break
        twin = small("customers")
        twin.train(COLUMNS)
        assert explorer.results == twin.results and explorer.said() == ""
        press(explorer, "clear")
        assert explorer.results == () and explorer.told() == "No network has learned yet."

    in_a_kernel(scenario)


# The chart.


def test_the_chart_has_a_dot_for_each_run_and_a_stroke_for_the_middle_one():
    explorer = ShufflingExplorer()
    explorer.results = [Result(Job(CONVNET, PLAIN, seed), share, share - 0.2)
                        for seed, share in enumerate((0.8, 0.9, 0.6))]
    assert explorer.told() == ("ConvNet, as they are: 80 of 100 (60 to 90)\n"
                               "ConvNet, columns shuffled only in the test: 60 of 100 (40 to 70)")
    shapes = explorer.chart.shapes
    dots = [shape.x for shape in shapes if isinstance(shape, Dot)]
    strokes = [shape.points[0][0] for shape in shapes if isinstance(shape, Line) and shape.width == 3]
    assert len(dots) == 6 and strokes == [dots[0], dots[3]]
    assert dots[3] == pytest.approx(dots[2])  # 60 of 100, on one scale
    words = [shape.text for shape in shapes if isinstance(shape, Words)]
    assert words.count("80 of 100") == 1 and "all pixels scattered, learned anew" not in words


@pytest.mark.parametrize("task", ["letters", "customers"])
def test_its_outputs_hold_words_a_picture_and_the_live_view(task):
    explorer = small(task)
    explorer.shuffle()
    explorer.train(COLUMNS)
    data, _ = explorer._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert explorer.told() in explorer.text() and "columns in the order" in explorer.text()


# What the lesson tells.


def cells():
    return {cell.id: " ".join(cell.source.split()) for cell in nbformat.read(LESSON, as_version=4).cells}


def middles(explorer):
    return {key: round(100 * float(np.median(shares))) for key, shares in explorer.found().items()}


def test_what_the_lesson_tells_of_letters_is_what_comes_out():
    explorer, told = ShufflingExplorer(), cells()
    explorer.train(COLUMNS, PIXELS)
    found = middles(explorer)
    plain, moved, columns, pixels = (found[CONVNET, kind] for kind in (PLAIN, "moved", COLUMNS, PIXELS))
    assert (plain, columns, pixels) == (83, 74, 62)
    assert f"the ConvNet {moved} and the voters {found[VOTERS, 'moved']}, little more than" in told["explain-mirror"]
    assert {found[VOTERS, kind] for kind in (PLAIN, COLUMNS, PIXELS)} == {66}
    assert QUESTIONS["voters and shuffled letters"].right == f"about {found[VOTERS, COLUMNS]}"
    assert QUESTIONS["ConvNet and shuffled letters"].right == f"about {columns}"
    shares = explorer.found()
    assert max(shares[CONVNET, COLUMNS]) < min(shares[CONVNET, PLAIN])
    assert max(shares[CONVNET, PIXELS]) < min(shares[CONVNET, COLUMNS]) + 0.01
    assert f"goes from {plain} to {columns}" in told["explain-voters"]
    assert f"Ten such runs give the ConvNet {pixels}." in told["explain-voters"]
    assert f"get {plain} of 100 unseen letters right, and the voters alone 66" in told["predict"]
    networks = letters_task().networks
    assert [parameter_count(networks[net](0)) for net in NETS] == [51, 162]

    explorer.mirror()
    explorer.train(YOURS)
    mirrored = explorer.found()[CONVNET, YOURS]
    assert middles(explorer)[CONVNET, YOURS] == 82 and [round(100 * end(mirrored)) for end in (min, max)] == [80, 85]
    explorer.put_back()
    explorer.column = 4
    explorer.move(-1)
    explorer.train(YOURS)
    assert middles(explorer)[CONVNET, YOURS] == 80 and round(100 * min(explorer.found()[CONVNET, YOURS])) == 74
    assert "the run in the middle gets 80, and single runs go down to 74" in told["explain-mirror"]


def test_what_more_steps_make_of_scattered_pixels():
    """The first of the longer runs that the lesson tells of: no better than the voters."""
    explorer = ShufflingExplorer(runs=3, steps=1000)
    explorer.train(PIXELS)
    found = middles(explorer)
    assert found[CONVNET, PIXELS] in (65, 66) and found[VOTERS, PIXELS] == 66
    assert "With 1,000 steps in place of 200 it gets 66, as the voters do" in cells()["explain-voters"]


def test_what_the_lesson_tells_of_customers_is_what_comes_out():
    explorer, told = ShufflingExplorer("customers"), cells()["explain-customers"]
    explorer.train(COLUMNS)
    found, shares = middles(explorer), explorer.found()
    assert {kind: (found[CONVNET, kind], found[VOTERS, kind]) for kind in (PLAIN, COLUMNS)} == {
        PLAIN: (92, 95), COLUMNS: (92, 95)}
    assert QUESTIONS["ConvNet and shuffled customers"].right == f"about {found[CONVNET, COLUMNS]}"
    assert [round(100 * end(shares[CONVNET, COLUMNS])) for end in (min, max)] == [88, 94] and "from 88 to 94" in told
    networks = explorer._data.networks
    assert [parameter_count(networks[net](0)) for net in NETS] == [69, 24]
    explorer.order = USEFUL_FIRST
    explorer.train(YOURS)
    assert middles(explorer)[CONVNET, YOURS] == 92
    assert QUESTIONS["five useful columns first"].right == "about 92"

    task = customers_task()
    pooled = Task(*task[:4], {CONVNET: lambda seed: random_network(side=(1, 3), size=(1, 12), seed=seed)}, task.rates)
    for kind, expected in ((PLAIN, 80), (COLUMNS, 78)):
        assert ten(pooled, CONVNET, kind) == pytest.approx(expected, abs=1)


def ten(task, net, kind):
    """The middle of ten runs, of 100."""
    runs = [[*learn(task, Job(net, kind, seed, order_of(kind, seed, task.shape)), 200)][-1] for seed in range(10)]
    return 100 * float(np.median([run.accuracy for run in runs]))


def test_voters_that_begin_alike_end_alike_in_any_order():
    task = customers_task()
    order = order_of(PIXELS, 5, task.shape)
    one, other = random_network([], size=(1, 12)), random_network([], size=(1, 12))
    other.parameters[0][:] = one.parameters[0][list(order)]
    for network, images in ((one, task.images), (other, arranged(task.images, order))):
        learning = descend(network, images, task.answers, 0.1, batch=32)
        for _ in range(100):
            next(learning)
    np.testing.assert_allclose(one(task.unseen), other(arranged(task.unseen, order)), atol=1e-9)


# Exercises.


def test_the_exercise_accepts_other_right_ways():
    def with_permutation(letters, seed):
        return np.random.default_rng(seed).permutation(letters, axis=2)

    def with_a_loop(letters, seed):
        order = np.random.default_rng(seed).permutation(letters.shape[2])
        return [letter[:, order] for letter in letters]

    for function in (with_permutation, with_a_loop):
        assert check("shuffle_columns", function).status == "correct"
