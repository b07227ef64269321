"""What explorers are made of: what each grid shows, and one scene for the page, the still picture and the plain text.

An explorer says three things: its state (traits.py), what each grid shows (``contents``), and how the parts stand
(``scene``). From the first come the controls and the refusals, from the second the grids and what they show when
something changes, from the third the live page, the still picture and the plain text.
"""

import html
import textwrap

import ipywidgets
from traitlets import link

from ...show.grid import PixelGrid
from ...show.look import Still
from ...show.sketch import Sketch
from .explorer import Explorer
from .traits import Whole

GAP = 24  # between two parts of a still picture, in pixels
LINE, LETTERS = 22, 130  # of words in a still picture: the height of a line in pixels, and its letters


class Row(ipywidgets.HBox):
    """Parts side by side, on the page and in the still picture. A part that cannot be drawn is on the page only."""

    def __init__(self, *parts, style="convlib-scene", **layout):
        super().__init__(parts, layout=layout)
        self.add_class(style)

    def size(self):
        """The width and height that it takes in a still picture, in pixels."""
        wide, tall = _sizes(drawn(self.children))
        return sum(wide) + GAP * (len(wide) - 1), max(tall)

    def draw_still(self, still, x, y):
        """Draw it on a :class:`convlib.show.look.Still`, with its top left corner at ``x, y``."""
        for part in drawn(self.children):
            part.draw_still(still, x, y)
            x += part.size()[0] + GAP


class Column(ipywidgets.VBox):
    """Parts below each other, on the page and in the still picture."""

    def __init__(self, *parts, **layout):
        super().__init__(parts, layout=layout)

    def size(self):
        """The width and height that it takes in a still picture, in pixels."""
        wide, tall = _sizes(drawn(self.children))
        return max(wide), sum(tall)

    def draw_still(self, still, x, y):
        """Draw it on a :class:`convlib.show.look.Still`, with its top left corner at ``x, y``."""
        draw_below(drawn(self.children), still, x, y)


def drawn(parts):
    """The parts that take room in a still picture: no controls, and no words where there are none."""
    return [part for part in parts if hasattr(part, "draw_still") and all(part.size())]


def draw_below(parts, still, x, y):
    """Draw parts on a :class:`convlib.show.look.Still`, one below the other."""
    for part in parts:
        part.draw_still(still, x, y)
        y += part.size()[1]


def _sizes(parts):
    """All widths, and all heights."""
    return zip(*[part.size() for part in parts] or [(0, 0)], strict=True)


class Lines:
    """Words in a still picture, broken into lines."""

    def __init__(self, words):
        self.lines = [part for line in words.splitlines() for part in textwrap.wrap(line, LETTERS)]

    def size(self):
        """The width and height that they take, in pixels."""
        return 7 * max(map(len, self.lines), default=0), LINE * len(self.lines) + 6 * bool(self.lines)

    def draw_still(self, still, x, y):
        """Draw them on a :class:`convlib.show.look.Still`, with their top left corner at ``x, y``."""
        for number, line in enumerate(self.lines):
            still.text(x, y + 8 + LINE * number, line, size=12)


class Sign(ipywidgets.HTML):
    """An arithmetic sign between two grids."""

    def __init__(self, symbol):
        super().__init__(symbol)
        self.add_class("convlib-sign")

    def size(self):
        return 14 * len(self.value), 60

    def draw_still(self, still, x, y):
        still.text(x + self.size()[0] / 2, y + 44, self.value, size=20, anchor="middle")


