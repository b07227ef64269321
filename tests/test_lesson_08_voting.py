"""The voting explorers without a browser: their state, the numbers of the slides, and what they refuse."""

import json
from pathlib import Path

import numpy as np
import pytest
from ipywidgets import Button, Dropdown, ToggleButtons

from convlib.network import deck_network
from convlib.ops import relu, vote
from convlib.pictures import FEATURES, X, deck_letters
from convlib.show import look
from convlib.show.sketch import Bar, Line, Words
from convlib.teach import check
from convlib.teach.lessons import EXERCISES
from convlib.widgets import StackedVotingExplorer, VotingExplorer
from convlib.widgets.lesson_08_voting import ANSWERS, COLOURS, NEW_VALUES, OWN, PICTURES, THICK, VALUES, WEIGHTS
from convlib.widgets.parts.answers import count_right
from tests import twins
from tests.reading import printed, shown

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())


def moved(values, **changes):
    """The values with some of them changed: v2=1 sets the second."""
    values = np.array(values)
    for name, value in changes.items():
        values[int(name[1:]) - 1] = value
    return values


def the(explorer, kind):
    """The one widget of this kind in an explorer."""
    (widget,) = [part for part in twins.parts(explorer) if isinstance(part, kind)]
    return widget


def strands(explorer, colour):
    """The thickness of the lines from left to right that have a colour."""
    return [shape.width for shape in explorer.sketch.shapes
            if isinstance(shape, Line) and shape.colour == colour and shape.points[0][0] < 200]


def bars(explorer, answer):
    """The bars beside the letter of an answer."""
    (letter,) = [shape for shape in explorer.sketch.shapes if isinstance(shape, Words) and shape.text == answer]
    return [shape for shape in explorer.sketch.shapes
            if isinstance(shape, Bar) and shape.y <= letter.y <= shape.y + shape.height]


# The slides' numbers.


@pytest.mark.parametrize("letter", ANSWERS)
def test_the_exemplars_are_those_of_the_slides(letter):
    assert printed(VALUES[letter]).tolist() == printed(DECK["exemplar_values"][letter]).tolist()


def test_the_thick_lines_are_those_of_the_slides():
    voters = [(np.flatnonzero(column) + 1).tolist() for column in WEIGHTS.T]
    assert voters == [DECK["voting"]["x_voters_1based"], DECK["voting"]["o_voters_1based"]]
    np.testing.assert_allclose(WEIGHTS.max(axis=0), [1 / 5, 1 / 4])
    np.testing.assert_allclose(WEIGHTS.sum(axis=0), 1)


def test_the_new_list_votes_almost_as_the_slides_print():
    np.testing.assert_array_equal(NEW_VALUES, DECK["voting"]["values"])
    explorer = VotingExplorer()
    np.testing.assert_allclose(explorer.votes, [0.912, 0.5175])
    slides = [DECK["voting"]["printed_votes"][letter] for letter in ANSWERS]
    np.testing.assert_allclose(np.trunc(explorer.votes * 100) / 100, np.subtract(slides, [0.01, 0]))
    assert explorer.verdict() == "X .91, O .51: the vote says X."


def test_the_notebook_compares_with_what_the_slides_print():
    lesson = json.loads((Path(__file__).parent.parent / "notebooks" / "08_voting.ipynb").read_text())
    cells = {cell["id"]: cell for cell in lesson["cells"]}
    said = "".join(cells["votes"]["outputs"][0]["text"])
    x, o = (DECK["voting"]["printed_votes"][letter] for letter in ANSWERS)
    assert said == f"X: 0.9120 reads .91, and the slide prints {x}\nO: 0.5175 reads .51, and the slide prints {o}\n"
    exemplars = "".join(cells["lists"]["outputs"][0]["data"]["text/plain"]).split("\n")[1:]
    assert [row.split() for row in exemplars] == [printed(DECK["exemplar_values"][letter]).tolist() for letter in ANSWERS]


# The voting explorer.


def test_the_list_and_its_maps_hold_the_same_values_in_the_same_order():
    explorer = VotingExplorer(VALUES["X"])
    pooled = deck_network().stages(X)[-3].values
    assert shown(explorer.grids["stack"]).tolist() == printed(pooled).tolist()
    assert shown(explorer.grids["values"]).tolist() == printed(pooled.reshape(12, 1)).tolist()
    assert shown(explorer.grids["weights"]).tolist() == printed(WEIGHTS).tolist()
    assert explorer.grids["stack"].here is explorer.grids["values"].here


def test_every_value_wears_the_colour_of_its_feature():
    cells = look.maps(np.ones((12, 1)))
    assert [cells.looks[number][0] for number in cells.index.flat] == COLOURS
    assert COLOURS[::4] == [look.COLOURS[feature] for feature in FEATURES]


