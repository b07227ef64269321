"""What explorers share that train network after network: a queue of trainings, begun by a button or all at once."""

from .running import RunningExplorer, for_seconds

TURN = 0.08  # seconds of work between two moments at which the page is heard


class QueueExplorer(RunningExplorer):
    """An explorer that trains one network after the other, while the page is heard.

    Whoever inherits says which trainings are ``_missing()`` of what was ``_asked`` for, makes the small ``_pieces`` of
    them, and shows how far it is: ``_begin(missing)``, ``_show_progress()`` after each turn, and ``_show_running()``
    when it begins or ends.
    """

    ALL_THERE = CANCELLED = ""  # said where nothing is missing, and where the hand stopped it
    _asked = ()

    def cancel(self):
        """Stop training. What is finished stays."""
        if self.running:
            self._asked = type(self)._asked
            self.running = False
            self.say("running", self.CANCELLED)

    def turns(self):
        missing = self._missing()
        self._begin(missing)
        pieces = self._pieces(missing, self.steps)
        for _ in pieces:
            for _ in for_seconds(TURN, pieces):
                pass
            self._show_progress()
            yield

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
            self._show_running()
            for _ in self.turns():
                pass
        finally:
            self._show_running()
