"""Work in turns: it yields to the page after each, and whatever ends it leaves it startable again."""

import asyncio
import gc
import signal

import pytest

from convlib.learning import Diverged
from convlib.widgets.parts import running
from convlib.widgets.parts.running import RunningExplorer, for_seconds


class Counter(RunningExplorer):
    """Counts its turns up to ``last``; at ``bad`` it cannot go on, because of an ``error``."""

    def __init__(self, last=10**9, bad=None, error=Diverged("this cannot be")):  # noqa: B008 - it never changes
        self.count, self.last, self.bad, self.error = 0, last, bad, error
        super().__init__()

    def turns(self):
        while self.count < self.last:
            if self.count == self.bad:
                raise self.error
            self.count += 1
            yield


def in_a_kernel(scenario):
    """Run a scenario as cells run: in an event loop."""
    asyncio.run(scenario())


def paint(explorer):
    """Answer as a page does that has painted what was sent last."""
    explorer.pulse._hear(None, {"heard": explorer.pulse._beat}, [])


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_turn_waits_until_the_page_has_painted_the_one_before():
    async def scenario():
        counter = Counter()
        counter.running = True
        for turn in range(1, 5):
            await settle()
            assert counter.count == turn
            paint(counter)
        counter.pulse._hear(None, {"heard": 0}, [])  # an answer to something long ago
        await settle()
        assert counter.count == 5 and counter.running

    in_a_kernel(scenario)


def test_a_page_that_was_loaded_anew_goes_on():
    async def scenario():
        counter = Counter()
        counter.running = True
        await settle()
        counter.pulse._hear(None, {"heard": None}, [])
        await settle()
        assert counter.count == 2

    in_a_kernel(scenario)


def test_pausing_stops_at_once_and_it_goes_on_where_it_was():
    async def scenario():
        counter = Counter()
        counter.running = True
        await settle()
        counter.running = False
        paint(counter)
        await settle()
        assert counter.count == 1 and counter.said() == ""
        counter.running = True
        counter.running = False
        counter.running = True  # faster than the task can end
        await settle()
        assert counter.count == 2 and counter.running
        counter.close()
        paint(counter)
        await settle()
        assert counter.count == 2 and not counter.running

    in_a_kernel(scenario)


@pytest.mark.parametrize("moments", range(6))
def test_pausing_is_not_lost_when_the_page_answers_in_the_same_moment(moments):
    async def scenario():
        counter = Counter()
        counter.running = True
        await settle()
        paint(counter)
        for _ in range(moments):
            await asyncio.sleep(0)
        counter.running = False
        count = counter.count
        for _ in range(3):
            paint(counter)
            await settle()
        assert counter.count == count and not counter.running

    in_a_kernel(scenario)


def test_it_stops_at_the_end_and_where_it_cannot_go_on():
    async def scenario():
        done, stuck = Counter(last=1), Counter(bad=1)
        done.running = stuck.running = True
        await settle()
        paint(done), paint(stuck)
        await settle()
        assert (done.count, done.running, done.said()) == (1, False, "")
        assert (stuck.count, stuck.running, stuck.said()) == (1, False, "this cannot be")
        stuck.bad = None
        stuck.running = True
        assert stuck.said() == ""

    in_a_kernel(scenario)


def test_a_fault_of_the_program_ends_it_and_keeps_its_traceback():
    """A NumPy bug showed as "operands could not be broadcast" without a traceback."""
    faults = []

    async def scenario():
        asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context["exception"]))
        broken = Counter(bad=1, error=ValueError("operands could not be broadcast"))
        broken.running = True
        await settle()
        paint(broken)
        await settle()
        assert not broken.running
        assert broken.said() == "Stopped by a fault in the program: ValueError: operands could not be broadcast"
        broken.bad = None
        broken.running = True  # it can begin again
        await settle()
        assert broken.count == 2
        broken.close()

    in_a_kernel(scenario)
    gc.collect()
    (fault,) = faults
    assert fault.__traceback__ and str(fault) == "operands could not be broadcast"


def test_without_a_page_it_ends_and_says_so(monkeypatch):
    monkeypatch.setattr(running, "PATIENCE", 0.01)

    async def scenario():
        counter = Counter()
        counter.running = True
        await asyncio.sleep(0.1)
        assert (counter.count, counter.running, counter.said()) == (1, False, "Paused, because the page was gone.")

    in_a_kernel(scenario)


def test_an_interrupt_stops_it_where_the_kernel_would_ignore_one():
    async def scenario():
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a kernel does between two cells
        try:
            counter = Counter()
            counter.running = True
            await settle()
            signal.raise_signal(signal.SIGINT)
            await settle()
            assert (counter.count, counter.running, counter.said()) == (1, False, "Interrupted.")
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        finally:
            signal.signal(signal.SIGINT, before)

    in_a_kernel(scenario)


def test_outside_of_a_notebook_it_says_that_it_cannot_run():
    counter = Counter()
    heard = []
    counter.observe(heard.append, names="running")
    with pytest.raises(ValueError, match="outside of a notebook"):
        counter.running = True
    assert heard == []
    assert not counter.running


def test_for_seconds_stops_in_time():
    endless = iter(int, 1)
    assert len(list(for_seconds(0, endless))) == 1
    assert 1 < len(list(for_seconds(0.01, endless)))
    assert list(for_seconds(9, iter("ab"))) == ["a", "b"]