@pytest.mark.parametrize("number", range(12))
def test_a_slider_moves_its_value_and_both_votes_follow(number):
    explorer = VotingExplorer()
    explorer.sliders[number].value = 0.3
    values = moved(NEW_VALUES, **{f"v{number + 1}": 0.3})
    np.testing.assert_array_equal(explorer.values, values)
    np.testing.assert_array_equal(explorer.votes, vote(values, WEIGHTS))
    assert shown(explorer.grids["values"]).tolist()[number] == [".30"] and explorer.source == OWN
    assert explorer.line == 2 * number
    assert NEW_VALUES[number] == DECK["voting"]["values"][number]


def test_a_slider_between_two_steps_leaves_its_value_as_it_is():
    explorer = VotingExplorer(VALUES["O"])
    assert explorer.sliders[0].value == 0.56 and explorer.values[0] == 5 / 9
    explorer.weights = WEIGHTS * 2 / 3
    assert explorer._weight.value == 0.15 and explorer.weights[0, 0] == 0.2 * 2 / 3


def test_a_slider_under_a_moving_hand_is_left_alone():
    explorer = VotingExplorer()
    heard = []
    explorer._weight.observe(lambda change: heard.append(change.new), names="value")
    explorer._weight.value = -0.15000000000000002  # as a browser counts steps of .05
    assert heard == [-0.15000000000000002] and explorer.weights[0, 0] == -0.15
    explorer.sliders[0].value = 0.29000000000000004
    assert explorer.sliders[0].value == 0.29000000000000004 and explorer.values[0] == 0.29


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_can_be_chosen_and_votes_as_in_the_network(name):
    explorer = VotingExplorer()
    the(explorer, Dropdown).value = name
    assert explorer.source == name
    np.testing.assert_array_equal(explorer.votes, deck_network()(PICTURES[name]))
    assert explorer.grids["picture"].caption() == f"made from {name}"
    looks, index = explorer.grids["picture"].cells()
    np.testing.assert_array_equal([looks[number][0] == look.WHITE for number in index.flat], PICTURES[name].flat == 1)
    explorer.source = OWN
    assert explorer.grids["picture"].caption() == "" and explorer.votes.tolist() == vote(VALUES[name], WEIGHTS).tolist()


def test_two_pictures_with_the_same_list_keep_their_names():
    np.testing.assert_array_equal(VALUES["X"], VALUES["X, scaling"])
    explorer = VotingExplorer()
    for name in ("X", "X, scaling", "X"):
        explorer.source = name
        assert explorer.source == name and explorer.grids["picture"].caption() == f"made from {name}"


def test_a_list_from_python_takes_its_name():
    assert VotingExplorer(VALUES["O"]).source == "O"
    explorer = VotingExplorer(np.zeros(12))
    assert explorer.source == the(explorer, Dropdown).value == OWN
    explorer.values = NEW_VALUES
    assert explorer.source == the(explorer, Dropdown).value == "the slides' new list"


def test_the_arithmetic_of_a_vote_in_a_sentence():
    explorer = VotingExplorer()
    assert explorer.formula("X") == ".90/5 + .87/5 + .96/5 + .89/5 + .94/5 = .912"
    assert explorer.formula("O") == ".65/4 + .45/4 + .44/4 + .53/4 = .5175"
    weights = np.zeros((12, 2))
    weights[:4, 0] = -1, 0.3, 1, -1 / 4
    explorer.weights = weights
    assert explorer.formula("X") == "− .90 + .65 × .30 + .45 − .87/4 = −.4725"
    assert explorer.formula("O") == "no value votes = 0"
    assert VotingExplorer(VALUES["O"]).formula("X").endswith(" = .5555…")
    assert VotingExplorer(VALUES["X"]).formula("X").endswith(" = 1")


def test_the_verdict_also_says_a_tie_and_a_close_vote():
    assert VotingExplorer(np.ones(12)).verdict() == "X 1.00, O 1.00: a tie, so the vote cannot tell."
    assert VotingExplorer(VALUES["X, weight"]).verdict() == "X .51, O .55: the vote says O."
    close = VotingExplorer(moved(np.full(12, 0.5), v1=0.52))
    assert close.verdict() == "X .50, O .50: the vote says X, by a little."


def test_the_chosen_line_and_its_weight_follow_each_other():
    explorer = VotingExplorer(line=3)
    assert explorer.chosen() == "the yellow line: value 2 (diagonal, top right) to O, weight .25"
    explorer._weight.value = -0.6
    assert explorer.weights[1, 1] == -0.6 and np.count_nonzero(explorer.weights != WEIGHTS) == 1
    assert shown(explorer.grids["weights"]).tolist()[1] == ["0", "−.60"]
    explorer.grids["weights"].here.value = 8
    assert (explorer.line, explorer.grids["values"].here.value, explorer._weight.value) == (8, 4, 0.2)
    explorer.grids["stack"].here.value = 11
    assert explorer.line == 22
    the(explorer, Button).click()
    np.testing.assert_array_equal(explorer.weights, WEIGHTS)


