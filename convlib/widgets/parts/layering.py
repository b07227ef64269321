"""What explorers share in which layers are put in a row: added, chosen, moved and removed."""

import ipywidgets
from traitlets import validate

from ...architecture import KINDS
from ...show.scene import LETTER, LINE, tools
from .explorer import Explorer
from .traits import Many, Whole, one_of


class Written:
    """A button or a label whose words show in a still picture, too."""

    def words(self):
        """What is written on it."""
        return self.description or self.value

    def size(self):
        """The width and height that it takes in a still picture, in pixels."""
        return round(LETTER * len(self.words())), LINE

    def draw_still(self, still, x, y):
        """Write it on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        still.text(x, y + LINE / 2, self.words(), 12)


class Chip(Written, ipywidgets.ToggleButton):
    """A button for one of several things, of which one is chosen. Those in one box with the class ``convlib-chips`` are
    one stop of the Tab key (stops.js)."""

    def __init__(self, **traits):
        super().__init__(**traits)
        self.add_class("convlib-chip")


class Title(Written, ipywidgets.Label):
    """What stands above something."""


class LayersExplorer(Explorer):
    """Layers in a row, of which one is chosen.

    ``layers`` are names: "convolution", "ReLU" and "pooling", at most ``MOST_LAYERS`` of them. ``layer`` is the number
    of the one that is chosen, to be moved or removed; layers count from 1. One that does not exist becomes the nearest.
    Raises ValueError for a layer of another name.

    Whoever inherits says what all layers together are called (``WHOLE``), and puts the chips and the tools in place.
    """

    MOST_LAYERS = 10
    WHOLE = "stack"

    layers = Many(one_of(KINDS))
    layer = Whole(0, 1, lambda self: len(self.layers),
                  sentence="There is no layer {asked}: they run from 1 to {most}. This is layer {possible}.")

    def add(self, kind):
        """Put a layer on the end, and choose it."""
        self.layers = (*self.layers, kind)
        self.layer = len(self.layers)

    def move(self, by):
        """Swap the chosen layer with one of its neighbours: -1 is the one before it, 1 the one after."""
        layers, place, other = list(self.layers), self.layer - 1, self.layer - 1 + by
        if 0 <= min(place, other) and max(place, other) < len(layers):
            layers[place], layers[other] = layers[other], layers[place]
            self.layer = other + 1
            self.layers = tuple(layers)

    def drop(self):
        """Take the chosen layer out, and choose the one before it."""
        if self.layers:
            layers, place = self.layers, self.layer - 1
            self.layers = layers[:place] + layers[place + 1:]
            self.layer = max(place, 1)

    # What shows.

    def _chips_of_layers(self, **layout):
        """A button for each layer that there can be, to choose it."""
        self._chips = [Chip(tooltip="choose this layer", layout={"width": "auto", **layout})
                       for _ in range(self.MOST_LAYERS)]
        for number, chip in enumerate(self._chips, start=1):  # the chip of the chosen layer stays down
            self.follow(chip, lambda number=number: number == self.layer,
                        lambda _, number=number: setattr(self, "layer", number), "layer")
        return self._chips

    def _layer_tools(self):
        """Buttons to add a layer, and to change the chosen one."""
        adds = [self.button(f"+ {kind}", f"put a {kind} layer on the end", lambda kind=kind: self.add(kind))
                for kind in KINDS]
        self._changes = [self.button("◀ earlier", "swap it with the layer before it", lambda: self.move(-1)),
                         self.button("later ▶", "swap it with the layer after it", lambda: self.move(1)),
                         self.button("remove", f"take it out of the {self.WHOLE}", self.drop)]
        self.observe(self._show_layers, names="layer")
        self.observe(self._announce_layers, names=["layers", "layer"])
        return [tools(*adds),
                ipywidgets.HBox([ipywidgets.Label("the chosen layer"), tools(*self._changes)])]

    def _show_layers(self, _=None):
        """Name the chips, press that of the chosen layer, and offer what can be done with it."""
        there = min(max(self.layer, 1), len(self.layers))
        if there != self.layer:
            self.layer = there
        for number, (chip, name) in enumerate(zip(self._chips, self.layers, strict=False), start=1):
            chip.description = f"{number} {name}"
        earlier, later, remove = self._changes
        earlier.disabled, later.disabled = self.layer < 2, self.layer == len(self.layers)
        remove.disabled = not self.layers

    def _announce_layers(self, _):
        """Say to those who hear the page which layers there are, and which of them is chosen."""
        told = f"The {self.WHOLE}: {', '.join(self.layers) or 'no layer'}."
        if 1 <= self.layer <= len(self.layers):
            told += f" Layer {self.layer}, {self.layers[self.layer - 1]}, is chosen."
        self.announce(told)

    # What cannot be.

    @validate("layers")
    def _not_too_many(self, proposal):
        layers = proposal.value
        many = f"Here is room for {self.MOST_LAYERS} layers. The others were left out."
        self.say("layer")
        self.say("layers", many if len(layers) > self.MOST_LAYERS else "")
        return layers[:self.MOST_LAYERS]
