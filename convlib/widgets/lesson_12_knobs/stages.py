"""The stages of a plan, as lesson 12 shows them above the knobs."""

from ...show.scene import Column, Row, Sentence, readable


class Stages(Row):
    """A column for each stage of a plan: above, what makes it, and below that its shape and its weights.

    ``heads`` are what can stand above, {name of the stage: a chip or a title}.
    """

    def __init__(self, heads):
        super().__init__(flex_flow="wrap", grid_gap="0 14px", justify_content="flex-start")
        self._columns = {name: Column(head, Sentence(lambda name=name: self._stages[name][0]),
                                      Sentence(lambda name=name: self._stages[name][1], strong=True), min_width="74px")
                         for name, head in heads.items()}

    def show(self, stages):
        """Show these stages: of each its name, its shape and its weights, in words."""
        self._stages = {name: words for name, *words in stages}
        self.children = [self._columns[name] for name in self._stages]
        for sentence in readable(self.children):
            sentence.update()

    def text(self):
        """All stages in one line."""
        heads = [column.children[0].words() for column in self.children]
        return ", ".join(f"{head} {shape}{weights and f' ({weights})'}"
                         for head, (shape, weights) in zip(heads, self._stages.values(), strict=True))
