"""What explorers share that train network after network: a queue of trainings, begun by a button or all at once."""

from time import perf_counter

from ...checks import counted
from ...show.progress import Progress
from ...show.scene import Column
from .running import RunningExplorer, for_seconds

TURN = 0.08  # seconds of work between two moments at which the page is heard


class QueueExplorer(RunningExplorer):
    """An explorer that trains one network after the other, while the page is heard, and shows how far it is.

    Whoever inherits says which jobs are ``_missing()`` of what was ``_asked`` for, lets a network learn in small pieces
    and keeps the result (``_learn(job, steps)``), and puts a button to stop (``_stop``) in place.
    The bar stands in the foot, which is as high without it.
    """

    ALL_THERE = CANCELLED = ""  # said where nothing is missing, and where the hand stopped it
    _asked = ()

    def __init__(self, **state):
        self._stop = self.button("cancel", "stop; what is finished stays", self.cancel)
        self._stop.disabled = True
        self._bar_box = Column(flex="0 1 auto").add_class("convlib-bar")
        super().__init__(**state)
        self.foot.children = self._bar_box, *self.foot.children
        self.observe(self._show_running, names="running")

    def cancel(self):
        """Stop training. What is finished stays."""
        if self.running:
            self._asked = type(self)._asked
            self.running = False
            self.say("running", self.CANCELLED)

    def turns(self):
        missing, steps, began = self._missing(), self.steps, perf_counter()
        self.announce(f"{counted(len(missing), 'network')} to train.")
        bar = Progress(len(missing), "networks that have learned", wide=120)
        self._bar_box.children = [bar]
        pieces = ((done, piece) for done, job in enumerate(missing)
                  for piece, _ in enumerate(self._learn(job, steps), start=1))
        for first in pieces:
            done, piece = [first, *for_seconds(TURN, pieces)][-1]
            step = min(piece, steps)  # the others look what it gets right
            bar.show(done + step / steps)
            bar.aside.value = f"step {step} of {steps}: {perf_counter() - began:.0f} s so far"
            yield
        self.announce(f"{counted(len(missing), 'network')} trained.")
        self._asked = type(self)._asked

    def _start(self, asked):
        """Begin to train what is asked for, and go on while the page is there. While it trains, nothing begins."""
        if self.running:
            return
        self._asked = asked
        if self._missing():
            self.running = True
        else:
            self.say("running", self.ALL_THERE)

    def _at_once(self, asked):
        """Train what is asked for, and come back when all is done."""
        self.running = False
        self._asked = asked
        try:
            for _ in self.turns():
                pass
        finally:
            self._show_running()

    def _show_running(self, _=None):
        """Offer to stop while it trains. While it does not, there is nothing to tell of how far it is."""
        self._stop.disabled = not self.running
        if not self.running:
            self._bar_box.children = []
        self.tell()
