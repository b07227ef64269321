"""The knobs explorer without a browser: its plans and what cannot be, training, comparing, and the table."""

import asyncio
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from convlib.architecture import parameter_count, random_network
from convlib.experiments.plans import HARDER, KNOBS, ORDERS, TITLES, VALUES, Plan, Trained, Tried, letters, rate
from convlib.learning import accuracy, descend
from convlib.network import Network
from convlib.pictures import TEN, O, X, random_letters
from convlib.show.scene import Sentence
from convlib.show.sketch import Bar, Dot, Line, Words
from convlib.teach.lessons import EXERCISES
from convlib.teach.lessons.lesson_13_knobs import BY_FEATURES, BY_SIZE, LONGER, LUCK
from convlib.widgets import KnobsExplorer
from tests.reading import button, everything, press
from tests.test_running import in_a_kernel, paint, settle

LESSON = Path(__file__).parent.parent / "notebooks" / "13_knobs.ipynb"
DEEP = ("convolution", "ReLU", "convolution", "ReLU", "pooling", "convolution", "ReLU", "pooling")


def small(**state):
    """An explorer whose runs are short."""
    return KnobsExplorer(**{"steps": 3, "runs": 2} | state)


def ran(accuracies, **changes):
    """A row of the table without any training."""
    return Tried(Plan(**changes), 200, tuple(Trained(seed, share, 10, 0.5) for seed, share in enumerate(accuracies)))


# Plans.


def test_of_the_letters_to_test_with_only_the_one_that_the_lesson_names_is_learned_from():
    def known(pictures):
        return {picture.astype(int).tobytes() for picture in pictures}

    learned = known(letters(seed=1)[0])
    assert learned.isdisjoint(known(letters(seed=2)[0]))
    assert learned & known(TEN.values()) == known([TEN["X_translation"]])


def test_the_slides_plan_has_27_and_24_weights():
    explorer = KnobsExplorer()
    assert explorer.plan == Plan() == (("convolution", "ReLU", "pooling", "pooling"), 3, 3, 2, 2, 0)
    assert explorer.counted() == "12 values vote. 51 weights: 27 in the features and 24 in the votes."
    assert explorer.stages() == [
        ("picture", "9 × 9", ""), ("layer 1", "3 × 7 × 7", "27 weights"), ("layer 2", "3 × 7 × 7", ""),
        ("layer 3", "3 × 4 × 4", ""), ("layer 4", "3 × 2 × 2", ""), ("values", "12 values", ""),
        ("votes", "2 votes", "24 weights")]


@pytest.mark.parametrize(("changes", "shapes", "features", "votes"), [
    ({"features": 6}, ["6 × 7 × 7", "6 × 7 × 7", "6 × 4 × 4", "6 × 2 × 2"], 54, 48),
    ({"side": 5}, ["3 × 5 × 5", "3 × 5 × 5", "3 × 3 × 3", "3 × 2 × 2"], 75, 24),
    ({"window": 3}, ["3 × 7 × 7", "3 × 7 × 7", "3 × 3 × 3", "3 × 1 × 1"], 27, 6),
    ({"stride": 1}, ["3 × 7 × 7", "3 × 7 × 7", "3 × 6 × 6", "3 × 5 × 5"], 27, 150),
    ({"neurons": 8}, ["3 × 7 × 7", "3 × 7 × 7", "3 × 4 × 4", "3 × 2 × 2"], 27, 96 + 16),
    ({"layers": DEEP}, ["3 × 7 × 7", "3 × 7 × 7", "3 × 5 × 5", "3 × 5 × 5", "3 × 3 × 3", "3 × 1 × 1", "3 × 1 × 1",
                        "3 × 1 × 1"], 27 + 81 + 81, 6),
    ({"layers": ()}, [], 0, 162)])