class Sentence(ipywidgets.HTML):
    """Lines of words that follow the state: ``tell()`` is asked anew whenever something changes.

    With ``spoken``, a screen reader says them, too. They may hold markup where ``marked(lines)`` makes some of them.
    """

    def __init__(self, tell, spoken=False, marked=None):
        super().__init__()
        self.tell, self.spoken, self.marked = tell, spoken, marked

    def follow(self):
        """Show what there is to tell now."""
        lines = self.tell().splitlines()
        inside = self.marked(lines) if self.marked else "<br>".join(map(html.escape, lines))
        self.value = f'<div role="status">{inside}</div>' if self.spoken and lines else inside

    def text(self):
        """The words alone."""
        return self.tell()

    def size(self):
        """The width and height that it takes in a still picture, in pixels."""
        return Lines(self.tell()).size()

    def draw_still(self, still, x, y):
        """Draw it on a :class:`convlib.show.look.Still`, with its top left corner at ``x, y``."""
        Lines(self.tell()).draw_still(still, x, y)


class Drawing(Sketch):
    """A sketch that follows the state: ``draw_now()`` gives its shapes, and what they show in words, for now."""

    def __init__(self, width, height, draw_now):
        super().__init__(width, height, "")
        self.draw_now = draw_now

    def follow(self):
        """Draw what there is to see now."""
        self.draw(*self.draw_now())


def parts(box):
    """All parts of a box that can be read or that follow the state, from the first to the last."""
    for part in box.children:
        if hasattr(part, "text") or hasattr(part, "follow"):
            yield part
        elif hasattr(part, "children"):
            yield from parts(part)


class Scene(Explorer):
    """An explorer that says once what shows and where.

    Whoever inherits writes ``contents`` and ``scene``. ``state`` is what it begins with: when any of it changes,
    everything shows anew.
    """

    def __init__(self, **state):
        super().__init__(**state)
        self.grids = {name: PixelGrid(**content) for name, content in self.contents().items()}
        self._sliders = {}
        self.children = [*self.scene(), self._line]
        self.follow()
        self.observe(self.update, names=[*state])

    def contents(self):
        """For every grid, by its name: its cells, its caption, and whatever else a PixelGrid can be told."""
        return {}

    def scene(self):
        """The parts of the explorer, from top to bottom."""
        raise NotImplementedError

    def update(self, change=None):
        """Something is new: show it."""
        self.show_contents()
        self.follow()

    def show_contents(self):
        """Put into the grids what is new, and give the sliders their ends."""
        for name, content in self.contents().items():
            self.grids[name].show(**content)
        for name, slider in self._sliders.items():
            least, most = self.traits()[name].bounds(self)
            if (slider.min, slider.max) != (least, most):
                with slider.hold_sync(), slider.hold_trait_notifications():
                    slider.min, slider.max = least, most
                    slider.value = getattr(self, name)

    def follow(self):
        """Let all words and drawings follow the state."""
        for part in parts(self):
            if hasattr(part, "follow"):
                part.follow()

    # Controls.

    def slider(self, name, title="", width="230px", **look):
        """A slider for a number of the state: its ends and its steps are the trait's own."""
        trait = self.traits()[name]
        least, most = trait.bounds(self)
        kind = ipywidgets.IntSlider if isinstance(trait, Whole) else ipywidgets.FloatSlider
        steps = {"step": trait.step} if trait.step else {}
        slider = kind(getattr(self, name), min=least, max=most, description=title or trait.title or name, **steps,
                      layout={"width": width}, style={"description_width": "initial"}, **look)
        self._sliders[name] = self.tied(name, slider)
        return slider

    def buttons(self, name, options, **look):
        """Buttons of which one is pressed: ``options`` are {words: value}."""
        return self.tied(name, ipywidgets.ToggleButtons(options=[*options.items()], value=getattr(self, name),
                                                        style={"button_width": "auto"}, **look))

    def tied(self, name, widget):
        """A control whose value is that of the trait ``name``, always."""
        link((self, name), (widget, "value"))
        return widget

    # The same, where no browser is.

    def text(self):
        return "\n\n".join(filter(None, [*(part.text() for part in parts(self) if hasattr(part, "text")),
                                         self.said()]))

    def still(self):
        shown = drawn([*self.children, Lines(self.said())])
        wide, tall = _sizes(shown)
        still = Still(max(wide) + 8, sum(tall) + 4)
        draw_below(shown, still, 4, 4)
        return still
