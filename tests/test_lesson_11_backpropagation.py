"""The wires explorer without a browser: its ways against the network's own gradient, its state, and its words."""

import numpy as np
import pytest
from traitlets import TraitError

from convlib.architecture import random_network
from convlib.learning import nudge
from convlib.network import deck_network
from convlib.ops import convolve
from convlib.show import look
from convlib.show.sketch import INK, Line, Words
from convlib.widgets import BackpropagationExplorer
from convlib.widgets.lesson_11_backpropagation import digits
from convlib.widgets.parts.explorer import NAMED
from convlib.widgets.parts.learner import NOISE, RIGHT, SLIDES, TINTS
from tests.reading import shown

SEEDS = (1, 2, 5)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("letter", ["X", "O, scaling", "X, weight"])
def test_the_ways_add_up_to_the_gradient_of_the_network(letter, seed):
    right = RIGHT[[*NAMED].index(letter)]
    _, (slopes, _) = random_network(seed=seed).gradient(NAMED[letter], right)
    explorer = BackpropagationExplorer(letter=letter, seed=seed)
    for number, tint in enumerate(TINTS):
        for pixel in range(9):
            explorer.tint, explorer.pixel = tint, pixel
            np.testing.assert_allclose(explorer.slope, slopes[number].flat[pixel], atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_nudging_finds_the_same_where_nothing_is_on_a_kink(seed):
    found = nudge(random_network(seed=seed), NAMED["O, scaling"], [0, 1])[0]
    explorer = BackpropagationExplorer(letter="O, scaling", tint="magenta", seed=seed)
    for pixel in range(9):
        explorer.pixel = pixel
        np.testing.assert_allclose(explorer.nudged, found[2].flat[pixel], atol=1e-6)
        np.testing.assert_allclose(explorer.nudged, explorer.slope, atol=1e-6)
        assert explorer.compared().endswith("That is the same.")


def test_on_a_kink_it_says_that_they_differ():
    explorer = BackpropagationExplorer(start=SLIDES)
    told = []
    for explorer.pixel in range(9):
        same = np.isclose(explorer.slope, explorer.nudged, rtol=0, atol=1e-6)
        assert same == explorer.compared().endswith("That is the same.")
        told.append(same)
    assert not all(told)


def test_a_way_goes_through_the_numbers_of_the_network():
    explorer = BackpropagationExplorer(letter="X, weight", tint="orange", pixel=8, way=6, seed=2)
    network, picture = random_network(seed=2), NAMED["X, weight"]
    *_, values, votes = network.forward(picture)
    back, vote, value, pooled, after, match = explorer.steps(6)  # to the vote for O, through value 7
    assert (vote.name, value.name) == ("vote for O", "value 7")
    assert (vote.number, value.number) == (votes[1], values[6])
    assert back.slope == np.sign(votes[1]) and vote.slope == network.parameters[1][6, 1]
    row, column = explorer.places[2]
    maps = convolve(picture, network.parameters[0][:, 0])
    assert match.number == maps[1, row, column]
    assert match.slope == picture[row + 2, column + 2] / 9
    assert value.number == pooled.number == after.number == max(match.number, 0)


def test_a_way_ends_where_relu_let_nothing_through():
    explorer = BackpropagationExplorer(tint="orange", seed=5, way=2)
    *_, relu, match = explorer.steps(2)
    assert match.number < 0 == relu.number == relu.slope
    assert explorer.products[0, 2] == explorer.products[1, 2] == 0
    dashed = [shape for shape in explorer.sketch.shapes if isinstance(shape, Line) and shape.dashed]
    assert len(dashed) == 2  # before the match, and before the pixel
    assert "(0" not in explorer.product() and explorer.product().endswith("= 0.")


def test_a_vote_that_is_right_asks_for_no_change():
    explorer = BackpropagationExplorer(start=SLIDES)
    assert explorer.steps(0)[0].reason == "as it should be"
    assert not explorer.products[0].any() and explorer.products[1].any()
    assert deck_network()(NAMED["X"])[0] == 1


def test_the_drawing_shows_every_number_and_every_slope():
    explorer = BackpropagationExplorer(pixel=3, way=5)
    steps = explorer.steps(5)
    words = [shape.text for shape in explorer.sketch.shapes if isinstance(shape, Words)]
    for step in steps:
        assert {step.name, step.reason, digits(step.number), f"× {digits(step.slope)}"} <= {*words}
    slopes = np.cumprod([1, *(step.slope for step in steps)])
    assert {*map(digits, slopes)} <= {*words}
    assert digits(slopes[-1]) == digits(explorer.products.flat[5])


def test_the_grids_follow_and_choose():
    explorer = BackpropagationExplorer()
    grids = explorer.grids
    grids["feature"].here.value = 7
    assert explorer.pixel == 7 == grids["patch"].here.value
    grids["ways"].here.value = 6
    assert explorer.way == 6
    row, column = explorer.places[2]
    under = NAMED["X"][row:row + 3, column:column + 3]
    assert [cell for line in shown(grids["patch"]) for cell in line] == [look.label(each, short=True)
                                                                         for each in under.flat]
    assert sorted(grids["picture"].marks[0]) == sorted(
        9 * (row + down) + column + right for down in range(3) for right in range(3))


def test_it_follows_letter_feature_start_and_seed():
    explorer = BackpropagationExplorer()
    seen = {explorer.sum()}
    for trait, value in (("letter", "O"), ("tint", "magenta"), ("seed", 3), ("start", SLIDES)):
        setattr(explorer, trait, value)
        assert explorer.sum() not in seen
        seen.add(explorer.sum())
    assert explorer._seed.disabled and BackpropagationExplorer(start=SLIDES)._seed.disabled
    explorer.start = NOISE
    assert not explorer._seed.disabled


@pytest.mark.parametrize(("trait", "value", "kind"), [
    ("letter", "Z", TraitError), ("letter", 3, TraitError), ("tint", "blue", TraitError), ("start", "chance", TraitError),
    ("pixel", 1.5, TypeError), ("way", "2", TypeError), ("seed", None, TypeError)])
def test_what_makes_no_sense_is_refused(trait, value, kind):
    explorer = BackpropagationExplorer()
    before = explorer.product()
    with pytest.raises(kind):
        setattr(explorer, trait, value)
    assert explorer.product() == before


def test_what_cannot_be_is_moved_to_the_nearest_and_said():
    explorer = BackpropagationExplorer()
    for trait, value, nearest in (("pixel", 9, 8), ("way", -1, 0), ("way", 100, 7), ("seed", -3, 0)):
        setattr(explorer, trait, value)
        assert getattr(explorer, trait) == nearest
        assert explorer.said()


def test_grey_is_only_what_does_not_go_on():
    explorer = BackpropagationExplorer()
    assert {shape.colour for shape in explorer.sketch.shapes if isinstance(shape, Line)} == {INK}