def test_the_thick_x_fails_until_its_crossing_counts_more_and_then_all_ten_are_right():
    explorer = VotingExplorer(VALUES["X, weight"], line=8)
    np.testing.assert_allclose(explorer.votes, [0.5111, 0.5556], atol=1e-4)
    explorer._weight.value = 0.3
    assert explorer.verdict() == "X .54, O .55: the vote says O."
    explorer._weight.value = 0.35
    for name in PICTURES:
        explorer.source = name
        assert explorer.verdict().partition(": ")[2] == f"the vote says {name[0]}."


def test_a_line_is_as_thick_as_its_weight():
    weights = np.random.default_rng(1).integers(-20, 21, (12, 2)) / 20
    explorer = VotingExplorer(weights=weights)
    for number, colour in enumerate(dict.fromkeys(COLOURS)):
        part = weights[4 * number:4 * number + 4]
        np.testing.assert_allclose(sorted(strands(explorer, colour)), sorted(THICK * abs(part[part != 0])))
    assert len(strands(explorer, look.WHITE)) == (weights < 0).sum()  # striped
    assert len(strands(explorer, look.MIDDLE_GREY)) == (weights[1:] == 0).sum() + (weights[0, 1] == 0)
    assert len(strands(explorer, look.ACCENT)) == 1


def test_a_bar_is_made_of_the_shares_of_its_voters():
    explorer = VotingExplorer()
    for answer, weights in zip(ANSWERS, WEIGHTS.T, strict=True):
        pieces = [bar.width + 1.5 for bar in bars(explorer, answer)]
        np.testing.assert_allclose(pieces, 110 * (NEW_VALUES * weights)[weights > 0])


def test_a_share_below_0_leads_back_to_the_vote():
    weights = WEIGHTS.copy()
    weights[4, 1] = -1
    explorer = VotingExplorer(weights=weights)
    (mark,) = [shape for shape in explorer.sketch.shapes if isinstance(shape, Line) and shape.width == 4]
    zero = min(shape.points[0][0] for shape in explorer.sketch.shapes if isinstance(shape, Line) and shape.width == 1)
    one = max(shape.points[0][0] for shape in explorer.sketch.shapes if isinstance(shape, Line) and shape.width == 1)
    np.testing.assert_allclose((mark.points[0][0] - zero) / (one - zero), explorer.votes[1])
    assert [bar.colour for bar in bars(explorer, "O")][-2:] == [look.COLOURS["cross"], look.WHITE]


def test_votes_of_every_size_stay_inside_the_drawing():
    for weights in (np.ones((12, 2)), -np.ones((12, 2)), np.tile([1, -1], (12, 1)), np.zeros((12, 2))):
        explorer = VotingExplorer(np.ones(12), weights)
        for shape in explorer.sketch.shapes:
            if isinstance(shape, Bar):
                assert 148 < shape.x and shape.x + shape.width < 338


# What cannot be.


def test_numbers_beyond_their_range_are_clamped_and_it_says_so():
    explorer = VotingExplorer(moved(NEW_VALUES, v3=1.5), WEIGHTS * 10, line=99)
    assert explorer.values[2] == 1 and explorer.weights.max() == 1 and explorer.line == 23
    assert explorer.said() == ("Some numbers of the weights were beyond −1 and 1, and were moved to the nearer end. "
                               "Values run from 0 to 1. 1.5 was moved to the nearer end. "
                               "There is no line 99: it runs from 0 to 23. This is line 23.")
    explorer.values, explorer.weights, explorer.line = NEW_VALUES, WEIGHTS, 0
    assert explorer.said() == ""


@pytest.mark.parametrize(("trait", "value", "error", "words"), [
    ("values", [1, 2, 3], ValueError, r"values must have the shape \(12,\), but the shape is \(3,\)"),
    ("values", moved(NEW_VALUES, v4=np.nan), ValueError, r"values\[3\] is nan"),
    ("values", "abc", TypeError, "values must hold real numbers"),
    ("weights", WEIGHTS.T, ValueError, r"weights must have the shape \(12, 2\), but the shape is \(2, 12\)"),
    ("weights", [[1, 2], [3]], ValueError, "weights must have rows of equal length"),
    ("source", "Y", ValueError, "source must be one of .*'X, weight'.* but it is 'Y'"),
])
def test_what_is_no_list_of_values_is_refused_and_nothing_changes(trait, value, error, words):
    explorer = VotingExplorer()
    before = explorer.text()
    with pytest.raises(error, match=words):
        setattr(explorer, trait, value)
    assert explorer.text() == before and explorer.said() == ""


