"""The training explorer: a network learns while one looks on, and may take part. Lesson 11, slides 71-78.

A turn makes some steps of gradient descent, shows what has become of the network, and waits until the page has painted
it. Between two turns the controls are heard. What has been seen is thinned from time to time, so that learning on and
on takes no more memory.
"""

import html
from functools import cache
from typing import NamedTuple

import ipywidgets
import numpy as np
from traitlets import link

from ..architecture import random_network
from ..learning import Diverged, descend
from ..network import deck_network
from ..ops import error, winner
from ..pictures import FEATURES, X, deck_letters, random_letters
from ..show import look
from ..show.grid import PixelGrid
from ..show.shown import sheet
from ..show.sketch import INK, Axes, Line, Sketch, Words
from .lesson_09_all_together import DrawingPad
from .parts.answers import NAMED
from .parts.running import RunningExplorer, for_seconds
from .parts.traits import Choice, Real, Whole

NOISE, SLIDES = "noise", "the slides' network"
TURN = {"slow": 0, "fast": 0.04}  # seconds of steps between two pictures; without any, it is one step
PICTURES = 2000  # to learn from at most, and as many unseen ones
TRAINING, UNSEEN = 100, 200  # the seeds of their pictures
TOO_LARGE = 100  # an error beyond this only grows; a network of noise begins with about 1

# What the sliders offer. From Python, everything between the first and the last will do.
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
MOMENTA = (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
BATCHES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, PICTURES)
EXAMPLES = (10, 20, 50, 100, 200, 500, 1000, PICTURES)
LAST_SEED = 9999

POINTS = 200  # of a curve at most
SHOWN = 6  # wrong pictures
WIDE, TALL = 480, 452  # of the curves, in pixels
COLOURS = [look.COLOURS[name] for name in FEATURES]
NAMES = [f"feature {number}" for number in (1, 2, 3)]
ROW = {"flex_flow": "row wrap", "grid_gap": "4px 20px"}


class Look(NamedTuple):
    """What a look at all pictures found: after which step, the mean error of the training pictures, and how many
    pictures come out right of those, of the unseen ones, and of the slides' ten."""

    step: int
    error: float
    training: int
    unseen: int
    ten: int


class Curve:
    """Numbers that come one after the other, as a curve of at most so many points, however many there are.

    A point is the mean of ``each`` numbers. When the curve is full, every two points become one.

    >>> curve = Curve(most=4)
    >>> for number in (1, 3, 5, 7, 9, 11):
    ...     curve.add(number)
    >>> curve.points()
    [(1.5, 2.0), (3.5, 6.0), (5.5, 10.0)]
    """

    def __init__(self, most=POINTS):
        self.most, self.each = most, 1
        self._means, self._sum, self._count = [], 0, 0

    def add(self, number):
        self._sum += number
        self._count += 1
        if self._count == self.each:
            self._means.append(self._sum / self.each)
            self._sum = self._count = 0
        if len(self._means) == self.most:
            self._means = [(one + other) / 2 for one, other in zip(self._means[::2], self._means[1::2], strict=True)]
            self.each *= 2

    def points(self):
        """The points (number of the step, mean), each in the middle of its steps."""
        return [(place * self.each + (self.each + 1) / 2, mean) for place, mean in enumerate(self._means)]


