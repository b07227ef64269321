"""The nudging explorer without a browser: its numbers against the network's own, its state, and its steps."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
from traitlets import TraitError

from convlib.architecture import random_network
from convlib.learning import accuracy, mean_error, nudge
from convlib.network import deck_network
from convlib.ops import error
from convlib.pictures import FEATURES, deck_letters
from convlib.show import look
from convlib.show.sketch import INK, Dot, Line, Words
from convlib.teach import check
from convlib.teach.lessons import QUESTIONS
from convlib.widgets import NudgingExplorer
from convlib.widgets.lesson_10_error_and_nudging import BIT, MOST, PLACES, RATES, digits, numbers_of
from convlib.widgets.parts.explorer import PICTURES
from convlib.widgets.parts.learner import NOISE, SLIDES, by_answer
from tests import twins
from tests.reading import shown

ROOT = Path(__file__).parent.parent
DECK = json.loads((ROOT / "tests" / "deck.json").read_text())
LETTERS, RIGHT = deck_letters()
CROSS_TO_O = 36  # the weight of value 5 in the vote for O


def network_with(numbers):
    """A network of these 51 numbers, made in another way than the explorer's."""
    network = deck_network()
    for own, new in zip(network.parameters, np.split(np.asarray(numbers, float), [27]), strict=True):
        own.flat[:] = new
    return network


def moved(numbers, place, value):
    numbers = np.array(numbers)
    numbers[place] = value
    return numbers


def ball(explorer):
    return [shape for shape in explorer.sketch.shapes if isinstance(shape, Dot)][-1]


def valley(explorer):
    return [shape for shape in explorer.sketch.shapes if isinstance(shape, Line) and shape.width == 4][0]


# The numbers.


def test_it_begins_with_the_slides_network():
    explorer = NudgingExplorer()
    np.testing.assert_array_equal(explorer.features, list(FEATURES.values()))
    np.testing.assert_array_equal(explorer.weights, deck_network().layers[-1].weights)
    assert explorer.numbers.size == 51
    assert explorer.error == pytest.approx(mean_error(deck_network(), LETTERS, RIGHT))
    assert explorer.right == 9
    labels = [look.label(number, short=True) for number in explorer.numbers[:27]]
    assert shown(explorer.grids["features"]).ravel().tolist() == labels
    weights = [look.label(weight) for weight in by_answer(explorer.weights).flat]
    assert shown(explorer.grids["weights"]).ravel().tolist() == weights


@pytest.mark.parametrize("counted", ["all ten pictures", "X", "X, weight", "O, rotation"])
@pytest.mark.parametrize("start", [SLIDES, NOISE])
@pytest.mark.parametrize("chosen", [0, 4, 13, 26, 27, 36, 50])
def test_a_valley_holds_the_errors_of_the_networks_in_it(chosen, start, counted):
    explorer = NudgingExplorer(start=start, chosen=chosen, counted=counted)
    pictures, right = explorer.pictures()
    places = [-2, -0.35, 0.123, explorer.numbers[chosen], 2]
    expected = [mean_error(network_with(moved(explorer.numbers, chosen, place)), pictures, right) for place in places]
    np.testing.assert_allclose(explorer.errors_at(places), expected, atol=1e-12)


@pytest.mark.parametrize("counted", PICTURES)
def test_the_error_counts_the_picture_that_is_named(counted):
    explorer = NudgingExplorer(counted=counted)
    votes = deck_network()(PICTURES[counted])
    right = [1, 0] if counted.startswith("X") else [0, 1]
    assert explorer.error == pytest.approx(error(right, votes))
    assert explorer.right == 9
    x, o = (digits(vote) for vote in votes)
    assert f"|{right[0]} − {x}| + |{right[1]} − {o}|" in explorer.score()


@pytest.mark.parametrize("start", [SLIDES, NOISE])
@pytest.mark.parametrize("chosen", [3, 20, 30, 36, 49])
def test_the_slope_is_what_nudging_finds(chosen, start):
    explorer = NudgingExplorer(start=start, chosen=chosen)
    slopes = np.concatenate([found.ravel() for found in nudge(explorer.network, LETTERS, RIGHT, step=BIT)])
    assert explorer.slopes.mean() == pytest.approx(slopes[chosen], abs=1e-8)