def test_what_it_holds_cannot_be_changed_behind_its_back():
    mine = NEW_VALUES.copy()
    explorer = VotingExplorer(mine)
    mine[0] = 0
    assert explorer.values[0] == 0.9
    for held in (explorer.values, explorer.weights):
        with pytest.raises(ValueError, match="read-only"):
            held[0] = 0


# The second layer.


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("rivals", [False, True])
def test_without_a_bend_two_layers_are_one(name, rivals):
    explorer = StackedVotingExplorer(VALUES[name], rivals=rivals)
    np.testing.assert_allclose(explorer.votes, vote(VALUES[name], explorer.first @ explorer.second), atol=1e-12)
    assert explorer.collapsed().endswith("That is the same.")


def test_the_two_layers_together_are_the_slides_weights():
    explorer = StackedVotingExplorer()
    np.testing.assert_allclose(explorer.first @ explorer.second, WEIGHTS)
    assert shown(explorer.grids["both"]).tolist() == printed(WEIGHTS).tolist()


def test_the_answers_in_between_mean_what_their_names_say():
    v = NEW_VALUES
    strokes, crossing, corners = v[[0, 3, 9, 10]].mean(), v[4], v[[1, 2, 8, 11]].mean()
    explorer = StackedVotingExplorer()
    np.testing.assert_allclose(explorer.between[0], [strokes, crossing, corners])
    explorer.rivals = True
    against = [strokes - corners, crossing - v[5:8].mean(), corners - strokes]
    np.testing.assert_allclose(explorer.between[0], against)
    explorer.bend = True
    np.testing.assert_allclose(explorer.between[1], relu(against))
    assert explorer.verdict() == "X .39, O 0: the vote says X."
    assert explorer.collapsed() == ("One layer with the weights W1 @ W2: X .39, O −.38. "
                                    "That is not the same: ReLU changed what was negative to zero.")
    assert "−.38 → 0" in [shape.text for shape in explorer.sketch.shapes if isinstance(shape, Words)]
    explorer.rivals = False
    assert explorer.collapsed().endswith("That is the same, for ReLU found nothing negative to change.")


def test_against_rivals_and_with_a_bend_the_thick_x_wins_and_three_of_the_os_end_in_a_tie():
    explorer = StackedVotingExplorer(rivals=True, bend=True)
    said = {}
    for name in PICTURES:
        explorer.source = name
        said[name] = explorer.verdict().partition(": ")[2]
    ties = {"O, scaling", "O, rotation", "O, weight"}
    assert {name for name, words in said.items() if "a tie" in words} == ties
    assert all(words == f"the vote says {name[0]}." for name, words in said.items() if name not in ties)


def test_the_buttons_of_the_second_layer_are_its_state():
    explorer = StackedVotingExplorer()
    firsts, bends = [part for part in twins.parts(explorer) if isinstance(part, ToggleButtons)]
    firsts.value = bends.value = True
    assert explorer.rivals and explorer.bend
    explorer.rivals = explorer.bend = False
    assert not firsts.value and not bends.value


# Words and pictures.


@pytest.mark.parametrize("kind", [VotingExplorer, StackedVotingExplorer])
def test_words_are_the_same_every_time_and_outputs_hold_a_picture(kind):
    first, second = kind(), kind()
    assert first.text() == second.text()
    second.values = moved(NEW_VALUES, v1=0)
    assert first.text() != second.text()
    data, _ = first._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert first.sketch.label == first.verdict()


# The exercises.


def in_twelve_steps(values, weights):
    total = 0
    for number in range(12):
        total += values[number] * weights[number]
    return total


def test_what_a_beginner_writes_is_understood():
    assert check("vote_for", lambda values, weights: values @ weights).status == "correct"
    assert check("vote_for", lambda values, weights: sum(values * weights)).status == "correct"
    assert check("vote_for", in_twelve_steps).diagnosis.startswith("Only the first twelve.")
    assert check("vote_for", lambda values, weights: values * weights).diagnosis.startswith("Wrong shape.")
    shares = EXERCISES["weights_from"].right
    assert check("weights_from", lambda exemplar: list(shares(exemplar))).status == "correct"
    assert check("weights_from", lambda exemplar: np.flatnonzero(exemplar == 1)).diagnosis.startswith("Wrong shape.")


def test_one_changed_weight_gets_all_ten_right():
    """As the lesson says: from .35 on, and up to .95, in steps of the slider."""
    pictures, right = deck_letters()
    for hundredths in range(20, 101, 5):
        network = deck_network()
        network.layers[-1].weights[4, 0] = hundredths / 100
        assert (count_right(right, network(pictures)) == 10) == (35 <= hundredths <= 95)
