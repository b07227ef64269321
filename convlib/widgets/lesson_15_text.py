"""The text explorers: a feature slides along a sentence, and a phrase along a real text. Lesson 15, slide 84."""

import html
from functools import partial

import ipywidgets
import numpy as np

from ..checks import written
from ..data import texts
from ..show import look
from ..show.scene import Controls, Drawing, Sentence
from ..show.sketch import Axes
from .parts.explorer import Explorer
from .parts.sliding import SLIDE, Sliding, added_up
from .parts.traits import Numbers, Text, derived

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

NUMBERED = [f"word{row}" for row in range(len(texts.TEXT))]  # the slide does not tell its words
EXAMPLES = {sentence: sentence for sentence in SENTENCES} | {SLIDE: " ".join(texts.spelled(texts.TEXT, NUMBERED))}
SLIDE_FEATURE = {word: [int(word == "word1"), int(word == "word4")] for word in NUMBERED}
brief = partial(look.brief, letters=WIDEST)


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


class SomeWords(Text):
    """A trait that holds a sentence with at least one word. What is none leaves the last one there."""

    def fit(self, explorer, value):
        found = texts.words(value)
        more = len(found) - LONGEST
        said = "" if found else "There is no word yet. The picture waits for one."
        if more > 0:
            said = (f"That is too long for the page: these are the first {LONGEST} words, and the last {more:,} "
                    f"{'is' if more == 1 else 'are'} cut.")
        explorer.say(self.name, said)
        return value if found else getattr(explorer, self.name)


class Phrase(Text):
    """A trait that holds a phrase which the explorer's text has room for. What is none leaves the last one there."""

    def fit(self, explorer, value):
        pieces, room = texts.phrase(value), len(explorer.words)
        wide = len(next(iter(pieces.values()), []))
        problem = "" if pieces else "There is no word yet. The text waits for one."
        if wide > room:
            problem = f"A phrase of {wide:,} words is longer than the text, which has {room}."
        explorer.say(self.name, problem)
        return getattr(explorer, self.name) if problem else value


def typed(explorer, trait, read):
    """A text box for what a trait holds, as it was typed, as long as that is ``read`` as the same."""
    box = ipywidgets.Text(getattr(explorer, trait), description=trait, layout={"width": "auto", "flex": "1 1 290px"})

    def follow(_):
        if read(box.value) != read(getattr(explorer, trait)):
            box.value = getattr(explorer, trait)

    box.observe(lambda change: explorer.set_trait(trait, change.new), names="value")
    explorer.observe(follow, names=trait)
    return box


class TextExplorer(Sliding):
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

    sentence = SomeWords(SENTENCES[0])
    feature = Pieces(NOT_GOOD)
    features = FEATURES
    numbered = False

    def __init__(self, sentence=SENTENCES[0], feature=NOT_GOOD, column=0, pen=1):
        super().__init__(sentence=sentence, feature=feature, pen=pen)
        self.build("sentence", "feature", column=column)

    @derived("sentence")
    def words(self):
        """The words of the sentence, as many as fit."""
        return texts.words(self.sentence)[:LONGEST]

    @derived("words", "feature")
    def dictionary(self):
        """The words of the rows: those of the sentence and of the feature."""
        return texts.dictionary([*self.words, *self.feature])

    @derived("words", "dictionary", "pixels")
    def picture(self):
        return np.pad(texts.one_hot(self.words, self.dictionary), [(0, 0), (self.pixels.shape[1] - 1, 0)])

    @derived("feature", "dictionary")
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

    # What is typed and chosen.

    def scene(self):
        self._box = typed(self, "sentence", texts.words)
        self._examples = self.menu("sentence", EXAMPLES, "or choose", "340px", put=self._bring)
        return [Controls(self._box, self._examples, *self.choosers(), self.walk("words", 500)), self.board()]

    def _bring(self, sentence):
        """Take an example, and a feature for its words."""
        with self.hold_trait_notifications():
            self.sentence = sentence
            if sentence == EXAMPLES[SLIDE]:
                self.feature = SLIDE_FEATURE
            elif set(self.feature) & set(NUMBERED):
                self.feature = NOT_GOOD