def test_a_kink_has_two_slopes_and_a_straight_side_one():
    explorer = NudgingExplorer(chosen=CROSS_TO_O)
    np.testing.assert_allclose(explorer.slopes, [0.26 / 0.9, 0.46 / 0.9], atol=1e-8)
    assert explorer.told() == ("A kink: the slope is .2888 on the left and .5111 on the right, .4000 on average. "
                               "Downhill is to the left.")
    explorer.numbers = moved(explorer.numbers, CROSS_TO_O, -0.3)
    assert explorer.slopes[0] == explorer.slopes[1]
    assert explorer.told() == "The slope is .2888. Downhill is to the left." and explorer.downhill() == "left"


def test_at_a_bottom_and_on_flat_ground_there_is_no_way_down():
    explorer = NudgingExplorer(chosen=0)
    assert explorer.told().endswith("A bit up or down leads up on both sides.") and explorer.downhill() == ""
    explorer.numbers = np.zeros(51)
    assert explorer.told() == "The slope is 0. A bit up or down changes nothing."
    assert ball(explorer) and not {"→", "←"} & {each["words"] for each in explorer.sketch.elements}


def test_on_a_top_the_steeper_side_is_downhill():
    explorer = NudgingExplorer(start=NOISE)
    tops = []
    for chosen in range(27):
        explorer.chosen = chosen
        errors = explorer.errors_at(PLACES)
        for place in np.flatnonzero((errors[1:-1] > errors[:-2]) & (errors[1:-1] > errors[2:])) + 1:
            explorer.numbers = moved(explorer.numbers, chosen, PLACES[place])
            left, right = explorer.slopes
            assert left > 0 > right and explorer.downhill() == ("left" if left > -right else "right")
            tops.append(chosen)
        explorer.back()
    assert tops  # the valleys of noise have tops


def test_every_number_has_a_name():
    explorer = NudgingExplorer()
    names = []
    for chosen in range(51):
        explorer.chosen = chosen
        names.append(explorer.name())
    assert len(set(names)) == 51
    assert names[0] == "the pixel of the teal feature in row 0, column 0"
    assert names[26] == "the pixel of the magenta feature in row 2, column 2"
    assert names[27] == "the weight of value 1 (teal, top left) in the vote for X"
    assert names[50] == "the weight of value 12 (magenta, bottom right) in the vote for O"


@pytest.mark.parametrize(("number", "printed"), [
    (0.74, ".7400"), (1, "1"), (-1.5, "−1.5000"), (0.00004, "0"), (-0.00004, "0"), (1 - 0.92, ".0800"),
    (2 / 3, ".6666"),
])
def test_numbers_are_cut_after_four_decimals(number, printed):
    assert digits(number) == printed


# The state.


def test_the_slider_moves_the_number_and_everything_follows():
    explorer = NudgingExplorer()
    explorer.slider.value = -0.5
    assert explorer.numbers[CROSS_TO_O] == -0.5 == explorer.weights[4, 1]
    assert explorer.error == pytest.approx(mean_error(network_with(explorer.numbers), LETTERS, RIGHT))
    assert shown(explorer.grids["weights"]).ravel().tolist()[12] == "−.50"
    assert any(f">error {digits(explorer.error)}</strong>" in html for html in twins.on_page(explorer)["html"])
    assert "error .5955 at −.5000" in explorer.sketch.label


def test_a_number_between_two_steps_stays_exact_and_a_moving_hand_is_left_alone():
    explorer = NudgingExplorer()
    explorer.numbers = moved(explorer.numbers, CROSS_TO_O, -0.0265)
    assert explorer.slider.value == -0.05 and explorer.numbers[CROSS_TO_O] == -0.0265
    explorer.slider.value = -0.15000000000000002  # as a browser counts steps
    assert explorer.slider.value == -0.15000000000000002 and explorer.numbers[CROSS_TO_O] == -0.15


def test_the_grids_choose_one_number_of_all():
    explorer = NudgingExplorer()
    pixel, weight = (explorer.grids[name].here for name in ("features", "weights"))
    assert (pixel.value, weight.value) == (27, 12)  # in the features, it is nowhere
    pixel.value = 13
    assert explorer.chosen == 13 and weight.value == 24 and explorer.slider.value == 1
    weight.value = 0
    assert explorer.chosen == 27 and pixel.value == 27 and explorer.slider.value == 0.2
    explorer.chosen = 50
    assert weight.value == 23
    for place in range(24):  # one row for X and one for O, below each feature
        weight.value = place
        feature, answer, value = np.unravel_index(place, (3, 2, 4))
        assert explorer.chosen == 27 + 2 * (4 * feature + value) + answer


