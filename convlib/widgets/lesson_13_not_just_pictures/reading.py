"""The text explorers: a feature slides along a sentence, and a phrase along a real text. Lesson 13, slide 84."""

import html

import ipywidgets
import numpy as np
from traitlets import validate

from ...data import texts
from ...ops import convolve, written
from ...show import look
from ...show.sketch import Axes, Sketch
from ..parts.explorer import Explorer
from ..parts.traits import Numbers, Text, derived
from .sliding import ROW, SlidingExplorer, bars

LONGEST = 24  # words that fit into a page
MOST_COLUMNS = 8  # of a feature
WIDEST = 12  # letters of a word that fit before its row

SENTENCES = [
    "The soup was not very good",
    "The soup was very good",
    "Good, not too salty",
    "It is not a good idea, but not a bad one",
    "Not good! Not at all good! Not even nearly good!",
]
NOT_GOOD = {"not": [1, 1, 1, 0], "good": [0, 0, 0, 1]}
GOOD = {"not": [-1, -1, -1, 0], "good": [0, 0, 0, 1]}
FEATURES = {"not … good": NOT_GOOD, "good without not": GOOD}

SLIDE = "the slide's grid"
NUMBERED = [f"word{row}" for row in range(len(texts.TEXT))]  # the slide does not tell its words
SLIDE_SENTENCE = " ".join(texts.spelled(texts.TEXT, NUMBERED))
SLIDE_FEATURE = {word: [int(word == "word1"), int(word == "word4")] for word in NUMBERED}


def brief(word):
    """A word, or the beginning of one that is very long.

    >>> brief("good"), brief("honorificabilitudinitatibus")
    ('good', 'honorificab…')
    """
    return word if len(word) <= WIDEST else f"{word[:WIDEST - 1]}…"


class Pieces(Numbers):
    """A trait that holds a feature by its rows: {word: a number for each column}, for at most 8 columns."""

    def take(self, value):
        if not isinstance(value, dict) or not all(isinstance(word, str) for word in value):
            raise TypeError(f"{self.name} must be a dict {{word: [a number for each column]}}, "
                            f"but it is {written(value)}")
        numbers = super().take([*value.values()]).tolist()
        pieces = dict(zip((self._word(word) for word in value), numbers, strict=True))
        if len(pieces) < len(value):
            raise ValueError(f"{self.name} must name every word once, but its words are {written([*value])}")
        return pieces

    def _word(self, word):
        """A word as it stands in sentences: any other would fit nowhere."""
        found = texts.words(word)
        if len(found) != 1:
            raise ValueError(f"{self.name} must name single words, but {word!r:.80} is {len(found) or 'none'} of them")
        return found[0]

    def check(self, shape):
        if len(shape) != 2 or shape[1] > MOST_COLUMNS:
            raise ValueError(f"{self.name} must have for each word a list of at most {MOST_COLUMNS} numbers, "
                             f"but their shape is {shape}")

    def fit(self, explorer, pieces):
        numbers = super().fit(explorer, np.array([*pieces.values()]))
        return dict(zip(pieces, numbers.tolist(), strict=True))


