"""The explorer of lesson 14 without a browser: its state, its numbers, what the hand and the keyboard may do."""

import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from convlib.data import sounds
from convlib.data.sounds import beginning, falling, rising
from convlib.show.sketch import INK, Bar, Line, Words
from convlib.teach.lessons import EXERCISES
from convlib.widgets import SoundExplorer
from convlib.widgets.lesson_14_sound import LONGEST, SLIDE, WAVES
from tests.reading import draw, printed
from tests.test_sliding import agrees

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
LESSON = Path(__file__).parent.parent / "notebooks" / "14_sound.ipynb"


@pytest.mark.parametrize("name", [*WAVES, SLIDE])
def test_every_sound_is_shown_and_heard(name):
    explorer = SoundExplorer("tune")
    explorer.controls["sound"].value = name
    assert explorer.sound == name and agrees(explorer)
    if name == SLIDE:
        np.testing.assert_array_equal(explorer.picture, DECK["sound"])
        assert (explorer._player.sound, explorer._mute.layout.display) == (b"", "")
        np.testing.assert_array_equal(explorer.feature, rising(9))
    else:
        assert explorer._player.sound == sounds.wav(WAVES[name]) and explorer._mute.layout.display == "none"
        assert explorer.picture.shape[1] <= LONGEST


def test_the_rising_feature_tells_what_rises_from_what_falls():
    largest = {name: SoundExplorer(name).sums.max() for name in WAVES}
    assert largest["rising chirp"] > 3.9 and largest["several chirps"] > 3.9
    assert max(largest[name] for name in ("falling chirp", "steady note", "hiss")) < 1.2
    assert SoundExplorer("falling chirp", "falling").sums.max() > 3.9
    assert SoundExplorer("several chirps").sums.min() < -3.9


def test_a_place_is_told_with_its_arithmetic():
    explorer = SoundExplorer("steady note", column=10)
    assert explorer.grids["map"].caption() == "from .50 s: 1.00 where it must be loud, − 1.00 where it must not = 0"
    explorer.sound = SLIDE
    explorer.column = 4
    told = "from time step 4: 2.02 where it must be loud, − .99 where it must not = 1.03"
    assert explorer.grids["map"].caption() == told


def test_features_are_chosen_and_drawn():
    explorer = SoundExplorer("rising chirp")
    assert explorer.controls["feature"].value == "rising"
    explorer.controls["feature"].value = "beginning"
    np.testing.assert_array_equal(explorer.feature, beginning(20))
    assert agrees(explorer)
    explorer.feature = np.zeros((20, 3))
    assert explorer.controls["feature"].value is None and explorer.sums.max() == 0
    draw(explorer.grids["feature"], (19, 0), (18, 1))
    assert explorer.feature[19, 0] == explorer.feature[18, 1] == explorer.feature.sum() / 2 == 1
    explorer.pen = -1
    draw(explorer.grids["feature"], (0, 2))
    assert explorer.feature[0, 2] == -1
    draw(explorer.grids["feature"], (0, 2), light=False)
    assert explorer.feature[0, 2] == 0 and agrees(explorer)


@pytest.mark.parametrize("made", [rising, falling, beginning])
def test_a_sound_of_another_height_takes_its_feature_along(made):
    explorer = SoundExplorer("tune", made.__name__)
    explorer.sound = SLIDE
    np.testing.assert_array_equal(explorer.feature, made(9))
    explorer.sound = "hiss"
    np.testing.assert_array_equal(explorer.feature, made(20))
    assert agrees(explorer)


def test_a_drawn_feature_keeps_its_lowest_bands():
    explorer = SoundExplorer("tune", np.arange(40).reshape(20, 2) / 40)
    drawn = explorer.feature
    explorer.sound = SLIDE
    np.testing.assert_array_equal(explorer.feature, drawn[-9:])
    explorer.sound = "tune"
    np.testing.assert_array_equal(explorer.feature, np.pad(drawn[-9:], [(11, 0), (0, 0)]))


def test_a_sound_of_ones_own_may_be_short_or_long():
    explorer = SoundExplorer()
    explorer.sound = sounds.note(300, 9)
    assert "its first 3.65 seconds" in explorer.said().replace("these are ", "") and explorer.picture.shape == (20, 72)
    assert explorer.controls["sound"].value is None and agrees(explorer)
    explorer.sound = sounds.note(300, 0.01)
    assert "after it comes silence, to 0.45 seconds" in explorer.said() and explorer.picture.shape == (20, 8)
    assert agrees(explorer)
    explorer.controls["sound"].value = "hiss"
    assert "seconds" not in explorer.said()


