"""What every explorer shares: state in traits, a still picture, plain text, and a line to say things.

An explorer is a box of widgets whose traits are its whole state. Set a trait in Python and the picture
follows; move something in the picture and the trait follows. A number that cannot be is moved to the
nearest one that can, and the explorer says so in words. What is no such value at all is refused (traits.py).
"""

import math
from contextlib import contextmanager
from functools import partial

import ipywidgets
from traitlets import TraitError

from ...pictures import FEATURES, TEN, name_of
from ...show import look
from ...show.grid import PixelGrid
from ...show.key import Key
from ...show.numerals import MOVED, nearest
from ...show.scene import Row, Scene, Sentence, readable
from .traits import Refused, Whole

NAMED = {name.replace("_", ", "): pixels for name, pixels in TEN.items()}  # the slides' ten, as lists name them
PICTURES = {**NAMED}  # what lists of pictures offer, whether it has a right answer, as the ten, or none
SHAPES = {"diagonal": "╲", "cross": "╳", "antidiagonal": "╱"}
DECK_HUES = [look.COLOURS[name] for name in FEATURES]  # of explorers that show all three
OWN = "your own"  # what has no name
PENS = look.pixels([-1, 1]).looks  # the looks of a dark and of a light pixel, for a hand that draws


class Explorer(Scene):
    """A box of widgets that has something to say, and also shows where no kernel runs.

    Whoever inherits says three things: its state (traits), what each grid shows (:meth:`contents`), and how the parts
    stand (:meth:`scene`). When the state it begins with is there, it calls :meth:`build`. From the scene come the live
    page, the still picture and the plain text.
    """

    HAS_PIXELS = True  # whether a grid shows the pixels of a picture, black and white

    def __init__(self, **state):
        self.controls = {}  # what the hand sets traits with, by the name of the first that it sets
        self._cursors = {}  # of the grids, by the name of what they count
        self._said = {}
        self._line = Sentence(self.said, spoken=True, flex="1 1 0", min_width="200px").add_class("convlib-line")
        self.key = Key(self.hues, self.HAS_PIXELS, self.fullest)
        self.foot = Row(self._line, self.key)  # what stands below all others, unless a scene puts it elsewhere
        super().__init__(**state)
        self.add_class("convlib-explorer")

    # The scene.

    def hues(self):
        """The colours that +1 has in its grids, but for the pixels of pictures."""
        return []

    def fullest(self):
        """Of what has its full colour at another number than 1: its name, and that number."""
        return {}

    def contents(self):
        """For every grid, by its name: its cells, its caption, and whatever else a PixelGrid can be told."""
        return {}

    def scene(self):
        """The parts of the explorer (scene.py), from top to bottom. The line where it speaks and the key of the colours
        stand below them, unless they are among them."""
        raise NotImplementedError

    def build(self, *names):
        """Make the grids, lay out the scene, and from now on show what is new when one of these traits changes."""
        self._made = {}
        self._show_grids()
        scene = self.scene()
        self.children = scene if self._line in readable(scene) else [*scene, self.foot]
        self.tell()
        self.observe(self.update, names=[*names])

    def update(self, _=None):
        """Something is new: show it."""
        self.show()
        self.tell()

    def show(self):
        """Put into the grids, and whatever else does not follow by itself, what they show now."""
        self._show_grids()

    def _show_grids(self):
        """Make the grids that are new. One that was made once serves for its name again and again."""
        contents = self.contents()
        for name, content in contents.items():
            if name in self._made:
                self._made[name].show(**content)
            else:
                self._made[name] = PixelGrid(**content)
        self.grids = {name: self._made[name] for name in contents}

    # What it says.

    def say(self, about, sentence=""):
        """Show a sentence under the explorer. It stands until something else is said ``about`` the same."""
        self._said.pop(about, None)
        if sentence:
            self._said[about] = sentence
        self._line.update()

    def said(self):
        """What stands under the explorer now."""
        return " ".join(self._said.values())

    @contextmanager
    def hold_trait_notifications(self):
        """Set several traits together: all of them, or, where one is refused, none. Nothing is said then, either."""
        said = dict(self._said)
        try:
            with super().hold_trait_notifications():
                yield
        except TraitError:
            self._said = said
            self._line.update()
            raise

    def set_together(self, **values):
        """Set several traits together, after the hand: what was said about them before is past."""
        for name in values:
            self.say(name)
        with self.hold_trait_notifications():
            for name, value in values.items():
                setattr(self, name, value)

    def nearest(self, name, value, least, most, step=None, title="", sentence=MOVED):
        """The number nearest to ``value`` that the trait ``name`` can hold (numerals.py). It says where that is another
        one. ``title`` is what people call the trait.
        """
        possible, told = nearest(title or name, value, least, most, step, sentence)
        self.say(name, told)
        return possible

    def button(self, words, tip, act, width="auto", primary=False):
        """A button that does something when it is pressed: ``act()``. At most one of an explorer is ``primary``, what
        one would press first, and stands out."""
        button = ipywidgets.Button(description=words, tooltip=tip, layout={"width": width},
                                   button_style="primary" if primary else "")
        button.on_click(lambda _: act())
        return button

    def follow(self, widget, shown, put, *traits):
        """A widget that follows the state, and sets it: its value is ``shown()``, now and whenever one of these traits
        changes. What the hand makes of it goes to ``put(value)``; where that is refused, the explorer says so."""

        def show(_=None):
            value = shown()
            if not _alike(widget.value, value):  # a hand may be moving it
                widget.value = value

        def hear(change):
            if not _alike(change.new, shown()):
                try:
                    put(change.new)
                except Refused as error:
                    self.say(traits[0], str(error))
                show()

        show()
        self.observe(show, names=[*traits])
        widget.observe(hear, names="value")
        self.controls.setdefault(traits[0], widget)
        return widget

    def follow_in_steps(self, slider, shown, put, *traits):
        """A slider that stands at the step nearest to a number of the state. The hand puts there that of a step."""

        def on_step(number):
            return round(round(number / slider.step) * slider.step, 2)

        return self.follow(slider, lambda: on_step(shown()), lambda number: put(on_step(number)), *traits)

    def tied(self, trait, widget):
        """A widget whose value is that of a trait: each follows the other."""
        return self.follow(widget, lambda: getattr(self, trait), lambda value: setattr(self, trait, value), trait)

    def cursor(self, trait):
        """The cursor (grid.py) of a trait that holds a whole number from 0 on. Asked for again, it ends where that
        number ends now."""
        most = self.traits()[trait].bounds(self)[1]
        if trait not in self._cursors:
            self._cursors[trait] = self.tied(trait, ipywidgets.IntSlider(max=most))
        self._cursors[trait].max = most
        return self._cursors[trait]

    def slider(self, trait, name="", tip="", wide=170):
        """A slider for a number that a trait holds, between its own ends and in its own steps. Its ``name`` stands
        before it: that of the trait, if no other. It is at least so many pixels ``wide``, where the page is."""
        number = self.traits()[trait]
        kind = ipywidgets.IntSlider if isinstance(number, Whole) else ipywidgets.FloatSlider
        least, most = number.bounds(self)
        slider = kind(min=least, max=most, step=number.step or kind.step.default_value, tooltip=tip or None,
                      description=name or trait, style={"description_width": "initial"},
                      layout={"width": "auto", "flex": f"1 1 {wide}px", "max_width": "380px"})
        return self.tied(trait, signed(slider))

    def buttons(self, trait, options, name="", **style):
        """Buttons of which one is pressed, for what a trait holds, {words: value}; with a ``name`` before them."""
        buttons = self.tied(trait, ipywidgets.ToggleButtons(
            options=[*options.items()], style={"button_width": "auto", **style}))
        return ipywidgets.HBox([ipywidgets.Label(name), buttons], layout={"flex": "0 0 auto"}) if name else buttons

    def menu(self, trait, choices, words, width="250px", unnamed=None, put=None):
        """A list to choose from {name: value}, or from names alone, what a trait holds; with ``words`` before it."""
        choices = choices if isinstance(choices, dict) else {name: name for name in choices}
        names = [*choices, unnamed] if unnamed else [*choices]
        menu = ipywidgets.Dropdown(options=names, description=words, tooltip=words or trait, layout={"width": width},
                                   style={"description_width": "auto"})
        return self.offer(trait, choices, menu, unnamed, put)

    def choose_picture(self, width="200px", description="picture"):
        """A list to choose the trait ``picture`` from. It says so where that holds a picture of the learner's own."""
        return self.menu("picture", PICTURES, description, width, unnamed=OWN)

    def choose_feature(self):
        """Buttons to choose the trait ``feature`` from the slides' three. None is pressed for one of the learner's."""
        features = ipywidgets.ToggleButtons(
            options=[(f"{shape} {name}", name) for name, shape in SHAPES.items()], style={"button_width": "auto"})
        return self.offer("feature", FEATURES, features.add_class("convlib-features"))

    def offer(self, trait, choices, chooser, unnamed=None, put=None):
        """Let a widget choose by name what a trait holds; it always names what that is now.

        What the trait holds when it has no name is called ``unnamed``. A choice is given to ``put(value)``, if not to
        the trait alone.
        """
        put = put or partial(setattr, self, trait)
        return self.follow(chooser, lambda: name_of(getattr(self, trait), choices) or unnamed,
                           lambda name: put(choices[name]) if name in choices else None, trait)

    def drawing(self, trait):
        """What hears the strokes of a PixelGrid, and puts each into the picture that a trait holds."""

        def draw(cells, light):
            pixels = getattr(self, trait).copy()
            pixels[tuple(zip(*cells, strict=True))] = 1 if light else -1
            setattr(self, trait, pixels)

        return draw


def signed(slider):
    """A slider with a mark at its 0 where that is in the middle."""
    return slider.add_class("convlib-signed") if slider.min == -slider.max else slider


def _alike(value, shown):
    """Is this the same value, but for the last digits that a browser counts differently?"""
    numbers = isinstance(value, float) and isinstance(shown, float)
    return math.isclose(value, shown, abs_tol=1e-9) if numbers else value == shown
