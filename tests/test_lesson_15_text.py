"""The explorers of lesson 15 without a browser: their state, their numbers, what is typed and what the hand may do."""

import json
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convlib.data import texts
from convlib.ops import convolve
from convlib.show.sketch import Bar, Words
from convlib.teach import check
from convlib.widgets import PassageExplorer, TextExplorer
from convlib.widgets.lesson_15_text import FEATURES, LONGEST, NOT_GOOD, SENTENCES, SLIDE
from tests.reading import draw, printed
from tests.test_sliding import agrees

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
LESSON = Path(__file__).parent.parent / "notebooks" / "15_text.ipynb"


# A sentence.


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
    draw(explorer.grids["feature"], (explorer.dictionary.index("very"), 0))
    assert explorer.feature == {"good": [0, 1], "very": [1, 0]} and explorer.sums.max() == 2 and agrees(explorer)
    explorer.controls["pen"].value = -1
    draw(explorer.grids["feature"], (explorer.dictionary.index("soup"), 1))
    assert explorer.feature["soup"] == [0, -1]
    draw(explorer.grids["feature"], (explorer.dictionary.index("very"), 0), light=False)
    assert explorer.feature["very"] == [0, 0]  # its row stays while one draws
    explorer.sentence = "Soup"
    assert "very" in explorer.row_names().values() and agrees(explorer)


def test_an_empty_sentence_waits_and_a_long_one_is_cut():
    explorer = TextExplorer("so good")
    explorer._box.value = " !"
    assert explorer.words == ["so", "good"] and "no word yet" in explorer.said()
    explorer._box.value = " ".join(f"w{number}" for number in range(LONGEST + 1))
    assert len(explorer.words) == LONGEST and "the last 1 is cut" in explorer.said() and agrees(explorer)
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


@pytest.mark.parametrize("explorer_of", [TextExplorer, PassageExplorer])
def test_the_lists_offer_only_what_they_can_bring(explorer_of):
    explorer = explorer_of()
    offers, before = explorer._examples, None
    for option in offers.options:
        offers.value = option
        assert offers.value == option and explorer.text() != before
        before = explorer.text()


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
    [cell] = [cell for cell in nbformat.read(LESSON, as_version=4).cells if cell.id == "slide-84"]
    values = np.array([[pixel == "#" for pixel in row] for row in DECK["text"]], dtype=float)
    rows = "\n".join("".join(f"{label:>5}" for label in row).removeprefix(" ") for row in printed(values, short=True))
    assert any(rows in output.get("data", {}).get("text/plain", "") for output in cell.outputs)