def test_each_knob_changes_shapes_and_weights(changes, shapes, features, votes):
    explorer = KnobsExplorer()
    for name, value in changes.items():
        setattr(explorer, name, value)
    shown = ["".join(part.value for part in column.children[2:]) for column in explorer._stages.children]
    told = explorer.stages()
    assert [shape for name, shape, _ in told if name.startswith("layer")] == shapes
    assert all(shape in html and weights in html for html, (_, shape, weights) in zip(shown, told, strict=True))
    assert f" {features + votes} weights: {features} in the features and {votes} in the votes." in explorer.counted()
    assert parameter_count(explorer.plan.network()) == features + votes
    assert explorer.counted() in [part.value for part in everything(explorer) if isinstance(part, Sentence)]


def test_neurons_stand_between_the_list_and_the_votes():
    explorer = KnobsExplorer(neurons=8)
    assert explorer.stages()[-3:] == [("values", "12 values", ""), ("neurons", "8 neurons", "96 weights"),
                                     ("votes", "2 votes", "16 weights")]
    explorer.neurons = 1
    assert explorer.stages()[-2:] == [("neurons", "1 neuron", "12 weights"), ("votes", "2 votes", "2 weights")]


def test_the_sliders_turn_the_knobs_and_follow_them():
    explorer = KnobsExplorer()
    for name, knob in KNOBS.items():
        slider = explorer.controls[name]
        assert slider.tooltip == knob.title and slider.description in (name, "size")
        slider.value = knob.values[-1]
        assert getattr(explorer, name) == knob.values[-1] and (slider.min, slider.max) == (knob.least, knob.most)
        setattr(explorer, name, knob.values[0])
        assert slider.value == knob.values[0]


@pytest.mark.parametrize(("name", "value", "possible", "words"), [
    ("features", 99, 24, "The number of features goes from 1 to 24, so 99 became 24."),
    ("features", 0, 1, "so 0 became 1."), ("side", 10, 9, "The size of the features goes from 1 to 9"),
    ("window", 0, 1, "The pooling window"), ("stride", 8, 7, "The pooling stride"),
    ("neurons", -1, 0, "so −1 became 0."), ("runs", 11, 10, "The number of runs"),
    ("steps", 0, 1, "The number of steps"),
    ("layer", 9, 4, "There is no layer 9: they run from 1 to 4. This is layer 4.")])
def test_what_is_turned_too_far_stops_at_the_end_and_it_says_so(name, value, possible, words):
    explorer = KnobsExplorer()
    setattr(explorer, name, value)
    assert getattr(explorer, name) == possible and words in explorer.said()
    setattr(explorer, name, possible)
    assert explorer.said() == ""


@pytest.mark.parametrize(("name", "value", "words"), [
    ("layers", ("convolution", "relu"), r"layers\[1\] must be one of 'convolution', .*but it is 'relu'"),
    ("knob", "colour", "colour"), ("features", "many", "many")])
def test_what_makes_no_sense_is_refused_and_nothing_changes(name, value, words):
    explorer = KnobsExplorer()
    before = explorer.text()
    with pytest.raises(Exception, match=words):
        setattr(explorer, name, value)
    assert explorer.text() == before


def test_layers_are_added_moved_and_removed():
    explorer = KnobsExplorer(layers=())
    for kind in ("convolution", "ReLU", "pooling"):
        press(explorer, f"+ {kind}")
    press(explorer, "◀ earlier")
    assert explorer.layers == ("convolution", "pooling", "ReLU") and explorer.layer == 2
    explorer._chips[0].value = True
    press(explorer, "later ▶")
    assert explorer.layers == ("pooling", "convolution", "ReLU") and explorer.layer == 2
    explorer._chips[1].value = False  # the chosen one stays down
    assert explorer._chips[1].value
    for _ in range(3):
        press(explorer, "remove")
    assert explorer.layers == () and button(explorer, "remove").disabled
    explorer.layers = ("ReLU",) * 9
    assert len(explorer.layers) == 8 and explorer.said() == "Here is room for 8 layers. The others were left out."
    explorer.features = 7
    press(explorer, "the slides' plan")
    assert explorer.plan == Plan() and explorer.layer == 4


