"""Whatever thread a kernel hears a widget in, it is answered in that of the cells."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from convlib.kernel import one_thread
from convlib.kernel.one_thread import hear_here
from tests.test_running import in_a_kernel, settle


@pytest.fixture
def handlers(monkeypatch):
    """The message handlers of a kernel that notes what it hears, and in which thread."""
    heard = []
    handlers = {"comm_msg": lambda *message: heard.append((message, threading.current_thread()))}
    shell = SimpleNamespace(kernel=SimpleNamespace(shell_handlers=handlers))
    monkeypatch.setattr(one_thread, "get_ipython", lambda: shell)
    handlers["heard"] = heard
    return handlers


def test_a_message_that_comes_in_another_thread_waits_until_this_one_has_heard_it(handlers):
    async def scenario():
        hear_here()
        other = threading.Thread(target=lambda: handlers["comm_msg"]("stream", "ident", "message"))
        other.start()
        other.join(0.2)
        assert other.is_alive() and handlers["heard"] == []  # this thread is busy
        while other.is_alive():
            await settle()
        assert handlers["heard"] == [(("stream", "ident", "message"), threading.current_thread())]

    in_a_kernel(scenario)


def test_a_message_that_comes_in_this_thread_is_heard_at_once(handlers):
    async def scenario():
        hear_here()
        hear_here()  # for each explorer
        handlers["comm_msg"]("message")
        assert handlers["heard"] == [(("message",), threading.current_thread())]

    in_a_kernel(scenario)


def test_when_the_kernel_has_ended_nobody_waits_for_it(handlers):
    async def scenario():
        hear_here()

    loop = asyncio.new_event_loop()
    loop.run_until_complete(scenario())
    other = threading.Thread(target=lambda: handlers["comm_msg"]("message"))
    other.start()
    other.join(5)
    assert not other.is_alive() and handlers["heard"] == []
    loop.run_until_complete(settle())
    loop.close()


def test_outside_of_a_kernel_nothing_is_done(handlers, monkeypatch):
    before = handlers["comm_msg"]
    hear_here()  # a kernel, but no event loop in this thread
    assert handlers["comm_msg"] is before
    for shell in (None, SimpleNamespace(), SimpleNamespace(kernel=SimpleNamespace())):
        monkeypatch.setattr(one_thread, "get_ipython", lambda shell=shell: shell)
        hear_here()
