"""The stages of a plan, as lesson 13 shows them above the knobs."""

from ...show.scene import Column, Drawing, Row, Sentence, tell_anew
from .blocks import TALL, WIDE, block, missing


class Stages(Row):
    """A column for each stage of a plan: above, what makes it, then its picture, and below that its shape and its
    weights.

    ``heads`` are what can stand above, {name of the stage: a chip or a title}.
    """

    def __init__(self, heads):
        super().__init__(flex_flow="wrap")
        self._columns = {name: self._column(name, head) for name, head in heads.items()}
        self.add_class("convlib-stages").add_class("convlib-chips")

    def _column(self, name, head):
        return Column(head, Drawing(WIDE, TALL, lambda: (self._block(name), "")),
                      Sentence(lambda: self._stages[name][0]), Sentence(lambda: self._stages[name][1], strong=True))

    def _block(self, name):
        return block(*self._values[name]) if name in self._values else missing()

    def show(self, stages, values):
        """Show these stages: of each its name, its shape and its weights, in words; and of those that can be, {name:
        (what makes it, its numbers)}."""
        self._stages, self._values = {name: words for name, *words in stages}, values
        self.children = [self._columns[name] for name in self._stages]
        tell_anew(self.children)

    def text(self):
        """All stages in one line."""
        heads = [column.children[0].words() for column in self.children]
        return ", ".join(f"{head} {shape}{weights and f' ({weights})'}"
                         for head, (shape, weights) in zip(heads, self._stages.values(), strict=True))