@pytest.mark.parametrize(("changes", "shown", "why"), [
    ({"layers": ("pooling", "pooling", "pooling", "convolution")},
     ["1 × 5 × 5", "1 × 3 × 3", "1 × 2 × 2", "✕ does not fit"],
     "Layer 4 (convolution): a feature of 3 × 3 pixels does not fit into a map of 2 × 2."),
    ({"layers": ("pooling", "convolution", "ReLU"), "side": 9}, ["1 × 5 × 5", "✕ does not fit", "–"],
     "Layer 2 (convolution): a feature of 9 × 9 pixels does not fit into a map of 5 × 5.")])
def test_a_plan_that_cannot_be_says_why_and_how_to_mend_it(changes, shown, why):
    explorer = small(**changes)
    assert explorer.said() == f"{why} Make the features smaller, or move or remove this layer."
    assert [shape for name, shape, _ in explorer.stages()[1:]] == shown
    assert explorer.counted() == "" and button(explorer, "train it").disabled
    assert why in explorer.text() and explorer.still()
    with pytest.raises(ValueError, match="does not fit"):
        explorer.train()
    assert explorer.results == ()
    explorer.side = 1
    assert explorer.said() == "" and not button(explorer, "train it").disabled


# Training.


def test_a_run_is_what_descend_makes_of_the_plan():
    explorer = small(features=2, steps=20)
    explorer.train()
    pictures, right = random_letters(2000, seed=1, **HARDER)
    unseen, answers = random_letters(2000, seed=2, **HARDER)
    for run in explorer.results[0].runs:
        network = random_network(features=2, seed=run.seed)
        learning = descend(network, pictures, right, lambda step: 0.2 * (21 - step) / 20, 0.9, 32, run.seed)
        for _ in range(20):
            next(learning)
        assert run.accuracy == accuracy(answers, network(unseen))


def test_the_rate_shrinks_to_nearly_nothing():
    rates = [rate(step, 200) for step in range(1, 201)]
    assert rates[0] == 0.2 and rates[-1] == 0.001 and np.allclose(np.diff(rates), -0.001)


def test_the_letters_to_learn_from_are_not_those_to_be_tested_on():
    pictures, unseen = letters(seed=1)[0], letters(seed=2)[0]
    assert pictures.shape == unseen.shape == (2000, 9, 9)
    known = {picture.tobytes() for picture in pictures}
    assert not any(picture.tobytes() in known for picture in unseen)


def test_the_same_plan_gives_the_same_numbers_and_the_same_words():
    first, second = small(), small()
    for explorer in (first, second):
        explorer.train()
    assert [run[:3] for run in first.results[0].runs] == [run[:3] for run in second.results[0].runs]
    assert first.text() == second.text() and "seconds" not in first.text()
    assert len({run.accuracy for run in first.results[0].runs}) == 2


def test_a_run_that_is_in_the_table_is_not_repeated():
    explorer = small()
    explorer.train()
    before = explorer.results[0].runs
    explorer.runs = 4
    explorer.train()
    (tried,) = explorer.results
    assert tried.runs[:2] == before and [run.seed for run in tried.runs] == [0, 1, 2, 3]
    explorer._start([explorer.plan])
    assert not explorer.running and "in the table already" in explorer.said()
    explorer.steps = 4
    explorer.train()
    assert [tried.steps for tried in explorer.results] == [3, 4]


def test_numbers_that_grow_without_end_are_a_run_with_nothing_right():
    explorer = small(layers=("convolution", "convolution"), side=1, neurons=21, steps=60, runs=4)
    explorer.train()
    assert min(run.accuracy for run in explorer.results[0].runs) == 0
    assert "the numbers grew without end" in explorer.said()
    explorer.set_plan(Plan())
    explorer.steps = 2
    explorer.train()
    assert explorer.said() == ""