def ghost(explorer):
    return [shape for shape in explorer.sketch.shapes if isinstance(shape, Line) and shape.dashed]


def trail(explorer):
    return [shape for shape in explorer.sketch.shapes if shape.key.startswith("been")][1::2]  # without their outlines


def test_the_old_valley_stays_as_a_ghost_and_keeps_its_name():
    explorer = NudgingExplorer()
    assert ghost(explorer) == []
    explorer.slider.value = 1
    assert ghost(explorer) == []  # it is still the same valley
    name = valley(explorer).key
    explorer.chosen = 4
    (old,) = ghost(explorer)
    assert old.key == name != valley(explorer).key
    explorer.back()
    assert ghost(explorer) == []


def test_when_the_error_leaps_the_axis_holds_what_was_beside_what_is():
    explorer = NudgingExplorer(rate=3.0)
    explorer.step_all()
    (old,), now = ghost(explorer), valley(explorer)
    assert explorer.error > 4 and max(y for _, y in now.points) < min(y for _, y in old.points)  # y counts downwards
    (been,) = trail(explorer)
    assert min(abs(been.x - x) + abs(been.y - y) for x, y in old.points) < 1  # the ball lay in the old valley


def test_steps_leave_a_trail_that_fades_and_a_hand_ends_it():
    explorer = NudgingExplorer(rate=0.05)
    places = [ball(explorer).x]
    for count in range(1, 8):
        explorer.step_one()
        assert len(trail(explorer)) == min(count, 5)
        np.testing.assert_allclose([dot.x for dot in trail(explorer)], places[-5:])
        places.append(ball(explorer).x)
    seen = [int(dot.colour[-2:], 16) for dot in trail(explorer)]
    assert seen == sorted(seen) and {dot.colour[:-2] for dot in trail(explorer)} == {look.ACCENT}
    assert ball(explorer).along == valley(explorer).key  # it rolls
    explorer.slider.value = 1
    assert trail(explorer) == []
    explorer.step_one()
    explorer.chosen = 4
    assert trail(explorer) == []


def test_only_the_ball_and_where_it_has_been_have_the_accent():
    explorer = NudgingExplorer()
    explorer.step_one()
    wearing = {shape.key.split()[0] for shape in explorer.sketch.shapes if shape.colour.startswith(look.ACCENT)}
    assert wearing == {"ball", "been"} and valley(explorer).colour == INK


@pytest.mark.parametrize("value", [-2, -0.55, 0.137, 2])
def test_the_ball_lies_in_the_valley_and_above_the_slider(value):
    explorer = NudgingExplorer()
    explorer.numbers = moved(explorer.numbers, CROSS_TO_O, value)
    spot, curve = ball(explorer), valley(explorer)
    assert (spot.x, spot.y) == pytest.approx(min(curve.points, key=lambda point: abs(point[0] - spot.x)))
    left, right = curve.points[0][0], curve.points[-1][0]
    assert (spot.x - left) / (right - left) == pytest.approx((value + MOST) / (2 * MOST))
    assert len(curve.points) == len({x for x, _ in curve.points})


def test_the_arrow_points_downhill():
    explorer = NudgingExplorer()
    (arrow,) = [shape for shape in explorer.sketch.shapes if isinstance(shape, Words) and shape.size == 30]
    assert arrow.text == "←" and arrow.x == ball(explorer).x and arrow.y < ball(explorer).y


def test_noise_has_seeds_and_the_slides_network_none():
    explorer = NudgingExplorer()
    assert explorer.controls["seed"].disabled
    explorer.start = NOISE
    assert not explorer.controls["seed"].disabled
    np.testing.assert_array_equal(explorer.numbers, numbers_of(random_network(seed=1)))
    explorer.seed = 5
    np.testing.assert_array_equal(explorer.numbers, numbers_of(random_network(seed=5)))
    explorer.start = SLIDES
    np.testing.assert_array_equal(explorer.numbers, numbers_of(deck_network()))


def test_what_cannot_be_is_moved_to_the_nearest_and_said():
    explorer = NudgingExplorer(chosen=51)
    assert explorer.chosen == 50
    assert explorer.said() == "There is no number 51: it runs from 0 to 50. This is number 50."
    explorer = NudgingExplorer(seed=-3)
    assert explorer.seed == 0
    explorer = NudgingExplorer()
    explorer.numbers = moved(explorer.numbers, [0, 40], [7, -3])
    assert explorer.numbers[0] == 2 and explorer.numbers[40] == -2
    assert explorer.said() == "Numbers run from −2 to 2 here. 2 would have gone further, and stopped at the end."
    explorer.numbers = np.zeros(51)
    assert explorer.said() == ""


