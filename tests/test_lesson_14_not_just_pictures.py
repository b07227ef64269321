"""The explorers of lesson 14 without a browser: their state, their numbers, what the hand and the keyboard may do."""

import itertools
import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convlib.data import sounds, texts
from convlib.data.sounds import beginning, falling, rising
from convlib.ops import convolve
from convlib.show import look
from convlib.show.sketch import INK, Bar, Line, Words
from convlib.teach import check
from convlib.widgets import PassageExplorer, SoundExplorer, TextExplorer
from convlib.widgets.lesson_14_not_just_pictures.hearing import LONGEST, SLIDE, WAVES
from convlib.widgets.lesson_14_not_just_pictures.reading import FEATURES, NOT_GOOD, SENTENCES
from convlib.widgets.lesson_14_not_just_pictures.reading import LONGEST as MOST_WORDS
from convlib.widgets.lesson_14_not_just_pictures.sliding import LEFT
from tests.reading import hovered, printed

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
LESSON = Path(__file__).parent.parent / "notebooks" / "14_not_just_pictures.ipynb"
LIVE_VIEW = "application/vnd.jupyter.widget-view+json"
BOTH = pytest.mark.parametrize("explorer_of", [SoundExplorer, TextExplorer])
STROKES = itertools.count()


def draw(explorer, *cells, light=True):
    """Draw on the feature, as the browser reports it."""
    stroke = [[row * explorer.pixels.shape[1] + column, light] for row, column in cells]
    message = {"draw": stroke, "on": [*explorer.pixels.shape], "stroke": next(STROKES), "from": "a view"}
    explorer.grids["feature"]._handle_custom_msg(message, [])


def agrees(explorer):
    """Whether everything on show is what ``convolve`` says."""
    sums = convolve(explorer.picture, explorer.pixels)[0] * explorer.pixels.size
    exactly = [[look.exact(value) for value in row] for row in explorer.picture]
    assert hovered(explorer.grids["picture"]).tolist() == exactly
    np.testing.assert_allclose(explorer.sums, sums, atol=1e-6)
    shown = [float(number.replace("−", "-")) for number in hovered(explorer.grids["map"])[0]]
    np.testing.assert_allclose(shown, sums, atol=1e-4)
    largest = float(hovered(explorer.grids["largest"])[0, 0].replace("−", "-"))
    np.testing.assert_allclose(largest, sums.max(), atol=1e-4)
    assert len(explorer.grids["map"].captions) == len(sums) == explorer.places[1] == explorer.place.max + 1
    assert tuple(explorer.grids["picture"].window) == explorer.pixels.shape
    assert explorer.grids["map"].window_corner()[1] == explorer.grids["picture"].window_corner()[1] == explorer.column
    return True


# Sound.


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
    draw(explorer, (19, 0), (18, 1))
    assert explorer.feature[19, 0] == explorer.feature[18, 1] == explorer.feature.sum() / 2 == 1
    explorer.pen = -1
    draw(explorer, (0, 2))
    assert explorer.feature[0, 2] == -1
    draw(explorer, (0, 2), light=False)
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


# Text.


def test_a_typed_sentence_is_its_picture():
    explorer = TextExplorer()
    for typed in ("N", "No", "Not", "Not g", "Not good!"):
        explorer._box.value = typed
        assert explorer.words == texts.words(typed) and agrees(explorer)
    assert explorer.sums.tolist() == [0, 2] and explorer.row_names() == {0: "good", 1: "not"}
    assert explorer._examples.value is None and explorer._box.value == "Not good!"


@settings(deadline=None, max_examples=15)
@given(st.lists(st.sampled_from(["not", "good", "so", "bad"]), min_size=1, max_size=10),
       st.lists(st.sampled_from(["well", "er"]), max_size=4))
def test_words_before_a_sentence_shift_its_map(sentence, before):
    early, late = (TextExplorer(" ".join(each)).sums for each in (sentence, [*before, *sentence]))
    assert late.tolist() == [0] * len(before) + early.tolist()


def test_a_place_is_told_with_its_arithmetic_in_words():
    explorer = TextExplorer("It was not too good, not good", column=4)
    assert explorer.grids["map"].caption() == "up to “good”: not 1 + good 1 = 2"
    explorer.column = 6
    assert explorer.grids["map"].caption() == "up to “good”: not 1 + good 1 = 2"
    explorer.column = 0
    assert explorer.grids["map"].caption() == "up to “it”: nothing fits = 0"
    explorer.controls["feature"].value = "good without not"
    explorer.column = 4
    assert explorer.grids["map"].caption() == "up to “good”: − not 1 + good 1 = 0"
    assert explorer.feature == FEATURES["good without not"]