async def turn(explorer):
    """Let the page paint, and the work do one turn."""
    paint(explorer)
    await settle()


async def until(explorer, ready):
    for _ in range(500):
        if ready():
            return
        await turn(explorer)
    raise AssertionError("the work does not get there")


@pytest.fixture
def one_step_a_turn(monkeypatch):
    monkeypatch.setattr("convlib.widgets.parts.queue.TURN", 0)


def test_the_button_trains_while_the_page_is_heard(one_step_a_turn):
    async def scenario():
        explorer = small(steps=40, runs=3)
        press(explorer, "train it")
        await settle()
        assert explorer.running and not button(explorer, "cancel").disabled
        (bar,) = explorer._bar_box.children
        assert bar.said() == "networks that have learned: 0 of 3" and 0 < bar.done < 1
        assert re.fullmatch(r"step \d+ of 40: \d+ s so far", bar.aside.value)
        seen = []
        explorer.observe(lambda change: seen.append(len(change.new[0].runs)), names="results")
        await until(explorer, lambda: not explorer.running)
        assert seen == [1, 2, 3]  # each run shows as soon as it is done
        assert explorer._bar_box.children == ()
        assert button(explorer, "cancel").disabled and not button(explorer, "train it").disabled

    in_a_kernel(scenario)


def test_cancel_works_at_once_and_keeps_what_is_finished_and_the_next_run_goes_on_from_there(one_step_a_turn):
    async def scenario():
        explorer = small(steps=5, runs=3)
        explorer.knob = "neurons"
        press(explorer, "try 0, 2, 4, 8, 16")
        await until(explorer, lambda: len(explorer.results) == 2)
        press(explorer, "cancel")
        finished = explorer.results
        for _ in range(5):
            await turn(explorer)
        assert not explorer.running and explorer.results == finished
        assert [(tried.plan.neurons, len(tried.runs)) for tried in finished] == [(0, 3), (2, 1)]
        assert explorer.said() == "Cancelled. The runs that were finished are in the table."
        assert explorer._bar_box.children == ()

        explorer.neurons = 2
        press(explorer, "train it")
        assert explorer.said() == ""
        await until(explorer, lambda: not explorer.running)
        assert [(tried.plan.neurons, len(tried.runs)) for tried in explorer.results] == [(0, 3), (2, 3)]
        assert explorer.results[1].runs[0] == finished[1].runs[0]

    in_a_kernel(scenario)


def test_a_plan_in_training_keeps_its_knobs_while_the_hand_turns_them_and_rows_go(one_step_a_turn):
    async def scenario():
        explorer = small(steps=30)
        press(explorer, "train it")
        await settle()
        explorer.features = 9
        await until(explorer, lambda: explorer.results)
        explorer.clear()
        await until(explorer, lambda: not explorer.running)
        (tried,) = explorer.results
        assert tried.plan == Plan() and [run.seed for run in tried.runs] == [1]

    in_a_kernel(scenario)


def test_closing_cancels(one_step_a_turn):
    async def scenario():
        explorer = small(steps=1000)
        press(explorer, "train it")
        await settle()
        explorer.close()
        await turn(explorer)
        assert not explorer.running and explorer.results == ()
        assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []

    in_a_kernel(scenario)


# Comparisons.


@pytest.mark.parametrize("knob", TITLES)
def test_a_comparison_tries_each_value_of_the_knob_and_nothing_else(knob):
    explorer = small(steps=1, runs=1, knob=knob)
    explorer.sweep()
    assert [tried.plan for tried in explorer.results] == [Plan()._replace(**{knob: value}) for value in VALUES[knob]]
    assert [value for value, _ in explorer.compared()] == list(VALUES[knob])
    assert explorer.plan == Plan() and all(explorer.chart.size()) and explorer.chart.shapes