@pytest.mark.parametrize(("trait", "value", "kind"), [
    ("numbers", np.zeros(50), ValueError), ("numbers", [np.nan] * 51, ValueError), ("numbers", "X", TypeError),
    ("start", "somewhere", TraitError), ("counted", "Z", TraitError), ("rate", 0.7, TraitError),
])
def test_what_makes_no_sense_is_refused(trait, value, kind):
    explorer = NudgingExplorer()
    before = explorer.text()
    with pytest.raises(kind):
        setattr(explorer, trait, value)
    assert explorer.text() == before


def test_its_numbers_cannot_be_changed_by_accident():
    explorer = NudgingExplorer()
    with pytest.raises(ValueError):
        explorer.numbers[0] = 5
    explorer.network.parameters[0][:] = 0
    np.testing.assert_array_equal(explorer.numbers, numbers_of(deck_network()))


# Steps.


def test_a_step_of_one_number_goes_against_its_slope():
    explorer = NudgingExplorer(rate=0.2)
    explorer.step_one()
    np.testing.assert_allclose(explorer.numbers, moved(numbers_of(deck_network()), CROSS_TO_O, -0.2 * 0.4))
    assert explorer.said() == "Step 1: this number went from 0 to −.0800, and the error went from .7400 to .7168."


@pytest.mark.parametrize("start", [SLIDES, NOISE])
def test_a_step_of_all_is_one_of_gradient_descent(start):
    explorer = NudgingExplorer(start=start, rate=0.05)
    network = network_with(explorer.numbers)
    for count in (1, 2, 3):
        for numbers, slopes in zip(network.parameters, nudge(network, LETTERS, RIGHT, step=BIT), strict=True):
            numbers -= 0.05 * slopes
        explorer.step_all()
        np.testing.assert_allclose(explorer.numbers, numbers_of(network), atol=1e-12)
        assert explorer.steps == count and explorer.said().startswith(f"Step {count}: all 51 numbers moved,")
    assert explorer.right == round(10 * accuracy(RIGHT, network(LETTERS)))


def test_steps_lead_down_and_all_ten_come_out_right():
    explorer = NudgingExplorer()
    errors = [explorer.error]
    for _ in range(10):
        explorer.step_all()
        errors.append(explorer.error)
    assert (np.diff(errors) < 0).all() and explorer.right == 10


def test_a_large_rate_is_stopped_at_the_end_of_the_range():
    explorer = NudgingExplorer(rate=3.0, counted="X, weight")
    for _ in range(3):
        explorer.step_all()
    assert np.abs(explorer.numbers).max() == MOST and "stopped at the end" in explorer.said()


def test_who_sees_only_an_x_says_x_always():
    explorer = NudgingExplorer(counted="X, weight")
    for _ in range(10):
        explorer.step_all()
    assert explorer.right == 5 and (explorer.network(LETTERS).argmax(axis=1) == 0).all()


def test_what_a_step_said_is_forgotten_when_something_else_happens():
    explorer = NudgingExplorer()
    for act in (lambda: setattr(explorer, "chosen", 3), lambda: setattr(explorer.slider, "value", 1.5), explorer.back,
                lambda: setattr(explorer, "counted", "O")):
        explorer.step_all()
        assert explorer.said().startswith("Step")
        act()
        assert explorer.said() == ""


def test_back_to_the_start_puts_back_the_numbers_and_keeps_the_rest():
    explorer = NudgingExplorer(start=NOISE, seed=3, chosen=7, counted="O", rate=1.0)
    explorer.step_all()
    explorer.back()
    np.testing.assert_array_equal(explorer.numbers, numbers_of(random_network(seed=3)))
    assert (explorer.steps, explorer.chosen, explorer.counted, explorer.rate) == (0, 7, "O", 1.0)


def test_rates_are_offered_as_buttons():
    explorer = NudgingExplorer()
    rates = explorer.controls["rate"]
    assert [value for _, value in rates.options] == list(RATES)
    rates.value = 1.0
    assert explorer.rate == 1.0


def test_sliding_is_quick():
    explorer = NudgingExplorer(chosen=4)
    times = []
    for value in PLACES[10:40]:
        start = time.perf_counter()
        explorer.slider.value = value
        times.append(time.perf_counter() - start)
    assert np.median(times) < 0.03  # about 0.004 on a quiet machine


