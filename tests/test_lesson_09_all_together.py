"""The drawing explorers without a browser: what the network says, what is shown of it, and where it came from."""

from collections import Counter
from itertools import product

import ipywidgets
import numpy as np
import pytest

from convlib.network import Network, deck_network
from convlib.ops import convolve, winner
from convlib.pictures import FEATURES, TRICKY, O, X, random_letters
from convlib.show import look
from convlib.teach import check
from convlib.widgets import DrawingPad, NetworkExplorer
from tests.reading import button, shown

NETWORK = deck_network()
TEN = {"X": X, "O": O} | TRICKY


def draw(explorer, *cells, light=True):
    """Draw on the picture, as the browser reports it."""
    message = {"draw": [[cell, light] for cell in cells], "on": [9, 9], "stroke": 1, "from": "a view"}
    explorer.grids["picture"]._handle_custom_msg(message, [])


def shows_the_network(explorer):
    """Does every grid show what the network makes of the picture?"""
    stages = NETWORK.stages(explorer.picture)
    labels = [[look.label(value, short=number == 0) for value in stage.values.flat]
              for number, stage in enumerate(stages)]
    assert [shown(explorer.grids[name]).ravel().tolist() for name in explorer.names] == labels
    return True


@pytest.mark.parametrize("name", TEN)
def test_every_stage_of_every_picture_shows_what_the_network_makes_of_it(name):
    explorer = NetworkExplorer()
    explorer.picture = TEN[name]
    assert shows_the_network(explorer)
    assert explorer.controls["picture"].value == name.replace("_", ", ")
    wrong = "O" if name[0] == "X" else "X"
    assert explorer.verdict().endswith(f"says {wrong if name == 'X_weight' else name[0]}.")


def test_a_stroke_changes_the_picture_and_everything_after_it():
    explorer = NetworkExplorer()
    draw(explorer, 3, 4, 5)
    assert (explorer.picture[0, 3:6] == 1).all() and X[0, 4] == -1
    assert shows_the_network(explorer)
    assert explorer.controls["picture"].value == "your own"
    draw(explorer, 3, 4, 5, light=False)
    assert explorer.controls["picture"].value == "X" and shows_the_network(explorer)


def test_the_pen_of_the_explorer_is_that_of_the_grid():
    pad = DrawingPad()
    assert pad.grids["picture"].pen == "light"
    pad.pen = "dark"
    assert pad.grids["picture"].pen == "dark"


def test_clear_and_invert():
    pad = DrawingPad(O)
    button(pad, "invert").click()
    np.testing.assert_array_equal(pad.picture, -O)
    button(pad, "clear").click()
    assert (pad.picture == -1).all()