@pytest.mark.parametrize(("state", "error", "words"), [
    ({"sound": "moo"}, ValueError, "one of .*'tune'.*'moo'"),
    ({"sound": [[1, 2]]}, ValueError, "one list of samples, but its shape is"),
    ({"sound": []}, ValueError, "sound must hold at least one number"),
    ({"sound": None}, TypeError, "sound must hold real numbers"),
    ({"feature": "moo"}, ValueError, "'rising'.*'moo'"),
    ({"feature": np.ones((20, 9))}, ValueError, r"at most 8 columns, but its shape is \(20, 9\)"),
    ({"feature": [1, 2]}, ValueError, "rows and at most"),
    ({"feature": [[float("nan")]]}, ValueError, r"feature\[0, 0\] is nan"),
])
def test_what_cannot_be_a_sound_or_a_feature_is_refused_and_nothing_changes(state, error, words):
    explorer = SoundExplorer()
    before = explorer.text()
    with pytest.raises(error, match=words):
        explorer.set_trait(*next(iter(state.items())))
    assert explorer.text() == before and agrees(explorer)
    with pytest.raises(error, match=words):
        SoundExplorer(**state)


def test_the_list_offers_only_what_it_can_bring():
    explorer = SoundExplorer()
    offers, before = explorer.controls["sound"], None
    for option in offers.options:
        offers.value = option
        assert offers.value == option and explorer.text() != before
        before = explorer.text()


def test_short_sounds_have_larger_cells_and_the_same_height():
    cells = {name: SoundExplorer(name).cell for name in (*WAVES, SLIDE)}
    assert cells["rising chirp"] == 16 > cells["voice from the Moon"] == 10 and cells[SLIDE] == 34
    tall = {len(made.picture) * made.cell + made._bars.height for made in map(SoundExplorer, cells)}
    assert tall == {404}
    explorer = SoundExplorer(SLIDE)
    looks, index = explorer.grids["picture"].cells()
    assert [[looks[number][2] for number in row] for row in index] == printed(explorer.picture, short=True).tolist()


def heights(explorer):
    """How high the bars reach in pixels, upwards from the line of 0: {place: height}."""
    zero = next(line.points[0][1] for line in explorer._bars.shapes if isinstance(line, Line) and line.colour == INK)
    wide = explorer.cell
    return {int((bar.x - 4) // wide): (zero - bar.y if bar.y < zero - 0.01 else -bar.height)
            for bar in explorer._bars.shapes if isinstance(bar, Bar)}


def levels(explorer):
    return [shape.text for shape in explorer._bars.shapes if isinstance(shape, Words)]


def test_the_bars_of_all_sounds_have_one_scale_and_it_is_written_beside_them():
    for name in (*WAVES, SLIDE):
        for feature, scale in [("rising", 4), ("beginning", 40 if name != SLIDE else 18)]:
            explorer = SoundExplorer(name, feature)
            assert levels(explorer) == [f"−{scale}", "0", str(scale)]
            reached, middle = heights(explorer), (explorer._bars.height - 16) / 2
            assert sorted(reached) == np.flatnonzero(explorer.sums).tolist()
            for place, height in reached.items():
                assert height == pytest.approx(explorer.sums[place] / scale * middle, abs=0.21)
    explorer.feature = np.eye(9)[:, :3]
    assert levels(explorer) == ["0", "3"] and min(heights(explorer).values()) > 0
    explorer.feature = np.zeros((9, 2))
    assert levels(explorer) == ["0"] and heights(explorer) == {}


def test_the_time_stands_under_the_sound():
    explorer = SoundExplorer("voice from the Moon")
    marks = {words.text: words.x for words in explorer._axis.shapes}
    assert [*marks] == ["0 s", ".50 s", "1 s", "1.50 s", "2 s", "2.50 s", "3 s", "3.50 s"]
    for column in (0, 10, 60):
        explorer.column = column
        when = explorer.grids["map"].caption().removeprefix("from ").split(":")[0].replace(".00", "")
        assert marks[when] == 4 + column * explorer.cell
    explorer.sound = SLIDE
    assert [words.text for words in explorer._axis.shapes] == list("012345678")


def test_a_caption_is_a_sum_that_one_can_check():
    number = r"(\d*\.?\d+)"
    for name in WAVES:
        explorer = SoundExplorer(name)
        for place, caption in enumerate(explorer.grids["map"].captions):
            told = re.search(f": {number} where.*− {number} where.* = (−?){number}$", caption).groups()
            loud, wrong, total = float(told[0]), float(told[1]), float(told[3]) * (-1 if told[2] else 1)
            assert round(loud - wrong, 2) == total == explorer.sums[place], caption


# The lesson.


def test_the_slides_numbers_stand_in_the_lesson():
    [cell] = [cell for cell in nbformat.read(LESSON, as_version=4).cells if cell.id == "slide-83"]
    rows = "\n".join("".join(f"{label:>5}" for label in row).removeprefix(" ")
                     for row in printed(np.array(DECK["sound"], dtype=float), short=True))
    assert any(rows in output.get("data", {}).get("text/plain", "") for output in cell.outputs)


def test_the_examples_of_the_exercises_are_right():
    voice = sounds.spectrogram(WAVES["voice from the Moon"])
    assert EXERCISES["when_found"].right(voice, rising(20), sounds.STEP / sounds.RATE) == pytest.approx(0.25)
    assert EXERCISES["cut_pieces"].right(np.arange(9), 4, 2)[:, 0].tolist() == [0, 2, 4]