def test_the_slides_grid_brings_its_words_and_its_feature():
    explorer = TextExplorer()
    explorer._examples.value = SLIDE
    np.testing.assert_array_equal(explorer.picture[:, 1:], [[pixel == "#" for pixel in row] for row in DECK["text"]])
    assert explorer.sums.tolist() == [0, 1, 0, 0, 0, 0, 2, 0, 0] and explorer._box.value.startswith("word1 word5")
    explorer._examples.value = SENTENCES[1]
    assert explorer.feature == NOT_GOOD and explorer.sentence == explorer._box.value == SENTENCES[1]
    assert agrees(explorer)


def test_the_hand_draws_words_into_the_feature():
    explorer = TextExplorer("The soup was very good")
    explorer.feature = {"good": [0, 1]}
    assert explorer.controls["feature"].value is None and explorer.sums.max() == 1
    draw(explorer, (explorer.dictionary.index("very"), 0))
    assert explorer.feature == {"good": [0, 1], "very": [1, 0]} and explorer.sums.max() == 2 and agrees(explorer)
    explorer.controls["pen"].value = -1
    draw(explorer, (explorer.dictionary.index("soup"), 1))
    assert explorer.feature["soup"] == [0, -1]
    draw(explorer, (explorer.dictionary.index("very"), 0), light=False)
    assert explorer.feature["very"] == [0, 0]  # its row stays while one draws
    explorer.sentence = "Soup"
    assert "very" in explorer.row_names().values() and agrees(explorer)


def test_an_empty_sentence_waits_and_a_long_one_is_cut():
    explorer = TextExplorer("so good")
    explorer._box.value = " !"
    assert explorer.words == ["so", "good"] and "no word yet" in explorer.said()
    explorer._box.value = " ".join(f"w{number}" for number in range(MOST_WORDS + 1))
    assert len(explorer.words) == MOST_WORDS and "the last 1 is cut" in explorer.said() and agrees(explorer)
    explorer._box.value = "extraordinarily good"
    assert explorer.said() == "" and explorer.row_names()[0] == "extraordina…" and agrees(explorer)


@pytest.mark.parametrize(("feature", "error", "words"), [
    ({}, ValueError, "feature must hold at least one number"),
    ({"good": [1] * 9}, ValueError, r"at most 8 numbers, but their shape is \(1, 9\)"),
    ({"good": [1], "not": [1, 1]}, ValueError, "rows of equal length"),
    ({"good": ["a"]}, TypeError, "real numbers")])
def test_what_cannot_be_a_feature_is_refused(feature, error, words):
    explorer = TextExplorer()
    with pytest.raises(error, match=words):
        explorer.feature = feature
    assert explorer.feature == NOT_GOOD and agrees(explorer)


# What both share.


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


@pytest.mark.parametrize("explorer_of", [SoundExplorer, TextExplorer, PassageExplorer])
def test_the_lists_offer_only_what_they_can_bring(explorer_of):
    explorer = explorer_of()
    offers = explorer.controls["sound"] if explorer_of is SoundExplorer else explorer._examples
    before = None
    for option in offers.options:
        offers.value = option
        assert offers.value == option and explorer.text() != before
        before = explorer.text()


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


# A whole text.


def test_a_phrase_is_found_with_the_words_around_it():
    explorer = PassageExplorer("said the cat")
    text = texts.words(texts.alice())
    expected = [place for place in range(len(text) - 2) if text[place:place + 3] == ["said", "the", "cat"]]
    assert explorer.found == expected and len(expected) == 8
    assert explorer.around(expected[0]) == ("where you want to get to", "said the cat", "i don't much care where said")
    assert explorer._list.value.count("<tr>") == 8 and explorer.told() == "All of it fits 8 times: the sum is 3."
    assert sum(isinstance(shape, Bar) for shape in explorer._bars.shapes) == (explorer.sums > 0).sum()


@pytest.mark.parametrize(("phrase", "marks"), [
    ("mad", ["0", "1"]), ("said the cat", ["0", "1", "2", "3"]), ("which way you ought to go from", ["0", "7"])])
def test_the_bars_of_a_phrase_show_how_much_fits_and_where(phrase, marks):
    explorer = PassageExplorer(phrase)
    words = {shape.text: shape for shape in explorer._bars.shapes if isinstance(shape, Words)}
    places = ["0", "50", "100", "150", "200", "250", "300"]
    assert sorted(words) == sorted({*marks, *places, "position of the phrase's first word"})
    bars = [shape for shape in explorer._bars.shapes if isinstance(shape, Bar)]
    sums = explorer.sums[explorer.sums > 0]
    np.testing.assert_allclose([bar.height for bar in bars], sums / int(marks[-1]) * 88)
    wide = words["100"].x - words["50"].x
    positions = [(bar.x - words["50"].x) / wide * 50 + 50 for bar in bars]
    np.testing.assert_allclose(positions, np.flatnonzero(explorer.sums > 0) + 0.1)


