"""The training explorer: a network learns while one looks on, and may take part. Lesson 11, slides 71-78.

A turn makes some steps of gradient descent, shows what has become of the network, and waits until the page has painted
it. Between two turns the controls are heard. What has been seen is thinned from time to time, so that learning on and
on takes no more memory.
"""

from functools import cache
from typing import NamedTuple

import ipywidgets
import numpy as np

from ..learning import Diverged, descend
from ..ops import error, winner
from ..pictures import X, random_letters
from ..show import look
from ..show.curves import Curve
from ..show.grid import MARGIN
from ..show.scene import Column, Controls, Drawing, Row
from ..show.sketch import INK, Axes, Line, Words, round_above
from .lesson_09_all_together import DrawingPad
from .parts.answers import NAMED, count_right
from .parts.learner import LETTERS, NOISE, RIGHT, Learner
from .parts.running import RunningExplorer, for_seconds
from .parts.traits import Choice, Real, Whole, frozen

TURN = {"slow": 0, "fast": 0.04}  # seconds of steps between two pictures; without any, it is one step
LETTERS_EACH = 2000  # to learn from at most, and as many unseen ones
TRAINING, UNSEEN = 100, 200  # the seeds of their pictures
TOO_LARGE = 100  # an error beyond this only grows; a network of noise begins with about 1

# What the sliders offer. From Python, everything between the first and the last will do.
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
MOMENTA = (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
BATCHES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, LETTERS_EACH)
EXAMPLES = (10, 20, 50, 100, 200, 500, 1000, LETTERS_EACH)
POINTS = 200  # of a curve at most
SHOWN = 6  # wrong pictures
WIDE, TALL = 480, 452  # of the curves, in pixels
SMALL = 5  # the side of a pixel of the small pictures
SMALL_LOOKS = [*look.plain(look.pixels([-1, 1])).looks, ["none", "", "", ""]]  # number 2 stands between them


class Seen(NamedTuple):
    """What a look at all pictures found: after which step, the mean error of the training pictures, and how many
    pictures come out right of those, of the unseen ones, and of the slides' ten."""

    step: int
    error: float
    training: int
    unseen: int
    ten: int