class TextExplorer(SlidingExplorer):
    """Type a sentence, see it as a picture of positions and words, and slide a feature along it.

    ``sentence`` is any text. ``feature`` says for each word how it counts in each column of the feature: 1 (must be
    here), 0 (no matter) or -1 (must not be here). The rows are the words of both. The sentence begins after empty
    positions, as many as let its first word stand in the window's last column; so the map has a number for each word.
    ``column`` counts the words, and ``pen`` is what the hand draws: 1 or -1.

    A column that does not exist is moved to the nearest one, and a sentence that is too long is cut; it says so.
    Raises ValueError or TypeError where the feature is none.

    >>> explorer = TextExplorer("The soup was not very good")
    >>> print(explorer.sums)
    [0. 0. 0. 0. 1. 2.]
    >>> explorer.column = 5
    >>> print(explorer.grids["map"].caption())
    up to “good”: not 1 + good 1 = 2
    """

    sentence = Text(SENTENCES[0])
    feature = Pieces(NOT_GOOD)

    def __init__(self, sentence=SENTENCES[0], feature=NOT_GOOD, column=0, pen=1):
        super().__init__(sentence=sentence, feature=feature)
        self._box = ipywidgets.Text(description="sentence", layout={"width": "560px"})
        self._examples = ipywidgets.Dropdown(options=[*SENTENCES, SLIDE], description="or choose",
                                             layout={"width": "440px"})
        self._features = ipywidgets.ToggleButtons(options=[*FEATURES], style={"button_width": "auto"})
        self.children = [ipywidgets.HBox([self._box, self._examples], layout=ROW), self._choosers(), self._scene(),
                         self._sweep("words", 500), self._line]
        self._name()
        self._box.observe(lambda change: self.set_trait("sentence", change.new), names="value")
        self._examples.observe(self._choose, names="value")
        self._features.observe(self._choose_feature, names="value")
        self.column, self.pen = column, pen

    @derived("sentence")
    def words(self):
        """The words of the sentence, as many as fit."""
        return texts.words(self.sentence)[:LONGEST]

    @derived("words", "feature")
    def dictionary(self):
        """The words of the rows: those of the sentence and of the feature."""
        return texts.dictionary([*self.words, *self.feature])

    @property
    def picture(self):
        pixels = texts.one_hot(self.words, self.dictionary)
        before = len(next(iter(self.feature.values()))) - 1
        return np.pad(pixels, [(0, 0), (before, 0)])

    @property
    def pixels(self):
        return texts.feature(self.feature, self.dictionary)

    @property
    def cell(self):
        """The side of a cell in pixels: a short sentence has room for large ones."""
        return 34 if len(self.dictionary) <= 14 and self.fitting(34) == 34 else self.fitting(26)

    @property
    def best(self):
        return int((self.pixels > 0).any(axis=1).sum())

    def row_names(self):
        return {row: brief(word) for row, word in enumerate(self.dictionary)}

    def told(self, place, total):
        products = self.picture[:, place:place + self.pixels.shape[1]] * self.pixels
        counted = [f"{'−' if products[row, column] < 0 else '+'} {brief(self.dictionary[row])} "
                   f"{look.label(abs(products[row, column]), short=True)}"
                   for column, row in zip(*np.nonzero(products.T), strict=True)]
        return f"up to “{brief(self.words[place])}”: {' '.join(counted).removeprefix('+ ') or 'nothing fits'} " \
               f"= {look.label(total, short=True)}"

    def put(self, pixels):
        self.feature = {word: row.tolist() for word, row in zip(self.dictionary, pixels, strict=True)
                        if word in self.feature or row.any()}

    def update(self, change=None):
        """Work everything out again for a new sentence or feature, and stay at the same place, or at the nearest."""
        super().update(change)
        self._name()

    def _name(self):
        """Say in the choosers and in the text box what is there."""
        if texts.words(self._box.value) != texts.words(self.sentence):
            self._box.value = self.sentence
        on_slide = self.sentence == SLIDE_SENTENCE
        self._examples.value = self.sentence if self.sentence in SENTENCES else SLIDE if on_slide else None
        self._features.value = next((name for name, pieces in FEATURES.items() if pieces == self.feature), None)

    def _choose(self, change):
        if change.new == SLIDE and self.sentence != SLIDE_SENTENCE:
            with self.hold_trait_notifications():
                self.sentence, self.feature = SLIDE_SENTENCE, SLIDE_FEATURE
        elif change.new in SENTENCES and change.new != self.sentence:
            with self.hold_trait_notifications():
                self.sentence = change.new
                if set(self.feature) & set(NUMBERED):
                    self.feature = NOT_GOOD
        self._name()

    def _choose_feature(self, change):
        if change.new is not None:
            self.feature = FEATURES[change.new]
        self._name()

    @validate("sentence")
    def _sentence(self, proposal):
        found = texts.words(proposal.value)
        if not found:
            self.say("sentence", "There is no word yet. The picture waits for one.")
            return self.sentence
        more = len(found) - LONGEST
        self.say("sentence", f"That is too long for the page: these are the first {LONGEST} words, and the last "
                             f"{more:,} {'is' if more == 1 else 'are'} cut." if more > 0 else "")
        return proposal.value


PHRASES = ["said the/alice", "said the cat", "said alice", "mad", "i'm mad", "you … to", "which way you/i"]
SHOWN = 8  # places with the words around them
AROUND = 6  # words before and after