@pytest.mark.parametrize(("phrase", "told"), [
    ("which way you/i", "All of it fits twice: the sum is 3."),
    ("said the dog", "All of it fits nowhere. The largest sum is 2 of 3, 8 times."),
    ("mad hat", "All of it fits nowhere. The largest sum is 1 of 2, 9 times. The text has no “hat”."),
    ("xyzzy", "Nothing of it fits anywhere. The text has no “xyzzy”."),
    ("<b>", "Nothing of it fits anywhere. The text has no “b”.")])
def test_what_was_found_is_told(phrase, told):
    explorer = PassageExplorer()
    explorer._box.value = phrase
    assert explorer.told() == told and explorer.phrase == phrase
    assert explorer.still().png().startswith(b"\x89PNG")


def test_more_places_than_fit_are_counted():
    explorer = PassageExplorer("you")
    assert len(explorer.found) == 14 and "… and 6 more." in explorer._list.value


def test_what_is_no_phrase_is_explained_and_the_last_one_stays():
    explorer = PassageExplorer("mad")
    for typed, told in [("", "There is no word yet"), ("… …", "There is no word yet"),
                        ("mad " * 400, "A phrase of 400 words is longer than the text, which has 332.")]:
        explorer._box.value = typed
        assert explorer.phrase == "mad" and told in explorer.said()
    explorer._examples.value = "i'm mad"
    assert explorer.phrase == explorer._box.value == "i'm mad" and explorer.said() == ""
    explorer.phrase = "the dog"
    assert explorer._examples.value is None


def test_a_text_of_ones_own():
    explorer = PassageExplorer("to be", passage="To be, or not to be.")
    assert explorer.found == [0, 4]


# The lesson.


def windows(picture, feature):
    """What lies under the feature, at each place."""
    wide = feature.shape[1]
    return [picture[:, place:place + wide] for place in range(picture.shape[1] - wide + 1)]


@pytest.mark.parametrize(("exercise", "function", "told"), [
    ("count_found", lambda picture, feature: sum((part * feature).sum() == feature.sum()
                                                 for part in windows(picture, feature)), "correct: Right on all"),
    ("count_found", lambda picture, feature: sum(np.array_equal(part, feature) for part in windows(picture, feature)),
     "almost: No word left free"),
    ("count_found", lambda picture, feature: ((convolve(picture, feature) * feature.size).round() == 2).sum(),
     "almost: Always two"),
    ("one_hot", lambda words, dictionary: np.array([[float(words.index(word) == place) for place in range(len(words))]
                                                    for word in dictionary]),
     "ValueError: 'every' is not in list. The sizes of this case: words 6, dictionary 5. dictionary.index(word) gives "
     "the row of a word. The grid must have a row for every word of the dictionary and a column for every word of the "
     "sentence. Not every word of the dictionary")])
def test_what_beginners_write_is_answered(exercise, function, told):
    assert told in repr(check(exercise, function))


def test_the_slides_numbers_stand_in_the_lesson():
    cells = {cell.id: cell for cell in nbformat.read(LESSON, as_version=4).cells}
    for cell, values in [("slide-83", DECK["sound"]),
                         ("slide-84", [[pixel == "#" for pixel in row] for row in DECK["text"]])]:
        rows = "\n".join("".join(f"{label:>5}" for label in row).removeprefix(" ")
                         for row in printed(np.array(values, dtype=float), short=True))
        assert any(rows in output.get("data", {}).get("text/plain", "") for output in cells[cell].outputs)


def test_a_whole_novel_is_split_into_words_a_few_times_only(monkeypatch):
    explorer, split, words = TextExplorer(), [], texts.words
    monkeypatch.setattr(texts, "words", lambda text: split.append(text) or words(text))
    explorer.sentence = novel = "the cat said not a word about it. " * 100
    assert split.count(novel) <= 8 and explorer.said().endswith("and the last 776 are cut.")


def test_a_very_long_word_is_told_by_its_beginning():
    explorer = TextExplorer(f"{'a' * 5000} not good", feature={"a" * 5000: [1]})
    assert all(len(explorer.told(place, 1)) < 60 for place in range(3))
    passage = PassageExplorer(" ".join(f"{letter * 3000}" for letter in "bcdefghij"))
    assert passage.told() == ("Nothing of it fits anywhere. The text has no " + " and no ".join(
        f"“{letter * 11}…”" for letter in "bcdef") + " and no 4 more.")


def test_the_words_of_a_feature_are_read_as_those_of_a_sentence_are():
    assert TextExplorer("It is NOT", feature={"Not": [1], "It’s": [0]}).feature == {"not": [1], "it's": [0]}
    for words in ("not good", "", "不好", "…"):
        with pytest.raises(ValueError, match="feature must name single words, but"):
            TextExplorer(feature={words: [1]})
    with pytest.raises(ValueError, match="feature must name every word once"):
        TextExplorer(feature={"not": [1], "Not": [0]})
