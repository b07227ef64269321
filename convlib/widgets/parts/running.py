"""Work that goes on in the kernel while the controls stay alive: training, and sweeps over many networks.

A cell that loops keeps the kernel busy, and a button that is pressed meanwhile is heard when it ends. So long work is
cut into small turns, in a task of the kernel's own event loop. Between two turns the kernel hears what the controls
have to say, and never in the midst of one (one_thread.py).

A turn begins when the browser has painted the one before. So no picture waits in a queue, and when the page is closed,
or the cell is run again, the work rests with it.
"""

import asyncio
import signal
import time

from traitlets import validate

from ...kernel.one_thread import running_loop
from ...learning import Diverged
from ...show.pulse import Pulse
from .explorer import Explorer
from .traits import Flag

PATIENCE = 20  # seconds without a page before the work ends; loading a page anew takes less


class RunningExplorer(Explorer):
    """An explorer that works on by itself while ``running`` is true.

    Whoever inherits writes :meth:`turns`, and has ``pulse`` among its children. Pausing, closing, the kernel's
    interrupt and the end of the work set ``running`` to false. So does :class:`convlib.learning.Diverged`, which the
    explorer then says. Any other error is a fault of the program: it ends the work, too, and keeps its traceback.

    Raises ValueError when it is to run where there is no event loop: outside of a notebook.
    """

    running = Flag()

    def __init__(self, **state):
        self.pulse = Pulse()
        self._task = self._interrupted = None
        super().__init__(**state)
        self.observe(self._start_or_stop, names="running")

    def turns(self):
        """The work: a generator that does a small piece, shows it, and yields; again and again, until it is done."""
        raise NotImplementedError

    def close(self):
        self.running = False
        super().close()

    def _start_or_stop(self, change):
        if self._task:
            self._task.cancel()
            self._task = None
        if not self.running:
            return
        self.say("running")
        self._task = running_loop().create_task(self._work())

    @validate("running")
    def _has_a_loop(self, proposal):
        if proposal.value and running_loop() is None:
            raise ValueError("running must be False outside of a notebook, as there is no event loop, but it is True")
        return proposal.value

    async def _work(self):
        try:
            for _ in self.turns():
                self._stop_on_interrupt()
                await self.pulse.painted(PATIENCE)
        except TimeoutError:
            self.say("running", "Paused, because the page was gone.")
        except (Diverged, KeyboardInterrupt) as error:
            self.say("running", str(error) or "Interrupted.")
        except Exception as fault:
            self.say("running", f"Stopped by a fault in the program: {type(fault).__name__}: {fault}")
            raise
        finally:
            if self._task in (None, asyncio.current_task()):  # else it has been started again
                self.running = False
                if self._interrupted and signal.getsignal(signal.SIGINT) == self._interrupted:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _stop_on_interrupt(self):
        """A kernel ignores an interrupt while no cell runs. For as long as this works, let one stop it."""
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            loop = running_loop()
            self._interrupted = lambda *_: loop.call_soon_threadsafe(self._interrupt)
            signal.signal(signal.SIGINT, self._interrupted)

    def _interrupt(self):
        if self.running:
            self.say("running", "Interrupted.")
            self.running = False


def for_seconds(seconds, items):
    """As many of the items as fit into this time, and at least one.

    >>> list(for_seconds(0, iter("abc")))
    ['a']
    """
    until = time.monotonic() + seconds
    for item in items:
        yield item
        if time.monotonic() >= until:
            return
