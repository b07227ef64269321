"""The stages of a plan, as lesson 12 shows them above the knobs."""

import ipywidgets

WIDE, TALL = 96, 66  # of a column in a still picture, in pixels


class Stages(ipywidgets.HBox):
    """A column for each stage of a plan: above, what makes it, and below that its shape and its weights.

    ``heads`` are the widgets that can stand above, {name of the stage: label or button}.
    """

    def __init__(self, heads):
        super().__init__(layout={"flex_flow": "wrap", "grid_gap": "0 14px"})
        self._columns = {name: ipywidgets.VBox([head, ipywidgets.HTML()], layout={"min_width": "74px"})
                         for name, head in heads.items()}

    def show(self, stages):
        """Show these stages: of each its name, its shape and its weights, in words."""
        self._stages = stages
        for name, shape, weights in stages:
            self._columns[name].children[1].value = f"<div>{shape}</div><div><b>{weights}</b></div>"
        self.children = [self._columns[name] for name, *_ in stages]

    def _told(self):
        """What stands in each column: its head, its shape and its weights, in words."""
        heads = [self._columns[name].children[0] for name, *_ in self._stages]
        return [(head.description or head.value, shape, weights)
                for head, (_, shape, weights) in zip(heads, self._stages, strict=True)]

    def text(self):
        """All stages in one line."""
        return ", ".join(" ".join(filter(None, [head, shape, weights and f"({weights})"]))
                         for head, shape, weights in self._told())

    def size(self):
        """The width and height that they take in a still picture, in pixels."""
        return WIDE * len(self._stages), TALL

    def draw_still(self, still, x, y):
        """Draw them on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        for column, words in enumerate(self._told()):
            for line, each in enumerate(words):
                still.text(x + WIDE * column, y + 8 + 20 * line, each, 11)
