"""What the explorers of sounds and of sentences share: a feature as tall as the data, which slides sideways only."""

import numpy as np
import pytest

from convlib.data import sounds
from convlib.show import look
from convlib.widgets import PassageExplorer, SoundExplorer, TextExplorer
from convlib.widgets.lesson_14_sound import WAVES
from convlib.widgets.lesson_15_text import SENTENCES
from convlib.widgets.parts.sliding import LEFT, SLIDE
from tests.reading import hovered, sums

LIVE_VIEW = "application/vnd.jupyter.widget-view+json"
BOTH = pytest.mark.parametrize("explorer_of", [SoundExplorer, TextExplorer])


def agrees(explorer):
    """Whether everything on show is what ``convolve`` says."""
    expected = sums(explorer.picture, explorer.pixels)
    exactly = [[look.exact(value) for value in row] for row in explorer.picture]
    assert hovered(explorer.grids["picture"]).tolist() == exactly
    np.testing.assert_allclose(explorer.sums, expected, atol=1e-6)
    shown = [float(number.replace("−", "-")) for number in hovered(explorer.grids["map"])[0]]
    np.testing.assert_allclose(shown, expected, atol=1e-4)
    largest = float(hovered(explorer.grids["largest"])[0, 0].replace("−", "-"))
    np.testing.assert_allclose(largest, expected.max(), atol=1e-4)
    assert len(explorer.grids["map"].captions) == len(expected) == explorer.places[1] == explorer.place.max + 1
    assert tuple(explorer.grids["picture"].window) == explorer.pixels.shape
    assert explorer.grids["map"].window_corner()[1] == explorer.grids["picture"].window_corner()[1] == explorer.column
    return True


@BOTH
def test_columns_and_numbers_that_do_not_exist_are_clamped_and_it_says_so(explorer_of):
    explorer = explorer_of(column=99)
    last = explorer.places[1] - 1
    assert explorer.column == last and f"There is no column 99: it runs from 0 to {last}." in explorer.said()
    explorer.grids["map"].here.value = 0
    assert explorer.column == 0 and explorer.said() == ""
    explorer.put(explorer.pixels * 5)
    assert explorer.pixels.max() == 1 and "Some numbers of the feature were beyond" in explorer.said()


def test_a_shorter_sound_or_sentence_moves_the_window_and_it_says_so():
    for explorer, name, value in [(SoundExplorer("tune", column=50), "sound", "rising chirp"),
                                  (TextExplorer(SENTENCES[3], column=9), "sentence", "so good")]:
        setattr(explorer, name, value)
        assert explorer.said() == "The window does not fit any more where it stood. It moved to the end."
        assert explorer.column == explorer.places[1] - 1 and agrees(explorer)


@BOTH
def test_a_wider_feature_moves_the_window_or_the_empty_positions_and_all_agrees(explorer_of):
    explorer = explorer_of()
    explorer.put(explorer.pixels[:, :1])
    explorer.column = explorer.places[1] - 1
    explorer.put(np.tile(explorer.pixels, 8))
    assert explorer.column == explorer.places[1] - 1 and agrees(explorer)
    assert bool(explorer.said()) == (explorer_of is SoundExplorer)  # a sentence begins after more empty positions


@pytest.mark.parametrize("explorer", [
    *[SoundExplorer(name) for name in (*WAVES, SLIDE)], SoundExplorer(sounds.note(300, 9), np.ones((20, 8))),
    SoundExplorer("tune", np.ones((20, 1))), *map(TextExplorer, SENTENCES), TextExplorer("so " * 30),
    TextExplorer("so " * 30, {"so": [1] * 8})], ids=lambda explorer: type(explorer).__name__)
def test_all_of_it_fits_into_a_narrow_page(explorer):
    left = max(explorer.grids["feature"].columns * explorer.cell + 8, LEFT)
    has_bars = isinstance(explorer, SoundExplorer)
    beside = (explorer.pixels.shape[1] - 1) * explorer.cell + explorer._bars.width if has_bars else 0
    gaps = 2 * 6 + 3 * 4
    across = explorer.grids["picture"].columns * explorer.cell + 8
    assert explorer.labels + left + max(across, beside) + gaps <= 932  # in a window of 1100 pixels
    assert 9 <= explorer.cell <= 34


def test_the_rows_are_told_from_the_top():
    assert SoundExplorer().text().startswith("rows, from the top: 800 hertz, 600 hertz, 400 hertz, 200 hertz, 0 hertz")
    for explorer in (SoundExplorer(), SoundExplorer(SLIDE), TextExplorer()):
        assert [*explorer.row_names()] == sorted(explorer.row_names())
        heights = [words.y for words in explorer._names.shapes]
        assert heights == sorted(heights)
    steady = SoundExplorer("steady note").picture[:, 10].argmax()
    assert "400 hertz" == SoundExplorer().row_names()[steady + 3]  # 570 hertz is in band 11, and 400 in band 8


@BOTH
def test_the_lines_above_the_grids_say_what_the_hand_can_do(explorer_of):
    grids = explorer_of().grids
    assert grids["picture"].caption() == "drag the window" and grids["feature"].caption() == "draw here"


@BOTH
def test_the_pen_is_a_trait_and_changes_what_the_hand_draws(explorer_of):
    explorer = explorer_of(pen=-1)
    assert explorer.controls["pen"].value == -1 and explorer.grids["feature"].pens[1][0] == look.SLATE
    explorer.controls["pen"].value = 1
    assert explorer.pen == 1 and explorer.grids["feature"].pens[1][0] == look.COLOURS["your own"]
    assert explorer.grids["feature"].pens[0][0] == look.PALE


@pytest.mark.parametrize("explorer_of", [SoundExplorer, TextExplorer, PassageExplorer])
def test_its_words_are_the_same_every_time(explorer_of):
    first, second = explorer_of(), explorer_of()
    assert first.text() == second.text()
    data, _ = second._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", LIVE_VIEW} and data["text/plain"] == second.text()