def test_values_with_which_the_plan_cannot_be_are_left_out_and_it_says_so():
    explorer = small(steps=1, runs=1, layers=("pooling", "convolution"))
    explorer.sweep("side", [1, 5, 6, 9])
    assert [tried.plan.side for tried in explorer.results] == [1, 5]
    assert explorer.said() == (
        "Left out, because it cannot be: size of the features "
        "6: Layer 2 (convolution): a feature of 6 × 6 pixels does not fit into a map of 5 × 5. "
        "9: Layer 2 (convolution): a feature of 9 × 9 pixels does not fit into a map of 5 × 5.")
    explorer.side = 1
    assert explorer.said() == ""
    explorer.sweep("side", [9])
    assert len(explorer.results) == 2


def test_the_chart_shows_the_rows_that_differ_in_the_knob_alone():
    explorer = KnobsExplorer()
    assert explorer.chart.size() == (0, 0) and not explorer.chart.shapes
    rows = [ran([.9, .8, .7], features=12), ran([.6, .5, .5]), ran([.7, .7, .2], neurons=4),
            ran([.6, .6, .6], features=2)]
    explorer.results = rows
    assert [(value, tried) for value, tried in explorer.compared()] == [(2, rows[3]), (3, rows[1]), (12, rows[0])]
    assert explorer.comparison() == "accuracy on unseen pictures, by the number of features: 2: 60 %, 3: 50 %, 12: 80 %"
    assert explorer.chart.text() == explorer.comparison() and explorer.comparison() in explorer.text()
    shapes = explorer.chart.shapes
    dots = [shape for shape in shapes if isinstance(shape, Dot)]
    strokes = [shape.points for shape in shapes if isinstance(shape, Line) and shape.width == 3]
    assert len(dots) == 9 and [points[0][1] for points in strokes] == [dots[place].y for place in (0, 4, 7)]
    bars = [shape.height for shape in shapes if isinstance(shape, Bar)]
    np.testing.assert_allclose([bars[1] / bars[0], bars[2] / bars[0]], [51 / 34, 204 / 34])  # weights
    explorer.knob = "neurons"
    assert [value for value, _ in explorer.compared()] == [0, 4]
    explorer.side = 5
    assert explorer.chart.size() == (0, 0) and not explorer.chart.shapes


# The table.


def test_a_row_shows_its_knobs_its_runs_as_dots_and_the_middle_one():
    explorer = KnobsExplorer()
    explorer.results = [ran([.9, .5, .7], features=6, side=5), ran([.3, .9], layers=("ReLU",) * 5)]
    first, second = explorer._table.rows
    words = [[shape.text for shape in row.drawing.shapes if isinstance(shape, Words)] for row in (first, second)]
    assert words[0] == ["6 of 5×5", "2", "2", "0", "24", "198", "0.5", "70.0 %", "10"] and words[1][-2] == "60.0 %"
    assert first.drawing.text() == (
        "features 6 of 5×5, window 2, stride 2, neurons 0, values 24, weights 198, seconds 0.5, middle 70.0 %, "
        "of the ten 10: 50, 70, 90 %, in the middle 70 %")
    dots = [shape.x for shape in first.drawing.shapes if isinstance(shape, Dot)]
    (middle,) = [shape.points[0][0] for shape in first.drawing.shapes if isinstance(shape, Line) and shape.width == 3]
    assert middle == dots[2] and sorted(dots) == [dots[1], dots[2], dots[0]]
    assert words[1].count("–") == 3 and first.name.description == "conv ReLU pool pool"