PHRASES = ["said the/alice", "said the cat", "said alice", "mad", "i'm mad", "you … to", "which way you/i"]
SHOWN, AROUND = 8, 6  # places that are listed, and words before and after each
PLACE = ('<tr><td style="text-align: right; padding-right: 16px">{}</td><td style="text-align: right">… {}&nbsp;</td>'
         '<td><strong>{}</strong> {} …</td></tr>')


class PassageExplorer(Explorer):
    """Slide a phrase along a whole text: a bar for each position, and a list of the places where all of it fits.

    ``phrase`` is what `convlib.data.texts.phrase` reads: words that follow each other, "…" for any word, and
    "the/alice" for one or the other. ``passage`` is the text. Where the phrase has no word, or is longer than the text,
    the last one stays, and it says why.

    >>> explorer = PassageExplorer(phrase="i'm mad")
    >>> explorer.found
    [185, 193, 282]
    """

    HAS_PIXELS = False

    phrase = Phrase(PHRASES[0])

    def __init__(self, phrase=PHRASES[0], passage=None):
        self.passage = texts.alice() if passage is None else passage
        self.words = texts.words(self.passage)
        super().__init__(phrase=phrase)
        self.build("phrase")

    @derived("phrase")
    def pixels(self):
        """The feature: (words of the dictionary, columns)."""
        return texts.feature(texts.phrase(self.phrase), self.dictionary)

    @derived("phrase")
    def dictionary(self):
        """The words of the text and of the phrase."""
        return texts.dictionary([*self.words, *texts.phrase(self.phrase)])

    @derived("pixels")
    def sums(self):
        """How many words of the phrase fit, at every position of the text."""
        return added_up(texts.one_hot(self.words, self.dictionary), self.pixels)

    @property
    def most(self):
        """How many words fit where all of the phrase does: one in each column that asks for any."""
        return int(self.pixels.any(axis=0).sum())

    @property
    def found(self):
        """The positions where all of the phrase fits."""
        return np.flatnonzero(self.sums == self.most).tolist()

    @derived("sums")
    def shown(self):
        """The positions to tell of: where all of the phrase fits, or else where most of it does."""
        return np.flatnonzero(self.sums == max(self.sums.max(), 1)).tolist()

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
        best, many = int(self.sums.max()), len(self.shown)
        times = {1: "once", 2: "twice"}.get(many, f"{many} times")
        fits = (f"All of it fits {times}: the sum is {self.most}." if self.found else
                f"All of it fits nowhere. The largest sum is {best} of {self.most}, {times}." if best else
                "Nothing of it fits anywhere.")
        return fits + missing

    # What shows.

    def scene(self):
        self._box = typed(self, "phrase", texts.phrase)
        self._examples = self.menu("phrase", PHRASES, "or choose", "280px")
        self._bars, self._list = Drawing(1040, 150, self._chart), Sentence(self._lines, markup=self._table)
        heard = Sentence(lambda: "", spoken=True, markup=lambda: html.escape(self.told()))  # the list has its words
        return [Controls(self._box, self._examples), self._bars, heard, self._list]

    def _chart(self):
        """A bar for each position."""
        sums, most = self.sums, self.most
        axes = Axes(28, 10, self._bars.width - 44, 88, across=(0, len(sums)), up=(0, most))
        heights = range(most + 1) if most <= 5 else (0, most)
        frame = axes.frame({place: str(place) for place in range(0, len(sums), 50)},
                           {height: str(height) for height in heights}, "position of the phrase's first word")
        return [*frame, *axes.bars(sums, look.BLUE)], f"a bar for each of {len(sums)} positions. {self.told()}"

    def _places(self):
        """Where the phrase was found: the number of each place, and its words with those around them."""
        return [(place, *self.around(place)) for place in self.shown[:SHOWN]]

    def _table(self):
        """The places in a table."""
        rows = "".join(PLACE.format(*map(html.escape, map(str, place))) for place in self._places())
        more = f"<div>… and {len(self.shown) - SHOWN} more.</div>" if len(self.shown) > SHOWN else ""
        return f"<table>{rows}</table>{more}"

    def _lines(self):
        """The same in lines of words."""
        return "\n".join([f"{self.phrase}: {self.told()}", *(
            f"{place}: … {before} [{here}] {after} …" for place, before, here, after in self._places())])
