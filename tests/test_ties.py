"""Votes that are equal on paper tie, whatever the last digits of their arithmetic. Every part of a lesson says so."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from convlib.learning import accuracy
from convlib.network import deck_network
from convlib.ops import leaders, winner
from convlib.pictures import FEATURES, O, X
from convlib.show.sketch import Bar
from convlib.widgets import (
    DrawingPad,
    NetworkExplorer,
    OrdersExplorer,
    PoolingExplorer,
    TrainingExplorer,
    VotingExplorer,
)

NETWORK = deck_network()
NOISE = 3 * 2.0**-54  # what rounding leaves of a difference


def dots():
    """All pictures of one and of two white pixels."""
    pictures = np.full((81 + 81 * 80 // 2, 81), -1.0)
    for picture, cells in zip(pictures, [*combinations(range(81), 1), *combinations(range(81), 2)], strict=True):
        picture[list(cells)] = 1
    return pictures.reshape(-1, 9, 9)


def exact_votes(values):
    """The slides' two votes, as fractions: the values are ninths, and the weights fifths and fourths."""
    values = [Fraction(round(9 * value), 9) for value in values]
    return sum(values[place] for place in (0, 3, 4, 9, 10)) / 5, sum(values[place] for place in (1, 2, 8, 11)) / 4


PICTURES = dots()
TIES = [picture for picture, values in zip(PICTURES, NETWORK.forward(PICTURES)[-2], strict=True)
        if len({*exact_votes(values)}) == 1]


def test_equal_votes_of_these_pictures_differ_by_rounding_alone():
    """Chance decided: "X .77, O .77: the network says X." Else the tests below would show nothing."""
    differences = [abs(np.subtract(*NETWORK(picture))) for picture in TIES]
    assert len(TIES) == 14 and 0 < max(differences) < 1e-12


@pytest.mark.parametrize("kind", [DrawingPad, NetworkExplorer])
def test_every_tie_is_called_a_tie_by_who_draws(kind):
    pad = kind(X * 0 - 1)
    for picture in TIES:
        pad.picture = picture
        assert pad.verdict().endswith(": a tie, so the network cannot tell.")
        assert "a tie, so the network cannot tell." in pad.said().lower()
        assert len({bar.colour for bar in pad._show_votes()[0] if isinstance(bar, Bar)}) == 1
    pad.picture = O
    assert pad.verdict().endswith("the network says O.")
    assert len({bar.colour for bar in pad._show_votes()[0] if isinstance(bar, Bar)}) == 2


def test_who_wins_by_a_hundredth_wins():
    says = winner(NETWORK(PICTURES))
    exact = [(x > o, o > x) for x, o in map(exact_votes, NETWORK.forward(PICTURES)[-2])]
    assert says.tolist() == [pair.index(True) if any(pair) else -1 for pair in exact]


@pytest.mark.parametrize(("votes", "leading", "number"), [
    ([0.9, 0.5], [True, False], 0), ([-2, -1], [False, True], 1), ([0.7, 0.7 + NOISE], [True, True], -1),
    ([0, 0], [True, True], -1), ([0.5, 0.5 + 2e-9], [False, True], 1), ([3], [True], 0),
    ([0.2, 0.7, 0.7 - NOISE], [False, True, True], -1), ([1e308, -1e308], [True, False], 0),
])
@pytest.mark.filterwarnings("error")
def test_the_rule(votes, leading, number):
    assert leaders(votes).tolist() == leading and winner(votes) == number
    assert winner([[votes, votes]]).tolist() == [[number, number]]
    assert winner(votes[::-1]) == (number if number < 0 else len(votes) - 1 - number)


@pytest.mark.parametrize("votes", [[], [np.nan, 1], [np.inf, 1], "XO", None])
def test_what_are_no_votes_is_refused(votes):
    for rule in (leaders, winner):
        with pytest.raises((ValueError, TypeError), match="votes must hold"):
            rule(votes)


def test_a_tie_is_a_guess():
    """By chance, the one or the other was counted as wholly right."""
    votes = [[0.3, 0.1 + 0.2], [0.1 + 0.2, 0.3], [0.9, 0.1], [0.1, 0.9]]
    assert accuracy([[1, 0], [0, 1], [1, 0], [1, 0]], votes) == (0.5 + 0.5 + 1 + 0) / 4
    assert accuracy([[1, 0], [0, 1]], np.zeros((2, 2))) == 0.5


def test_while_it_learns_a_tie_is_called_one_and_counts_as_wrong():
    explorer = TrainingExplorer(start="the slides' network", examples=10)
    for numbers in explorer.network.parameters:
        numbers[...] = 0  # no vote for anything
    explorer.looks.clear()
    explorer._rest()
    seen = explorer.looks[-1]
    assert (seen.ten, seen.unseen, seen.training) == (0, 0, 0)
    said = [[shape.text for shape in sketch.shapes if hasattr(shape, "text") and shape.key != "caption"]
            for sketch in (explorer._ten, explorer._unseen)]
    assert said == [["✗ a tie"] * 10, ["✗ a tie"] * 6]
    assert explorer.pad.said() == "A tie, so the network cannot tell."


def test_voters_and_the_network_have_one_rule():
    tie = VotingExplorer(np.full(12, 0.7))
    assert tie.verdict() == "X .70, O .70: a tie, so the vote cannot tell."
    values = np.full(12, 0.7)
    values[0] += 1e-5  # the votes differ by two millionths, and numpy.isclose would call that a tie
    assert VotingExplorer(values).verdict() == "X .70, O .70: the vote says X, by a little."


def test_equal_values_of_a_window_are_outlined_alike():
    """Of two matches that are equal on paper, each is the largest; and who keeps one keeps the first."""
    picture, feature = X.copy(), FEATURES["diagonal"] * 0.7
    for explorer in (PoolingExplorer(picture, feature), OrdersExplorer(picture, feature)):
        ninths = np.round(explorer.feature_map * 9 / 0.7).astype(int)
        for place, (row, column) in enumerate(np.ndindex(explorer.places)):
            cells = [(row_, column_) for row_ in range(2 * row, min(2 * row + 2, 7))
                     for column_ in range(2 * column, min(2 * column + 2, 7))]
            most = max(ninths[cell] for cell in cells)
            expected = [7 * row_ + column_ for row_, column_ in cells if ninths[row_, column_] == most]
            marks = explorer.grids["map"].marks[place]
            assert marks == (expected if isinstance(explorer, PoolingExplorer) else expected[:1])