def test_a_row_brings_its_knobs_back_and_the_row_of_the_plan_stays_down():
    explorer = KnobsExplorer()
    explorer.results = [ran([.9]), ran([.8], layers=ORDERS[2], features=5, side=2, window=3, stride=1, neurons=7)]
    assert [row.name.value for row in explorer._table.rows] == [True, False]
    explorer._table.rows[1].name.value = True  # a click
    assert explorer.plan == explorer.results[1].plan
    assert [row.name.value for row in explorer._table.rows] == [False, True]
    explorer._table.rows[1].name.value = False
    assert explorer._table.rows[1].name.value
    explorer.choose(1)
    assert explorer.plan == Plan()
    with pytest.raises(ValueError, match="row must be a whole number from 1 to 2, but it is 3"):
        explorer.choose(3)


def test_rows_are_removed_one_by_one_or_all_at_once():
    explorer = KnobsExplorer()
    assert button(explorer, "clear the table").disabled and explorer._table.children == ()
    explorer.results = [ran([.9], features=count) for count in (1, 2, 3)]
    explorer._table.rows[1].remove.click()
    assert [tried.plan.features for tried in explorer.results] == [1, 3]
    assert len(explorer._table.children[1].children) == 2
    press(explorer, "clear the table")
    assert explorer.results == () and explorer._table.children == ()


def test_the_least_and_the_most_of_the_ten():
    assert ran([.9, .8]).ten == "10"
    assert Tried(Plan(), 9, (Trained(0, .9, 7, 1), Trained(1, .9, 10, 1))).ten == "7–10"


# The same, where no browser is.


def test_its_outputs_hold_words_a_picture_and_the_live_view():
    explorer = small()
    for _ in range(2):
        data, _ = explorer._repr_mimebundle_()
        assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
        explorer.sweep("neurons", [0, 1])
    assert "1. convolution, ReLU, pooling, pooling · 3 features of 3 × 3" in explorer.text()


def test_networks_of_all_orders_are_as_the_plan_says():
    for layers in ORDERS:
        plan = Plan(layers=layers)
        assert [stage.shape for stage in plan.stages()] == Network(plan.network().layers).shapes((9, 9))


# What the lesson tells.


def told():
    """The lesson's tables: for each knob the values, and the accuracies after 200 and after 1,000 steps; and for each
    order of layers its runs."""
    cells = {cell.id: cell.source for cell in nbformat.read(LESSON, as_version=4).cells}
    rows = re.findall(r"^\| (.+) \| ([\d, ]+) \| ([\d, ]+) \| ([\d, ]+) \|$", cells["explain-features"], re.MULTILINE)
    numbers = {title: [[int(number) for number in part.split(", ")] for part in parts] for title, *parts in rows}
    orders = re.findall(r"^\| (.+) \| (\d+) \| ([\d, ]+) \|$", cells["explain-order"], flags=re.MULTILINE)
    return numbers, {tuple(layers.split(", ")): (int(weights), [int(run) for run in runs.split(", ")])
                     for layers, weights, runs in orders}


def test_what_the_lesson_tells_is_what_comes_out():
    explorer = KnobsExplorer()
    numbers, orders = told()
    assert {name for name, title in TITLES.items() if title in numbers} == {"side", "window", "stride", "neurons"}
    assert set(orders) == set(ORDERS)
    for name, title in TITLES.items():
        if title in numbers:
            values, percents, _ = numbers[title]
            assert tuple(values) == KNOBS[name].values
            explorer.sweep(name)
            assert [round(100 * tried.middle) for _, tried in explorer.compared()] == percents
    explorer.sweep("layers")
    for layers, tried in explorer.compared():
        runs = sorted(round(100 * run.accuracy) for run in tried.runs)
        assert (parameter_count(tried.plan.network()), runs) == orders[layers]
    same = [[run[:3] for run in tried.runs] for _, tried in explorer.compared()[:2]]
    assert same[0] == same[1]  # to the last digit

    explorer.runs = 5
    for plan, told_runs in [(Plan(), (81, 84)), (Plan(stride=1), (83, 85))]:
        explorer.set_plan(plan)
        explorer.train()
        (tried,) = [tried for tried in explorer.results if tried.plan == plan]
        ends = tuple(round(100 * end(run.accuracy for run in tried.runs)) for end in (min, max))
        assert ends == told_runs
    assert orders[ORDERS[-1]][1] == LUCK
    explorer.runs = 3
    explorer.set_plan(Plan(features=6, side=5, window=3))
    explorer.train()
    best = explorer.results[-1]
    assert (round(100 * best.middle), parameter_count(best.plan.network())) == (95, 162)
    assert max(np.delete([tried.middle for tried in explorer.results], -1)) < best.middle


