"""The words of the lessons: the field's, each introduced in bold before it is used, and one name for one thing.

And the mistake that people often make, which a lesson calls by its name.
"""

import re
from functools import cache

import numpy as np
import pytest

from convlib import FEATURES, O, X, convolve, filter_patch, max_pool
from convlib.architecture import parameter_count, random_network
from convlib.data import sounds, texts
from convlib.learning import nudge
from convlib.network import deck_network
from convlib.pictures import deck_letters
from convlib.show import look
from convlib.widgets.lesson_14_sound import WAVES
from convlib.widgets.lesson_15_text import NOT_GOOD
from tests.reading import sums
from tests.test_notebooks import LESSONS, read

# Where each of the field's words is introduced, by the number of the lesson.
INTRODUCED = {
    2: ["filter"],
    3: ["dot product", "feature map"],
    4: ["stride", "padding", "equivariance", "weight sharing", "channel", "bias"],
    5: ["max pooling", "downsampling", "invariance", "ceil_mode"],
    6: ["activation function", "nonlinearity"],
    7: ["receptive field"],
    8: ["flatten", "dense layer", "fully connected", "neuron", "hidden layer", "logits"],
    9: ["class", "dataset", "test set", "softmax", "probability", "cross-entropy"],
    10: ["loss", "L1", "MSE", "derivative", "learning rate", "gradient descent", "gradient"],
    11: ["backpropagation", "chain rule", "autograd"],
    12: ["training set", "generalisation", "data augmentation", "data leakage", "momentum", "batch size", "mini-batch",
         "epoch", "stochastic gradient descent", "overfitting", "optimizer"],
    13: ["hyperparameter", "architecture", "baseline", "nearest neighbour", "validation set", "early stopping",
         "regularisation"],
    15: ["one-hot", "embedding"],
    18: ["normalisation", "dropout", "skip connection", "transfer learning", "transformer"],
}
WORDS = [(word, lesson) for lesson, words in INTRODUCED.items() for word in words]
REJECTED = {  # what nobody says here, and the name that it has instead
    r"filtered maps?": "feature map",
    r"(?<!\*)filtered images?": "feature map",  # but in italics, where the slides' own word is told
    r"▶ after": "▶ next to",
}
PROMISES = re.compile(r"After this lesson you can.*?(?=\n\n[^-\n])", re.DOTALL)  # what a title says will come


@cache
def prose():
    """The markdown of all lessons in their order: the number of the lesson, the cell's id, and its words in one line.

    Links lead to names of files, code is no prose, and what a title promises is told further down.
    """
    found = []
    for path in LESSONS:
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                words = PROMISES.sub("", cell.source) if cell.id == "title" else cell.source
                words = re.sub(r"```.*?```|\]\([^)]*\)|<[^>]*>|^#[^\n]*$", " ", words, flags=re.DOTALL | re.MULTILINE)
                found.append((int(path.name[:2]), cell.id, " ".join(words.split())))
    return found


def places(pattern):
    """Where a pattern is found in the prose, in order: the number of the lesson, the cell's id, and the place in it."""
    return [(lesson, cell, match.start()) for lesson, cell, words in prose()
            for match in re.finditer(pattern, words, re.IGNORECASE)]


@pytest.mark.parametrize(("word", "lesson"), WORDS)
def test_a_word_of_the_field_is_introduced_in_bold_before_it_is_used(word, lesson):
    used = places(rf"(?<![\w-]){re.escape(word)}(s|es)?(?![\w-])")
    *where, place = used[0]
    assert where[0] == lesson, f"it is used in {where} already"
    [words] = [words for *cell, words in prose() if cell == where]
    bold = [match.span() for match in re.finditer(r"\*\*[^*]+\*\*", words)]
    assert any(start < place < end for start, end in bold), f"it is used in {where}, and not in bold"


def test_the_glossary_of_the_last_lesson_has_every_word_and_its_lesson():
    cells = read(LESSONS[-1]).cells
    [glossary] = [cell.source for cell in cells if cell.id == "glossary"]
    rows = [line for line in glossary.splitlines() if line.startswith("| ")][1:]
    names = {int(path.name[:2]): path.name for path in LESSONS}
    for word, lesson in WORDS:
        found = [row for row in rows if re.search(rf"(?<![\w-]){re.escape(word)}(s|es)?(?![\w-])", row)]
        assert any(row.endswith(f"[{lesson:02}]({names[lesson]}) |") for row in found), word


@pytest.mark.parametrize("words", REJECTED)
def test_one_thing_has_one_name(words):
    assert places(words) == [], f"say {REJECTED[words]!r}"


@pytest.mark.parametrize("path", LESSONS[1:-1], ids=lambda path: path.stem)
def test_a_lesson_names_one_common_mistake_where_everybody_reads_it(path):
    """In a paragraph of its own, short and not folded: what people believe, in quotes, and then what is true."""
    [cell] = [cell for cell in read(path).cells if "common mistake" in cell.source.lower()]
    assert cell.cell_type == "markdown" and "<details>" not in cell.source
    assert "source_hidden" not in cell.metadata.get("jupyter", {})
    [words] = [words for words in cell.source.split("\n\n") if "common mistake" in words.lower()]
    assert re.match(r"\*\*A common mistake:\*\* “[^“”]+\.”\s[A-Z]", words), words
    assert "!" not in words and len(words.split()) <= 60, words


def test_the_numbers_beside_the_mistakes_are_computed():
    told = {lesson: words for lesson, _, words in prose() if "common mistake" in words}
    diagonal, moved = FEATURES["diagonal"], np.roll(X, 1, axis=1)
    assert [np.isclose(convolve(letter, diagonal), 1).sum() for letter in (X, O)] == [4, 2]  # of lesson 02
    pooled = [max_pool(convolve(letter, diagonal)) for letter in (X, moved)]
    slope = nudge(deck_network(), *deck_letters(), step=0.05)[1][4, 1]
    more = parameter_count(random_network(features=24)) - parameter_count(random_network(features=12))
    note = sounds.spectrogram(WAVES["steady note"])[:, 10:15] * sounds.rising(20)
    fits, speaks_against = note.clip(0).sum(), -note.clip(max=0).sum()
    sentence, rows = ["so", "not", "not", "good"], ["good", "not", "so"]
    [reads] = sums(texts.one_hot(sentence, rows), texts.feature(NOT_GOOD, rows))
    numbers = {
        1: f"in {(X == O).sum()} of 81 pixels, which is {np.mean(X == O):.0%}".replace("%", " percent"),
        2: "at four places of the X, and at two of the O",
        3: f"which reads {look.label(filter_patch(np.ones((3, 3)), diagonal))}",
        5: f"{(~np.isclose(*pooled)).sum()} of the {pooled[0].size} pooled cells of the diagonal change",
        10: f"leads from 0 to {look.label(-3 * slope)}",
        13: f"takes {more} weights more",
        14: f"{look.label(fits)} where it must be loud, and {look.label(speaks_against)} where it must not",
        15: f"“{' '.join(sentence[1:])}” reads {look.label(reads, short=True)}",
    }
    for lesson, words in numbers.items():
        assert words in told[lesson], words
    assert f"agrees in {(X == moved).sum()} only" in told[1]
    assert {*map(look.label, convolve(X, diagonal).ravel())} >= {".77", ".11"}  # of lesson 06