class PassageExplorer(Explorer):
    """Slide a phrase along a whole text: a bar for each position, and a list of the places where all of it fits.

    ``phrase`` is what `convlib.data.texts.phrase` reads: words that follow each other, "…" for any word, and "the/alice" for
    one or the other. ``passage`` is the text. Where the phrase has no word, or is longer than the text, the last one
    stays, and it says why.

    >>> explorer = PassageExplorer(phrase="i'm mad")
    >>> explorer.found
    [185, 193, 282]
    """

    phrase = Text(PHRASES[0])

    def __init__(self, phrase=PHRASES[0], passage=None):
        self.passage = texts.alice() if passage is None else passage
        self.words = texts.words(self.passage)
        self._box = ipywidgets.Text(description="phrase", layout={"width": "360px"})
        self._examples = ipywidgets.Dropdown(options=[*PHRASES], description="or choose",
                                             layout={"width": "320px"})
        self._bars, self._list = Sketch(1040, 150, ""), ipywidgets.HTML()
        super().__init__(phrase=phrase)
        self.children = [ipywidgets.HBox([self._box, self._examples], layout=ROW), self._bars, self._list, self._line]
        self.update()
        self._box.observe(lambda change: self.set_trait("phrase", change.new), names="value")
        self._examples.observe(self._choose, names="value")
        self.observe(self.update, names="phrase")

    @derived("phrase")
    def pixels(self):
        """The feature: (words of the dictionary, columns)."""
        return texts.feature(texts.phrase(self.phrase), self.dictionary)

    @property
    def dictionary(self):
        """The words of the text and of the phrase."""
        return texts.dictionary([*self.words, *texts.phrase(self.phrase)])

    @derived("pixels")
    def sums(self):
        """How many words of the phrase fit, at every position of the text."""
        pixels = self.pixels
        return np.round(convolve(texts.one_hot(self.words, self.dictionary), pixels)[0] * pixels.size, 6)

    @property
    def most(self):
        """How many words fit where all of the phrase does: one in each column that asks for any."""
        return int(self.pixels.any(axis=0).sum())

    @property
    def found(self):
        """The positions where all of the phrase fits."""
        return np.flatnonzero(self.sums == self.most).tolist()

    def around(self, position):
        """The words before a place, at it, and after it."""
        end = position + self.pixels.shape[1]
        pieces = self.words[max(position - AROUND, 0):position], self.words[position:end], self.words[end:end + AROUND]
        return tuple(" ".join(piece) for piece in pieces)

    def told(self):
        """What was found, in words."""
        unknown = [word for word in texts.phrase(self.phrase) if word not in self.words]
        named = [f"“{brief(word)}”" for word in unknown[:5]] + [f"{len(unknown) - 5} more"] * (len(unknown) > 5)
        missing = f" The text has no {' and no '.join(named)}." if unknown else ""
        best, many = int(self.sums.max()), len(self._shown())
        times = {1: "once", 2: "twice"}.get(many, f"{many} times")
        if self.found:
            return f"All of it fits {times}: the sum is {self.most}.{missing}"
        if best == 0:
            return f"Nothing of it fits anywhere.{missing}"
        return f"All of it fits nowhere. The largest sum is {best} of {self.most}, {times}.{missing}"

    def update(self, _=None):
        """Slide the new phrase along the text."""
        sums, most = self.sums, self.most
        axes = Axes(28, 10, self._bars.width - 44, 88, across=(0, len(sums)), up=(0, most))
        heights = range(most + 1) if most <= 5 else (0, most)
        frame = axes.frame({place: str(place) for place in range(0, len(sums), 50)},
                           {height: str(height) for height in heights}, "position of the phrase's first word")
        self._bars.draw([*frame, *bars(axes, sums)], f"a bar for each of {len(sums)} positions. {self.told()}")
        shown = self._shown()
        rows = "".join(_row(place, *self.around(place)) for place in shown[:SHOWN])
        more = f"<div>… and {len(shown) - SHOWN} more.</div>" if len(shown) > SHOWN else ""
        self._list.value = f'<div role="status">{html.escape(self.told())}</div><table>{rows}</table>{more}'
        if texts.phrase(self._box.value) != texts.phrase(self.phrase):
            self._box.value = self.phrase
        self._examples.value = self.phrase if self.phrase in PHRASES else None

    def _shown(self):
        """The positions to tell of: where all of the phrase fits, or else where most of it does."""
        sums = self.sums
        return np.flatnonzero(sums == max(sums.max(), 1)).tolist()

    def _choose(self, change):
        if change.new is not None:
            self.phrase = change.new
        self._examples.value = self.phrase if self.phrase in PHRASES else None

    @validate("phrase")
    def _phrase(self, proposal):
        pieces = texts.phrase(proposal.value)
        wide = len(next(iter(pieces.values()), []))
        problem = ""
        if not pieces:
            problem = "There is no word yet. The text waits for one."
        elif wide > len(self.words):
            problem = f"A phrase of {wide:,} words is longer than the text, which has {len(self.words)}."
        self.say("phrase", problem)
        return self.phrase if problem else proposal.value

    def text(self):
        lines = [f"{position}: … {before} [{here}] {after} …" for position, (before, here, after) in
                 ((place, self.around(place)) for place in self._shown()[:SHOWN])]
        return "\n".join([f"{self.phrase}: {self.told()}", *lines])

    def still(self):
        lines = self.text().splitlines()
        still = look.Still(self._bars.width, self._bars.height + 22 * len(lines) + 12)
        self._bars.draw_still(still, 0, 0)
        for number, line in enumerate(lines):
            still.text(4, self._bars.height + 14 + 22 * number, line, size=11)
        return still


def _row(place, before, here, after):
    """A place of a text as a row of a table: its number, and its words with those around them."""
    before, here, after = map(html.escape, (before, here, after))
    return (f'<tr><td style="text-align: right; padding-right: 16px">{place}</td>'
            f'<td style="text-align: right">… {before}&nbsp;</td><td><strong>{here}</strong> {after} …</td></tr>')
