"""The training explorer: a network learns while one looks on, and may take part. Lesson 12, slides 71-78.

A turn makes some steps of gradient descent, shows what has become of the network, and waits until the page has painted
it. Between two turns the controls are heard. What has been seen is thinned from time to time, so that learning on and
on takes no more memory.
"""

from typing import NamedTuple

import ipywidgets
import numpy as np

from ..experiments.letters import LETTERS_EACH, training_letters, unseen_letters
from ..learning import Diverged, descend
from ..ops import error, winner
from ..pictures import X
from ..show import look, verdicts
from ..show.curves import Curve
from ..show.scene import Column, Controls, Drawing, Row, scaled, tools
from ..show.sketch import INK, Axes, Bar, Dot, Line, Picture, Words, round_above
from .lesson_09_all_together import DrawingPad
from .parts.answers import NAMED, count_right
from .parts.learner import LETTERS, NOISE, RIGHT, Learner
from .parts.running import RunningExplorer, for_seconds
from .parts.traits import Choice, Real, Whole

TURN = {"slow": 0, "fast": 0.04}  # seconds of steps between two pictures; without any, it is one step
TOO_LARGE = 100  # an error beyond this only grows; a network of noise begins with about 1

# What the sliders offer. From Python, everything between the first and the last will do.
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
MOMENTA = (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
BATCHES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, LETTERS_EACH)
EXAMPLES = (10, 20, 50, 100, 200, 500, 1000, LETTERS_EACH)
POINTS = 200  # of a curve at most
SHOWN = 6  # wrong pictures
WIDE, TALL = 500, 282  # of the curves, in pixels
SIZE = 15  # of the words beside them
SMALL, PITCH = 44, 52  # the side of a small picture, and how far it is to the next


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
        self._curves = Drawing(WIDE, TALL, lambda: (self._shapes(), self.score()))
        self._ten = Drawing(10 * PITCH, SMALL + 48, self._tell_ten)
        self._unseen = Drawing(SHOWN * PITCH, SMALL + 48, self._tell_unseen)
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
        unseen, unseen_right = unseen_letters()
        self._says = winner(self.network(unseen))
        self.wrong = np.flatnonzero(self._says != unseen_right.argmax(axis=1))
        self.looks.append(Seen(self.steps, float(error(right, votes).mean()), count_right(right, votes),
                               LETTERS_EACH - len(self.wrong), self.right))
        if len(self.looks) > POINTS:
            del self.looks[1:-1:2]
        self._next_look = self.steps + min(max(self.steps // 10, 1), 100)

    def _examples(self):
        """The pictures to learn from, and the right answers."""
        return [each[:self.examples] for each in training_letters()]

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
        if self.running:
            self.announce("It learns.")
        else:
            self._rest()

    def _rest(self):
        """Nothing moves: look at all pictures as they are now, and say what was found."""
        if not self.looks or self.looks[-1].step != self.steps:
            self._look()
        self.update()
        self.say("begun")
        self.say("numbers", self.brief())

    def score(self):
        """How good the network is, in words, at the last look."""
        seen = self.looks[-1]
        return (f"After {seen.step:,} {'step' if seen.step == 1 else 'steps'}: error {look.label(seen.error)}. "
                f"{seen.training:,} of {self.examples:,} training pictures are right, "
                f"{seen.unseen:,} of {LETTERS_EACH:,} unseen ones, and {seen.ten} of the ten.")

    def brief(self):
        """The same in short, for the line that speaks: the curves tell the rest beside it."""
        seen = self.looks[-1]
        return (f"After {seen.step:,} {'step' if seen.step == 1 else 'steps'}: error {look.label(seen.error)}. "
                f"{seen.unseen:,} of {LETTERS_EACH:,} unseen pictures are right, and {seen.ten} of the ten.")

    # What shows.

    def scene(self):
        self._wrong_one = self.button("draw on a wrong one", "put an unseen picture that it gets wrong on the pad",
                                      self._take_wrong_one)
        self._line.add_class("convlib-keeps-room")
        choose, *changes = self.pad.tools("190px")
        drawing = Controls(choose, ipywidgets.HBox(changes), self._wrong_one)
        learned = Column(Row(Column(*self.grids.values()), self._curves), Row(self._ten, self._unseen))
        self.pad.layout.flex = f"0 0 {scaled(246)}"
        return [self._doing(), self._knobs(), drawing, Row(self.pad, learned), self.foot, self.pulse]

    def _doing(self):
        """Play, step, reset, and where it begins."""
        self._play = self.tied("running", ipywidgets.ToggleButton(
            description="▶ play", tooltip="let it learn, or let it rest", button_style="primary",
            layout={"width": "7em"}))
        pace = self.buttons("pace", {name: name for name in TURN})
        pace.tooltips = ["one step for each picture on the screen", "as many steps as it can"]
        acts = tools(self._play, self.button("step", "one step of gradient descent", self.step),
                     self.button("reset", "begin anew where it began", self.reset))
        return Controls(acts, pace, self.choose_start())

    def _knobs(self):
        """The numbers that one may turn while it learns; only other training pictures begin anew."""
        knobs = Controls(self._knob("rate", "learning rate", RATES), self._knob("momentum", "momentum", MOMENTA),
                        self._knob("batch", "batch", BATCHES), self._knob("examples", "training pictures", EXAMPLES))
        return knobs.add_class("convlib-knobs")

    def _knob(self, trait, name, choices):
        """A slider through the choices, and its number. For a number between them, it stands at the nearest."""
        slider = self.follow(
            ipywidgets.SelectionSlider(options=[(look.numeral(number), number) for number in choices], readout=False,
                                       description=name, style={"description_width": "auto"},
                                       layout={"flex": "1 1 120px"}),
            lambda: min(choices, key=lambda choice: abs(choice - getattr(self, trait))),
            lambda choice: setattr(self, trait, choice), trait)
        number = self.follow(ipywidgets.Label(layout={"flex": "0 0 3em"}),
                             lambda: look.numeral(getattr(self, trait)), None, trait)
        return ipywidgets.HBox([slider, number], layout={"flex": f"1 1 {130 + 8 * len(name)}px", "flex_flow": "row"})

    def show(self):
        super().show()
        self.pad.network = self.network
        self.pad.update()
        self._wrong_one.disabled = not len(self.wrong)

    def _shapes(self):
        """The curves side by side, with their names and numbers below."""
        seen, end = self.looks[-1], round_above(max(self.steps, 50))
        thin, thick = self.errors.points(), [(each.step, each.error) for each in self.looks]
        highest = max(height for _, height in thin + thick)
        errors = Axes(44, 30, 184, 126, across=(0, end), up=(0, max(highest, 1.25)))
        right = Axes(296, 30, WIDE - 316, 126, across=(0, end), up=(0, 1))
        steps = {number: look.numeral(number) for number in (0, end / 2, end)}
        taken = f"{self.steps:,} steps"
        shapes = [*errors.frame(steps, title=f"error: {look.label(seen.error)}", name=taken, size=SIZE),
                  *right.frame(steps, {0: "0", 0.5: ".5", 1: "1"}, title="accuracy: the share right", size=SIZE),
                  errors.curve(thin, look.MIDDLE_GREY, 1, key="batches"), errors.curve(thick, INK, 2.5, key="error")]
        lines = (("training", self.examples, "training pictures", look.MIDDLE_GREY, 3, False),
                 ("unseen", LETTERS_EACH, "unseen pictures", look.BLUE, 3, False),
                 ("ten", 10, "the ten of the slides", INK, 1.5, True))
        for place, (name, of, words, colour, width, dashed) in enumerate(lines):
            y, count = 222 + 24 * place, getattr(seen, name)
            points = [(each.step, getattr(each, name) / of) for each in self.looks]
            shapes += [right.curve(points, colour, width, dashed, name), *_marker(name, *right.at(*points[-1]), colour),
                       Line([(8, y), (48, y)], colour, width, dashed), *_marker(f"{name} below", 28, y, colour),
                       Words(60, y, f"{words}: {count:,} of {of:,}"),
                       Words(WIDE - 20, y, look.label(count / of), anchor="end")]
        return shapes

    def _tell_ten(self):
        says = winner(self.network(LETTERS))
        return _small("the ten of the slides", LETTERS, says, RIGHT.argmax(axis=1), range(10))

    def _tell_unseen(self):
        numbers, (pictures, right) = self.wrong[:SHOWN], unseen_letters()
        return _small(f"unseen, and wrong: {len(self.wrong):,} of {LETTERS_EACH:,}", pictures[numbers],
                      self._says[numbers], right[numbers].argmax(axis=1), numbers)

    def _take_wrong_one(self):
        """Put a wrong unseen picture on the pad; each time another one. By now, there may be none."""
        if not len(self.wrong):
            return
        self._taken = (self._taken + 1) % len(self.wrong)
        self.pad.picture = unseen_letters()[0][self.wrong[self._taken]]
        self.announce(f"On the pad is an unseen picture that comes out wrong. {self.pad.verdict()}")

    def text(self):
        return (f"start from {self.start}, seed {self.seed}; learning rate {look.numeral(self.rate)}, "
                f"momentum {look.numeral(self.momentum)}, batch {self.batch:,}, "
                f"{self.examples:,} training pictures\n\n{super().text()}")


class LearningPad(DrawingPad):
    """A narrow drawing pad for a network that learns meanwhile. It has no line that speaks: the votes never rest. Its
    tools stand elsewhere."""

    wide = 240

    def scene(self):
        return [Column(self.grids["picture"], self.bars())]

    def build(self, *names):
        super().build(*names)
        self.children = self.children[:1]

    def _show_votes(self):
        return super()._show_votes()[0], self.verdict()


def _marker(name, x, y, colour):
    """What tells a line from the others where colours are not seen: a square for training, a disc for unseen."""
    if name.startswith("training"):
        return [Bar(x - 5, y - 5, 10, 10, colour, f"end of {name}")]
    return [Dot(x, y, 5, colour, f"end of {name}")] if name.startswith("unseen") else []


def _small(caption, pictures, says, right, numbers):
    """The shapes of small pictures side by side, with what is said of them below, and the same in words. ``numbers``
    are those by which a picture is known, wherever it stands."""
    shapes, told = [Words(2, 10, caption, SIZE, key="caption")], []
    for place, (picture, said, letter, number) in enumerate(zip(pictures, says, right, numbers, strict=True)):
        x, verdict = PITCH * place, "right" if said == letter else "wrong"
        told.append(verdicts.said(verdict, NAMED[said]))
        back, words = verdicts.badge_shapes(verdict, x + SMALL / 2 + 3, SMALL + 38, NAMED[said])
        shapes += [Bar(x, 21, SMALL + 6, SMALL + 6, look.VERDICTS[verdict], f"frame of {number}"),
                   Picture(x + 3, 24, SMALL, picture, f"picture {number}", verdict),
                   back._replace(key=f"badge of {number}"), words._replace(key=f"verdict of {number}")]
    return shapes, ", ".join([caption, *told])