# Words and pictures.


def test_words_are_the_same_every_time_and_outputs_hold_a_picture():
    first, second = NudgingExplorer(), NudgingExplorer()
    assert first.text() == second.text()
    second.slider.value = 1
    assert first.text() != second.text()
    data, _ = first._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}


# The slides' numbers, and what the lesson says of them.


def stored(cell):
    lesson = json.loads((ROOT / "notebooks" / "10_error_and_nudging.ipynb").read_text())
    (output,) = [output for each in lesson["cells"] if each["id"] == cell for output in each["outputs"]]
    return "".join(output.get("text") or output["data"]["text/plain"])


def test_the_lesson_computes_the_table_and_asks_for_the_slip():
    printed = DECK["error_table_as_printed"]
    asked, computed = stored("predict-table"), stored("numbers")
    for shown_number in (printed["X"]["error"], printed["O"]["error"], printed["total"]):
        assert look.label(shown_number) in asked
    assert ".59" not in asked and asked.count(".51") == 2  # in the question and in the table, as a vote
    distances = [abs(printed[letter]["right"] - printed[letter]["actual"]) for letter in "XO"]
    assert computed.split()[-2:] == ["total", look.label(sum(distances))] == ["total", ".59"]
    assert [line.split()[-1] for line in computed.splitlines()[1:3]] == [look.label(each) for each in distances]


def test_the_slip_is_found_by_the_learner():
    lesson = json.loads((ROOT / "notebooks" / "10_error_and_nudging.ipynb").read_text())
    assert QUESTIONS["the slides' table of the error"].right == ".49, the error of O"
    before_the_question = lesson["cells"][:[cell["id"] for cell in lesson["cells"]].index("predict-table")]
    for cell in before_the_question:
        assert not any(number in "".join(cell["source"]) for number in (".51", ".59", ".49", "slip", "wrong number"))


def test_what_the_text_says_is_what_the_widget_shows():
    lesson = (ROOT / "notebooks" / "10_error_and_nudging.ipynb").read_text()
    explorer = NudgingExplorer()
    down, _, up = (digits(found) for found in explorer.nudged)
    assert f"A bit down, the error is {down}. A bit up, it is {up}." in lesson
    assert "[0.0111 0.4   ]" in stored("loop")


def test_a_rate_of_three_overshoots_and_its_first_step_gets_all_ten_right():
    explorer = NudgingExplorer(rate=3)
    errors = []
    for step in range(4):
        explorer.step_all()
        errors.append(digits(explorer.error)[:-2])
        assert step or explorer.right == 10 and np.allclose(explorer.network(PICTURES["X"]), [-2.69, -5.41], atol=0.01)
    assert errors == ["7.36", "2.19", "4.00", "1.51"]


def test_how_soon_noise_gets_all_ten_right():
    for seed, steps in ((1, 6), (2, 11), (3, 21)):
        explorer = NudgingExplorer(start=NOISE, seed=seed, rate=0.2)
        while explorer.right < 10:
            explorer.step_all()
        assert explorer.steps == steps


# The exercises.


def with_a_loop(right, actual):
    total = 0
    for number in range(2):
        total += abs(right[number] - actual[number])
    return total


def in_place(numbers, slopes, rate):
    numbers -= rate * slopes
    return numbers


@pytest.mark.parametrize(("name", "function", "told"), [
    ("total_error", error, "Right on all"),
    ("total_error", lambda right, actual: sum(abs(right - actual)), "Right on all"),
    ("total_error", with_a_loop, "Only two answers."),
    ("total_error", lambda right, actual: np.abs(right - actual), "Wrong shape."),
    ("total_error", lambda right, actual: abs(sum(right) - sum(actual)), "Added first, then the minus left out."),
    ("total_error", lambda right, actual: np.linalg.norm(right - actual), "The straight distance."),
    ("step_downhill", lambda numbers, slopes, rate: numbers - slopes * rate, "Right on all"),
    ("step_downhill", in_place, "Input changed."),
    ("step_downhill", lambda numbers, slopes, rate: numbers + rate * slopes, "Uphill."),
    ("step_downhill", lambda numbers, slopes, rate: (numbers - rate * slopes).mean(), "Wrong shape."),
])
def test_what_a_beginner_writes_is_understood(name, function, told):
    assert check(name, function).diagnosis.startswith(told)
