"""Everything that a page says is heard in one thread: that of the cells and of the kernel's event loop.

Kernels that have subshells (ipykernel 7) hear widgets in a thread of their own, and some of them (7.4) hear the first
word of each widget in the thread of the cells and the others in the other one. Two controls that are moved quickly
would then be answered at the same time, and the older picture might be painted last.
"""

import asyncio
from concurrent.futures import wait

from IPython import get_ipython


class InOneThread:
    """A kernel's handler of messages to widgets, ``hear``, brought to the thread in which ``loop`` runs.

    Called in another thread, it returns when the message has been heard: the page sends no more of the same widget
    until then.
    """

    def __init__(self, hear, loop):
        self._hear, self._loop = hear, loop

    def __call__(self, *message):
        if running_loop() is self._loop:
            return self._hear(*message)
        heard = asyncio.run_coroutine_threadsafe(self._answer(message), self._loop)
        while self._loop.is_running():  # when the kernel ends, nobody is left to answer
            if wait([heard], timeout=1).done:
                return heard.result()

    async def _answer(self, message):
        self._hear(*message)


def hear_here():
    """Let the kernel hear every widget in the thread that calls this. Where no kernel runs, there is nothing to do.

    >>> hear_here()
    """
    handlers = getattr(getattr(get_ipython(), "kernel", None), "shell_handlers", {})
    hear, loop = handlers.get("comm_msg"), running_loop()
    if hear and loop and not isinstance(hear, InOneThread):
        handlers["comm_msg"] = InOneThread(hear, loop)


def running_loop():
    """The event loop of this thread, where it runs one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