def test_what_was_not_finished_gets_better_with_more_steps_and_what_is_stuck_does_not():
    """Three of the plans, of which the lesson tells what five times the steps make of them."""
    explorer, (numbers, _) = KnobsExplorer(steps=1000), told()
    for name, value in (("side", 5), ("neurons", 2)):
        explorer.set_plan(Plan(**{name: value}))
        explorer.train()
        values, _, percents = numbers[TITLES[name]]
        assert round(100 * explorer.results[-1].middle) == percents[values.index(value)]
    explorer.set_plan(Plan(layers=ORDERS[-1]))
    explorer.train()
    runs = explorer.results[-1].runs
    assert sorted(round(100 * run.accuracy) for run in runs) == LONGER
    assert min(runs, key=lambda run: run.accuracy).seed == 2  # the one that gets 51 after 200 steps


def test_what_the_simplest_ways_get():
    """The lesson's baselines: nearest neighbour, and the slides' X and O."""
    (baseline,) = [cell for cell in nbformat.read(LESSON, as_version=4).cells if cell.id == "baseline"]
    for name, known, answers in (("X and O", [X, O], np.eye(2)), ("nearest", *letters(seed=1))):
        unseen, right = letters(seed=2)
        votes = np.reshape(unseen, (2000, 81)) @ np.reshape(known, (-1, 81)).T
        assert re.search(rf"{name}.* {accuracy(right, answers[votes.argmax(axis=1)]):.1%}", baseline.outputs[0].text)


def test_what_the_questions_tell_is_what_comes_out():
    numbers, _ = told()
    assert BY_SIZE == dict(zip(*numbers[TITLES["side"]][:2], strict=True))  # the test above trains these
    (chart,) = [cell.outputs[0] for cell in nbformat.read(LESSON, as_version=4).cells if cell.id == "sweep-features"]
    middles = {int(count): int(right) for count, right in re.findall(r"(\d+): (\d+) %", chart.data["text/plain"])}
    explorer = KnobsExplorer()
    explorer.sweep("features", [24])  # the only one that the chart does not show
    ((_, tried),) = explorer.compared()
    assert BY_FEATURES == {count: middles[count] for count in (1, 3, 12)} | {24: round(100 * tried.middle)}


# Exercises.


def test_the_weights_by_hand_are_those_of_a_network():
    right = EXERCISES["count_weights"].right
    assert right(3, 3, 1, 12, 2) == parameter_count(random_network()) == 51
    plan = Plan(features=6, side=5)
    assert right(6, 5, 1, 24, 2) == parameter_count(plan.network())


def test_a_network_without_votes_stands_at_the_end_of_the_scale():
    """Its numbers grew without end, so it gets nothing right. Its dots lie inside of the pictures."""
    explorer = KnobsExplorer()
    dead = (Trained(0, 0.0, 0, 1.0), Trained(1, 0.1, 1, 1.0))
    explorer.results = (Tried(explorer.plan, explorer.steps, dead),
                        Tried(explorer.plan._replace(features=1), explorer.steps, dead))
    row = explorer._table.rows[0].drawing
    for sketch in (row, explorer.chart):
        dots = [shape for shape in sketch.shapes if isinstance(shape, Dot)]
        assert len(dots) >= 2
        assert all(4 <= dot.x <= sketch.width - 4 and 4 <= dot.y <= sketch.height - 4 for dot in dots)
    assert "0, 10 %, in the middle 5 %" in explorer.text()