class TrainingExplorer(Learner, RunningExplorer):
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

    rate = Real(0.5, RATES[0], RATES[-1], title="learning rate")
    momentum = Real(0, MOMENTA[0], MOMENTA[-1])
    batch = Whole(32, BATCHES[0], BATCHES[-1])
    examples = Whole(LETTERS_EACH, EXAMPLES[0], EXAMPLES[-1], title="number of training pictures")
    pace = Choice(TURN, "slow")

    side = 40

    def __init__(self, picture=X, **state):
        super().__init__(**state)
        self.pad = LearningPad(picture, self.first_network())
        self._taken = -1
        self._curves = Drawing(WIDE, TALL, lambda: (self._shapes(), self.score()), words=lambda: "")
        self._begin()
        self.build()
        self.observe(self._begin_anew, names=["start", "seed", "examples"])
        self.observe(self._descend_anew, names=["momentum", "batch"])
        self.observe(self._played_or_paused, names="running")
        self._rest()

    # The work.

    def reset(self):
        """Stop, and begin anew where it began."""
        self.running = False
        self._begin()
        self.say("running")
        self._rest()

    def _begin(self):
        self.network = self.first_network()
        self.steps, self.errors, self.looks = 0, Curve(POINTS), []
        self._descend_anew()
        self._look()

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
                for _ in for_seconds(TURN[self.pace], iter(self._advance, "the end")):  # it never comes
                    pass
            finally:
                self.update()
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
        self._says = winner(self.network(unseen))
        self.wrong = np.flatnonzero(self._says != unseen_right.argmax(axis=1))
        self.looks.append(Seen(self.steps, float(error(right, votes).mean()), count_right(right, votes),
                               LETTERS_EACH - len(self.wrong), self.right))
        if len(self.looks) > POINTS:
            del self.looks[1:-1:2]
        self._next_look = self.steps + min(max(self.steps // 10, 1), 100)

    def _examples(self):
        """The pictures to learn from, and the right answers."""
        return [each[:self.examples] for each in _letters(TRAINING)]

    # What happens when something changes.

    def _begin_anew(self, change):
        self.reset()
        begun = f"from noise, seed {self.seed}" if self.start == NOISE else "from the slides' network"
        of = "" if self.examples == LETTERS_EACH else f", with {self.examples:,} training pictures"
        self.say("begun", f"Begun anew {begun}{of}.")

    def _descend_anew(self, _=None):
        """Go on from here, with the momentum and the batch of now. The ball is caught, and let go again."""
        self._descent = None

    def _played_or_paused(self, _):
        self._play.description = "❚❚ pause" if self.running else "▶ play"
        if not self.running:
            self._rest()

    def _rest(self):
        """Nothing moves: look at all pictures as they are now, and say what was found."""
        if not self.looks or self.looks[-1].step != self.steps:
            self._look()
        self.update()
        self.say("begun")
        self.say("numbers", self.score())

    def score(self):
        """How good the network is, in words, at the last look."""
        seen = self.looks[-1]
        return (f"After {seen.step:,} {'step' if seen.step == 1 else 'steps'}: error {look.label(seen.error)}. "
                f"Right are {seen.training:,} of {self.examples:,} training pictures, "
                f"{seen.unseen:,} of {LETTERS_EACH:,} unseen ones, and {seen.ten} of the ten.")

    # What shows.

    def contents(self):
        wrong = _letters(UNSEEN)[0][self.wrong[:SHOWN]]
        return super().contents() | {
            "ten": {"cells": _in_a_row(LETTERS, len(LETTERS)), "caption": "the ten of the slides", "cell": SMALL},
            "unseen": {"cells": _in_a_row(wrong, SHOWN), "cell": SMALL,
                       "caption": f"unseen, and wrong: {len(self.wrong):,} of {LETTERS_EACH:,}"}}

    def scene(self):
        features, weights, ten, unseen = self.grids.values()
        self._ten = Drawing(ten.size()[0], 24, lambda: _below(winner(self.network(LETTERS)), RIGHT))
        self._unseen = Drawing(unseen.size()[0], 24, lambda: _below(
            self._says[self.wrong[:SHOWN]], _letters(UNSEEN)[1][self.wrong[:SHOWN]]))
        self._wrong_one = self.button("draw on a wrong one", "put an unseen picture that it gets wrong on the pad",
                                      self._take_wrong_one, width="190px")
        self.pad.layout.flex = "0 0 246px"
        return [self._doing(), self._knobs(),
                Row(self.pad, features, weights, Column(self._curves, flex="1 1 380px")),
                Row(Column(ten, self._ten), Column(unseen, self._unseen, self._wrong_one),
                    justify_content="flex-start"),
                self._line, self.pulse]

    def _doing(self):
        """Play, step, reset, and where it begins."""
        self._play = self.tied("running", ipywidgets.ToggleButton(
            description="▶ play", tooltip="let it learn, or let it rest", layout={"width": "100px"}))
        pace = self.buttons("pace", {name: name for name in TURN}, button_width="56px")
        pace.tooltips = ["one step for each picture on the screen", "as many steps as it can"]
        return Controls(
            ipywidgets.HBox([self._play, self.button("step", "one step of gradient descent", self.step, "80px"),
                             self.button("reset", "begin anew where it began", self.reset, "80px")]),
            pace, self.choose_start())

    def _knobs(self):
        """The numbers that one may turn while it learns; only other training pictures begin anew."""
        return Controls(self._knob("rate", "learning rate", RATES), self._knob("momentum", "momentum", MOMENTA),
                        self._knob("batch", "batch", BATCHES), self._knob("examples", "training pictures", EXAMPLES))

    def _knob(self, trait, name, choices):
        """A slider through the choices, and its number. For a number between them, it stands at the nearest."""
        slider = self.follow(
            ipywidgets.SelectionSlider(options=[(look.numeral(number), number) for number in choices], readout=False,
                                       description=name, style={"description_width": "auto"},
                                       layout={"flex": "1 1 120px"}),
            lambda: min(choices, key=lambda choice: abs(choice - getattr(self, trait))),
            lambda choice: setattr(self, trait, choice), trait)
        number = self.follow(ipywidgets.Label(layout={"flex": "0 0 46px"}),
                             lambda: look.numeral(getattr(self, trait)), None, trait)
        return ipywidgets.HBox([slider, number], layout={"flex": f"1 1 {130 + 8 * len(name)}px"})

    def show(self):
        super().show()
        self.pad.network = self.network
        self.pad.update()
        self._wrong_one.disabled = not len(self.wrong)

    def _shapes(self):
        """The curves, with their names and numbers below."""
        seen, end = self.looks[-1], round_above(max(self.steps, 50))
        thin, thick = self.errors.points(), [(each.step, each.error) for each in self.looks]
        highest = max(height for _, height in thin + thick)
        errors = Axes(44, 30, WIDE - 64, 118, across=(0, end), up=(0, max(highest, 1.25)))
        right = Axes(44, 208, WIDE - 64, 118, across=(0, end), up=(0, 1))
        shapes = [*errors.frame(title=f"error: {look.label(seen.error)} on all training pictures"),
                  *right.frame(name=f"{self.steps:,} steps",
                               title="accuracy: the share of pictures that come out right"),
                  errors.curve(thin, look.MIDDLE_GREY, 1), errors.curve(thick, INK, 2.5)]
        lines = (("training", self.examples, "training pictures", look.MIDDLE_GREY, 3, False),
                 ("unseen", LETTERS_EACH, "unseen pictures", look.BLUE, 3, False),
                 ("ten", 10, "the ten of the slides", INK, 1.5, True))
        for place, (name, of, words, colour, width, dashed) in enumerate(lines):
            y, count = 394 + 22 * place, getattr(seen, name)
            points = [(each.step, getattr(each, name) / of) for each in self.looks]
            shapes += [right.curve(points, colour, width, dashed), Line([(44, y), (84, y)], colour, width, dashed),
                       Words(94, y, f"{words}: {count:,} of {of:,}"),
                       Words(WIDE - 20, y, look.label(count / of), anchor="end")]
        return shapes

    def _take_wrong_one(self):
        """Put a wrong unseen picture on the pad; each time another one. By now, there may be none."""
        if not len(self.wrong):
            return
        self._taken = (self._taken + 1) % len(self.wrong)
        self.pad.picture = _letters(UNSEEN)[0][self.wrong[self._taken]]

    def text(self):
        return (f"start from {self.start}, seed {self.seed}; learning rate {look.numeral(self.rate)}, "
                f"momentum {look.numeral(self.momentum)}, batch {self.batch:,}, "
                f"{self.examples:,} training pictures\n\n{super().text()}")


class LearningPad(DrawingPad):
    """A narrow drawing pad for a network that learns meanwhile. It has no line that speaks: the votes never rest."""

    def scene(self):
        return [Row(self.hand(self._bars))]

    def build(self, *names):
        super().build(*names)
        self.children = self.children[:1]

    def _show_votes(self):
        return super()._show_votes()[0], self.verdict()


@cache
def _letters(seed):
    """2,000 random letters and their right answers. Nobody can change them by accident."""
    return tuple(map(frozen, random_letters(LETTERS_EACH, seed=seed)))


def _in_a_row(pictures, room):
    """The looks of small pictures of black and white pixels side by side, where there is room for so many."""
    index = np.pad((pictures > 0) * 1, ((0, room - len(pictures)), (0, 0), (0, 1)), constant_values=2)
    return look.Cells(SMALL_LOOKS, np.hstack([*index]))


def _below(says, right):
    """The shapes of what is said below small pictures, and the same in a line."""
    words = [f"{'✓' if said == letter else '✗'} {NAMED[said]}"
             for said, letter in zip(says, right.argmax(axis=1), strict=True)]
    return [Words(MARGIN + SMALL * (10 * place + 4.5), 12, each, anchor="middle")
            for place, each in enumerate(words)], ", ".join(words)