def inside(widget):
    """The widget, and all that it holds."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


@pytest.mark.parametrize("kind", [DrawingPad, NetworkExplorer])
def test_every_control_that_is_made_can_be_reached(kind):
    made = []
    ipywidgets.Widget.on_widget_constructed(made.append)
    try:
        explorer = kind()
    finally:
        ipywidgets.Widget.on_widget_constructed(None)
    kinds = ipywidgets.Dropdown, ipywidgets.ToggleButtons, ipywidgets.Button
    controls = {widget for widget in made if isinstance(widget, kinds)}
    assert len(controls) >= 4 and controls <= set(inside(explorer))


@pytest.mark.parametrize("kind", [DrawingPad, NetworkExplorer])
def test_a_stroke_goes_through_the_network_once(kind):
    class Counting(Network):
        runs = 0

        def forward(self, images):
            self.runs += 1
            return super().forward(images)

    explorer = kind(network=Counting(NETWORK.layers))
    before = explorer.network.runs
    draw(explorer, 4)
    assert explorer.network.runs == before + 1
    np.testing.assert_array_equal(explorer.votes, NETWORK(explorer.picture))


def test_equal_votes_are_a_tie():
    assert DrawingPad(np.zeros((9, 9))).verdict() == "X 0, O 0: a tie, so the network cannot tell."


def test_choosing_a_picture_by_name():
    pad = DrawingPad()
    pad.controls["picture"].value = "O, scaling"
    np.testing.assert_array_equal(pad.picture, TRICKY["O_scaling"])


def marks(explorer):
    return {name: explorer.grids[name].marked() for name in explorer.names}


@pytest.mark.parametrize(("stage", "cell"), [(6, 0), (6, 1), (5, 4), (4, 7), (3, 20), (2, 50), (1, 146)])
def test_a_chosen_number_is_marked_with_all_that_it_came_from(stage, cell):
    explorer = NetworkExplorer(TRICKY["X_rotation"])
    explorer.grids[explorer.names[stage]].here.value = cell  # as the hand does
    assert explorer.chosen == (stage, cell)
    place = np.unravel_index(cell, NETWORK.stages(X)[stage].values.shape)
    traced = NETWORK.trace(TRICKY["X_rotation"], stage, [int(index) for index in place])
    wanted = [np.flatnonzero(marked).tolist() for marked in traced] + [[]] * (6 - stage)
    assert list(marks(explorer).values()) == wanted


def test_only_one_number_is_chosen_at_a_time():
    explorer = NetworkExplorer()
    explorer.chosen = (3, 5)
    explorer.grids["votes"].here.value = 1
    assert explorer.chosen == (6, 1)
    nowhere = [name for name in explorer.names[1:] if explorer.grids[name].here.value == explorer.grids[name].here.max]
    assert nowhere == explorer.names[1:-1]


def test_the_trace_follows_the_pen_and_can_be_cleared():
    explorer = NetworkExplorer()
    explorer.chosen = (6, 0)
    before = marks(explorer)["picture"]
    explorer.picture = TRICKY["X_translation"]
    assert marks(explorer)["picture"] != before
    assert explorer.said().startswith("X 1.00, O .66: the network says X. The vote for X, 1.00, came from 5 of")
    button(explorer, "clear the trace").click()
    assert explorer.chosen == () and explorer.said() == "X 1.00, O .66: the network says X."
    assert not any(marks(explorer).values())


def test_a_vote_shows_only_the_lines_that_carry_it():
    explorer = NetworkExplorer()
    lines = [shape for shape in explorer._lines.shapes if hasattr(shape, "points")]
    explorer.chosen = (6, 1)
    chosen = [shape for shape in explorer._lines.shapes if hasattr(shape, "points")]
    assert (len(lines), len(chosen)) == (9, 4)
    thickest = max(lines, key=lambda line: line.width)
    assert thickest.width > 1.3 * min(lines, key=lambda line: line.width).width


@pytest.mark.parametrize(("asked", "kept"), [((9, 0), (6, 0)), ((-1, 3), (0, 3)), ((6, 7), (6, 1)), ((3, -2), (3, 0))])
def test_a_stage_or_cell_that_does_not_exist_becomes_the_nearest_and_it_says_so(asked, kept):
    explorer = NetworkExplorer()
    explorer.chosen = asked
    assert explorer.chosen == kept
    assert "There is no" in explorer.said()


@pytest.mark.parametrize("asked", [(6,), (6, 0, 0), ("votes", 0), (6, 0.5)])
def test_a_number_that_is_none_is_refused_and_nothing_changes(asked):
    explorer = NetworkExplorer()
    before = explorer.text()
    with pytest.raises(ValueError, match=r"chosen(\[.\])? must be .*whole number.*, but it is"):
        explorer.chosen = asked
    assert explorer.text() == before


def test_a_picture_of_another_size_is_refused_in_words():
    with pytest.raises(ValueError, match=r"layer 6 \(voting\): these weights are for 12 values, but the list holds"):
        NetworkExplorer().picture = np.ones((13, 13))
    with pytest.raises(ValueError, match="does not fit into a map of 2 × 2"):
        DrawingPad(np.ones((2, 2)))


def test_numbers_beyond_one_are_moved_and_it_says_so():
    pad = DrawingPad()
    pad.picture = X * 3
    np.testing.assert_array_equal(pad.picture, X)
    assert "beyond −1 and 1" in pad.said()


def test_its_words_and_its_still_follow_the_state():
    for kind in (DrawingPad, NetworkExplorer):
        explorer = kind()
        text, still = explorer.text(), explorer.still().png()
        assert explorer.text() == kind().text() and "0x" not in text
        explorer.picture = O
        assert explorer.text() != text and explorer.still().png() != still


# What the lesson says of new letters, and of few pixels.


def right_of(votes, answers):
    return round(100 * (winner(votes) == answers.argmax(axis=1)).mean())


def test_among_thin_new_letters_pieces_win_and_among_all_of_them_whole_pictures():
    network, tuned = deck_network(), deck_network()
    tuned.layers[-1].weights[4, 0] = 0.35
    for thick, shares in (((0, 1), [77, 82, 95]), ((0, 0), [92, 94, 90])):
        letters, answers = random_letters(2000, seed=200, thick=thick)
        whole = convolve(letters, [X, O]).reshape(-1, 2)
        assert [right_of(votes, answers) for votes in (network(letters), tuned(letters), whole)] == shares


def test_one_pixel_turns_an_empty_picture_and_the_turned_o_into_an_x():
    for picture, (row, column), before in ((X * 0 - 1, (4, 4), 1), (TRICKY["O_rotation"], (5, 4), 1)):
        changed = picture.copy()
        changed[row, column] *= -1
        assert winner(deck_network()(picture)) == before and winner(deck_network()(changed)) == 0


# The feature that the learner designs.


def test_few_features_tell_the_thick_letters_apart_by_two_pixels():
    """As the check says: 14 of 512, and none does better; the cross is one pixel apart, the two strokes are none."""
    apart = {}
    for pixels in product([-1.0, 1.0], repeat=9):
        feature = np.reshape(pixels, (3, 3))
        in_x, in_o = [convolve(TRICKY[name], feature).max() for name in ("X_weight", "O_weight")]
        apart[pixels] = round(abs(in_x - in_o) * 9 / 2)
    assert Counter(apart.values()) == {0: 301, 1: 197, 2: 14}
    assert [apart[tuple(feature.ravel())] for feature in FEATURES.values()] == [0, 1, 0]
    for pixels, pixels_apart in apart.items():
        feedback = check("thick_feature", lambda pixels=pixels: np.reshape(pixels, (3, 3)))
        assert feedback.status == ("keep working", "almost", "correct")[pixels_apart]


def test_what_the_check_says_of_a_feature_are_its_two_matches():
    told = check("thick_feature", lambda: FEATURES["cross"]).diagnosis
    assert "in the thick X is .33, where 6 of 9 pixels agree, and in the thick O .11, where 5 do." in told