class TrainingExplorer(RunningExplorer):
    """A network that learns to tell X from O: its numbers, its error, and what it says, while it learns.

    ``start`` is "noise", which ``seed`` chooses, or "the slides' network". It learns from the first ``examples`` of
    2,000 random letters; 2,000 others are never learned from. ``rate`` is the learning rate, ``momentum`` and
    ``batch`` are those of :func:`convlib.learning.descend`; they hold from the next step on. Another start, seed or
    number of examples begins anew. ``pace`` is "slow", one step for each picture on the screen, or "fast", as many as
    fit. ``running`` is true while it learns by itself, which it can do in a notebook.

    ``network`` is the one that learns, and ``steps`` counts its steps. ``pad`` is a :class:`DrawingPad` with it.
    The same settings give the same numbers. Numbers beyond the ends of their slider are moved to the nearest end, and
    it says so. When the error grows without end, it stops, and says so.

    Raises TraitError for an unknown start or pace, or what is no number.
    Slides 71-78.

    >>> explorer = TrainingExplorer()
    >>> explorer.step(200)
    >>> explorer.looks[-1].ten, explorer.looks[-1].unseen >= 1980
    (10, True)
    """

    start = Choice([NOISE, SLIDES], NOISE)
    seed = Whole(0, 0, LAST_SEED)
    rate = Real(0.5, RATES[0], RATES[-1], title="learning rate")
    momentum = Real(0, MOMENTA[0], MOMENTA[-1])
    batch = Whole(32, BATCHES[0], BATCHES[-1])
    examples = Whole(PICTURES, EXAMPLES[0], EXAMPLES[-1], title="number of training pictures")
    pace = Choice(TURN, "slow")

    def __init__(self, picture=X, **state):
        super().__init__(**state)
        self.network = self._first_network()
        self.pad = LearningPad(picture, self.network)
        self._build()
        self.observe(self._begin_anew, names=["start", "seed", "examples"])
        self.observe(self._descend_anew, names=["momentum", "batch"])
        self.observe(self._paused, names="running")
        self.reset()

    # The work.

    def reset(self):
        """Stop, and begin anew where it began."""
        self.running = False
        self.network = self._first_network()
        self.steps, self.errors, self.looks = 0, Curve(), []
        self._descend_anew()
        self.say("running")
        self._rest()

    def step(self, count=1):
        """Stop, and make some steps of gradient descent. Where the error grows without end, say so."""
        self.running = False
        self.say("running")
        try:
            for _ in range(count):
                self._advance()
        except Diverged as problem:
            self.say("running", str(problem))
        self._rest()

    def turns(self):
        self.say("begun")
        self.say("numbers")
        while True:
            try:
                for _ in for_seconds(TURN[self.pace], self._walk()):
                    pass
            finally:
                self._show()
            yield

    def _first_network(self):
        return deck_network() if self.start == SLIDES else random_network(seed=self.seed)

    def _walk(self):
        while True:
            self._advance()
            yield

    def _advance(self):
        """One step of gradient descent. Raises Diverged where the error grows without end."""
        if self._descent is None:
            self._descent = descend(self.network, *self._examples(), rate=lambda _: self.rate, momentum=self.momentum,
                                    batch=min(self.batch, self.examples), seed=self.seed + self.steps)
        try:
            step = next(self._descent)
        except Diverged:
            self._descent = None
            raise
        self.steps += 1
        self.errors.add(step.error)
        if self.steps >= self._next_look:
            self._look()
        if step.error > TOO_LARGE:
            raise Diverged("Stopped: the error grows without end, because the learning rate was too large. "
                             "Press reset, and choose a smaller one.")

    def _look(self):
        """Try the network on all pictures. Looking takes longer than a step, so the more steps, the rarer the looks."""
        images, right = self._examples()
        votes = self.network(images)
        unseen, unseen_right = _letters(UNSEEN)
        says = winner(self.network(unseen))
        self.wrong = np.flatnonzero(says != unseen_right.argmax(axis=1))
        self._wrongly = says[self.wrong]
        ten, ten_right = deck_letters()
        self.looks.append(Look(self.steps, float(error(right, votes).mean()), _right(right, votes),
                               PICTURES - len(self.wrong), _right(ten_right, self.network(ten))))
        if len(self.looks) > POINTS:
            del self.looks[1:-1:2]
        self._next_look = self.steps + min(max(self.steps // 10, 1), 100)

    def _examples(self):
        """The pictures to learn from, and the right answers."""
        images, right = _letters(TRAINING)
        return images[:self.examples], right[:self.examples]

    # What happens when something changes.

    def _begin_anew(self, change):
        self.reset()
        begun = f"from noise, seed {self.seed}" if self.start == NOISE else "from the slides' network"
        of = "" if self.examples == PICTURES else f", with {_count(self.examples)} training pictures"
        self.say("begun", f"Begun anew {begun}{of}.")

    def _descend_anew(self, _=None):
        """Go on from here, with the momentum and the batch of now. The ball is caught, and let go again."""
        self._descent = None

    def _paused(self, _):
        if not self.running:
            self._rest()

    def _rest(self):
        """Nothing moves: look at all pictures as they are now, and say what was found."""
        if not self.looks or self.looks[-1].step != self.steps:
            self._look()
        self._show()
        self.say("begun")
        self.say("numbers", self.score())

    def score(self):
        """How good the network is, in words, at the last look."""
        seen = self.looks[-1]
        return (f"After {_count(seen.step)} {'step' if seen.step == 1 else 'steps'}: error {look.label(seen.error)}. "
                f"Right are {_count(seen.training)} of {_count(self.examples)} training pictures, "
                f"{_count(seen.unseen)} of {_count(PICTURES)} unseen ones, and {seen.ten} of the ten.")

    # What shows.

    def _build(self):
        self.grids = {"features": PixelGrid(*self._cells()["features"], cell=40, names=NAMES),
                      "weights": PixelGrid(*self._cells()["weights"], cell=30, names=NAMES)}
        for part in (self.pad, *self.grids.values()):
            part.layout.flex = "0 0 auto"
        self.pad.layout.width = "246px"
        self._curves = Sketch(WIDE, TALL, "")
        self._ten, self._unseen, self._taken = Gallery(), Gallery(), -1
        self._wrong_one = self.button("draw on a wrong one", "put an unseen picture that it gets wrong on the pad",
                                      self._take_wrong_one, width="190px")
        numbers = ipywidgets.HBox([*self.grids.values()], layout={"flex": "0 0 auto", "grid_gap": "8px"})
        curves = ipywidgets.VBox([self._curves], layout={"flex": "1 1 380px"})
        scene = ipywidgets.HBox([self.pad, numbers, curves], layout={**ROW, "align_items": "flex-start"})
        galleries = ipywidgets.HBox([self._ten, ipywidgets.VBox([self._unseen, self._wrong_one])],
                                    layout={**ROW, "align_items": "flex-start"})
        self.children = [self._doing(), self._knobs(), scene, galleries, self._line, self.pulse]

    def _doing(self):
        """Play, step, reset, and where it begins."""
        play = ipywidgets.ToggleButton(tooltip="let it learn, or let it rest", layout={"width": "100px"})
        link((self, "running"), (play, "value"))

        def name(_=None):
            play.description = "❚❚ pause" if self.running else "▶ play"

        name()
        self.observe(name, names="running")
        buttons = [play, self.button("step", "one step of gradient descent", self.step, width="80px"),
                   self.button("reset", "begin anew where it began", self.reset, width="80px")]
        pace = ipywidgets.ToggleButtons(options=[*TURN], style={"button_width": "56px"},
                                        tooltips=["one step for each picture on the screen", "as many steps as it can"])
        start = ipywidgets.ToggleButtons(options=[NOISE, SLIDES], style={"button_width": "auto"})
        seed = ipywidgets.BoundedIntText(max=LAST_SEED, description="seed", layout={"width": "120px"},
                                         style={"description_width": "auto"})
        for trait, chooser in (("pace", pace), ("start", start), ("seed", seed)):
            self._tie(trait, chooser)
        begin = ipywidgets.HBox([ipywidgets.Label("start from"), start, seed])
        return ipywidgets.HBox([ipywidgets.HBox(buttons), pace, begin], layout={**ROW, "align_items": "center"})

    def _knobs(self):
        """The numbers that one may turn while it learns; only other training pictures begin anew."""
        sliders = [self._slider("rate", "learning rate", RATES), self._slider("momentum", "momentum", MOMENTA),
                   self._slider("batch", "batch", BATCHES), self._slider("examples", "training pictures", EXAMPLES)]
        return ipywidgets.HBox(sliders, layout=ROW)

    def _slider(self, trait, name, choices):
        """A slider through the choices, and its number. For a number between them, it stands at the nearest."""
        slider = ipywidgets.SelectionSlider(options=[(_number(number), number) for number in choices], description=name,
                                            readout=False, style={"description_width": "auto"},
                                            layout={"flex": "1 1 120px"})
        number = ipywidgets.Label(layout={"flex": "0 0 46px"})
        self._tie(trait, slider, lambda value: min(choices, key=lambda choice: abs(choice - value)))

        def write(_=None):
            number.value = _number(getattr(self, trait))

        write()
        self.observe(write, names=trait)
        return ipywidgets.HBox([slider, number], layout={"flex": f"1 1 {130 + 8 * len(name)}px"})

    def _tie(self, trait, chooser, shown=lambda value: value):
        """Let a chooser set a trait; it always shows what that is."""

        def show(_=None):
            chooser.value = shown(getattr(self, trait))

        def put(_):
            if chooser.value != shown(getattr(self, trait)):
                setattr(self, trait, chooser.value)

        show()
        self.observe(show, names=trait)
        chooser.observe(put, names="value")

    def _cells(self):
        """For the features and for their weights: the looks, in the features' colours, and the line above."""
        features, weights = self.network.parameters
        return {"features": (look.stack([look.feature(pixels[0], colour)
                                         for pixels, colour in zip(features, COLOURS, strict=True)]), "features"),
                "weights": (look.stack([look.matches(four, colour)
                                        for four, colour in zip(weights.reshape(3, 4, 2), COLOURS, strict=True)]),
                            "to X, to O")}

    def _show(self):
        """Show the network as it is now."""
        for name, cells in self._cells().items():
            self.grids[name].show(*cells)
        self.pad.network = self.network
        self.pad.update()
        self._curves.draw(self._shapes(), self.score())
        pictures, right = deck_letters()
        says = winner(self.network(pictures))
        self._ten.show("the ten of the slides", pictures,
                       [f"{'✓' if said == letter else '✗'} {NAMED[said]}"
                        for said, letter in zip(says, right.argmax(axis=1), strict=True)])
        pictures = _letters(UNSEEN)[0][self.wrong[:SHOWN]]
        self._unseen.show(f"unseen, and wrong: {_count(len(self.wrong))} of {_count(PICTURES)}", pictures,
                          [f"✗ {NAMED[said]}" for said in self._wrongly[:SHOWN]])
        self._wrong_one.disabled = not len(self.wrong)

    def _shapes(self):
        """The curves, with their names and numbers below."""
        seen, most = self.looks[-1], _round_above(max(self.steps, 50))
        across = {0: "0", most / 2: _number(most / 2), most: _number(most)}
        thin, thick = self.errors.points(), [(each.step, each.error) for each in self.looks]
        highest = max(height for _, height in thin + thick)
        high = 1 if highest <= 1.25 else _round_above(highest)
        errors = Axes(44, 30, WIDE - 64, 118, across=(0, most), up=(0, max(high, 1.25)))
        right = Axes(44, 208, WIDE - 64, 118, across=(0, most), up=(0, 1))
        shapes = [*errors.frame(across, {0: "0", high / 2: _number(high / 2), high: _number(high)},
                                title=f"error: {look.label(seen.error)} on all training pictures"),
                  *right.frame(across, {0: "0", 0.5: ".5", 1: "1"}, name=f"{_count(self.steps)} steps",
                               title="accuracy: the share of pictures that come out right"),
                  errors.curve(thin, look.MIDDLE_GREY, 1), errors.curve(thick, INK, 2.5)]
        lines = (("training", seen.training, self.examples, "training pictures", look.MIDDLE_GREY, 3, False),
                 ("unseen", seen.unseen, PICTURES, "unseen pictures", look.BLUE, 3, False),
                 ("ten", seen.ten, 10, "the ten of the slides", INK, 1.5, True))
        for place, (name, count, of, words, colour, width, dashed) in enumerate(lines):
            y = 394 + 22 * place
            points = [(each.step, getattr(each, name) / of) for each in self.looks]
            shapes += [right.curve(points, colour, width, dashed), Line([(44, y), (84, y)], colour, width, dashed),
                       Words(94, y, f"{words}: {_count(count)} of {_count(of)}"),
                       Words(WIDE - 20, y, look.label(count / of), anchor="end")]
        return shapes

    def _take_wrong_one(self):
        """Put a wrong unseen picture on the pad; each time another one. By now, there may be none."""
        if not len(self.wrong):
            return
        self._taken = (self._taken + 1) % len(self.wrong)
        self.pad.picture = _letters(UNSEEN)[0][self.wrong[self._taken]]

    # The same, where no browser is.

    def text(self):
        settings = (f"start from {self.start}, seed {self.seed}; learning rate {_number(self.rate)}, "
                    f"momentum {_number(self.momentum)}, batch {_count(self.batch)}, "
                    f"{_count(self.examples)} training pictures")
        grids = (self.grids[name].text() for name in self.grids)
        return "\n\n".join([f"{settings}\n{self.score()}", *grids, self.pad.text()])

    def still(self):
        still = sheet(1000, TALL + 130)
        self.pad.draw_still(still, 4, 4)
        self.grids["features"].draw_still(still, 264, 4)
        self.grids["weights"].draw_still(still, 400, 4)
        self._curves.draw_still(still, 510, 4)
        self._ten.draw_still(still, 4, TALL + 10)
        self._unseen.draw_still(still, 590, TALL + 10)
        still.text(4, TALL + 112, self.said(), size=12)
        return still


class LearningPad(DrawingPad):
    """A drawing pad for a network that learns meanwhile: the hand's picture beside the bars of the votes."""

    def _parts(self):
        return [ipywidgets.HBox([self._hand(self._bars)])]

    def draw_still(self, still, x, y):
        """Draw the pad on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        self.grids["picture"].draw_still(still, x, y)
        self._bars.draw_still(still, x, y + self.grids["picture"].size()[1] + 20)


class Gallery(ipywidgets.HTML):
    """Small pictures of 9 x 9 black and white pixels in a row, with a few words below each, and a line above."""

    SIDE, GAP = 45, 9  # of a picture, in pixels, and between two

    def show(self, title, pictures, words):
        """Show these pictures, with these words below them."""
        self._title, self._pictures, self._words = title, pictures, words
        figures = "".join(map(self._figure, pictures, words))
        self.value = (f'<div style="line-height: 1.5">{html.escape(title)}</div><div style="display: flex; '
                      f'gap: {self.GAP}px; min-height: {self.SIDE + 24}px; line-height: 1.5">{figures}</div>')

    def _figure(self, picture, words):
        white = "".join(f"M{column} {row}h1v1h-1z" for row, column in np.argwhere(picture > 0))
        svg = (f'<svg width="{self.SIDE}" height="{self.SIDE}" viewBox="0 0 9 9" role="img" aria-label="a picture">'
               f'<path d="M0 0h9v9h-9z" fill="{look.BLACK}" stroke="{look.MIDDLE_GREY}" stroke-width=".15"/>'
               f'<path d="{white}" fill="{look.WHITE}"/></svg>')
        return f'<div style="text-align: center">{svg}<div>{html.escape(words)}</div></div>'

    def draw_still(self, still, x, y):
        """Draw the row on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        still.text(x, y + 8, self._title, size=12)
        for place, (picture, words) in enumerate(zip(self._pictures, self._words, strict=True)):
            left = x + place * (self.SIDE + self.GAP)
            still.grid(left, y + 22, look.plain(look.pixels(picture)), cell=self.SIDE / 9)
            still.text(left + self.SIDE / 2, y + 36 + self.SIDE, words, size=11, anchor="middle")


@cache
def _letters(seed):
    """2,000 random letters and their right answers. Nobody can change them by accident."""
    letters = random_letters(PICTURES, seed=seed)
    for each in letters:
        each.setflags(write=False)
    return letters


def _right(right, votes):
    """How many pictures come out right. A tie answers nothing."""
    return int((winner(votes) == right.argmax(axis=1)).sum())


def _count(number):
    return f"{number:,}"


def _number(number):
    """A number of a slider or an axis: without a leading 0, and as long as it is.

    >>> [_number(number) for number in (0.001, 0.5, 0, 10, 2000)]
    ['.001', '.5', '0', '10', '2,000']
    """
    return f"{number:,.12g}".removeprefix("0") or "0"


def _round_above(number):
    """The next number of 1, 2, 5, 10, 20, 50 and so on that is not below this one.

    >>> _round_above(50), _round_above(51), _round_above(1300)
    (50, 100, 2000)
    """
    power = 10 ** (len(str(int(number))) - 1)
    return next(nice * power for nice in (1, 2, 5, 10) if nice * power >= number)
