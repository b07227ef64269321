"""Pulse: when has the page painted what was sent? Work that shows every step waits for it, and ends with the page."""

import asyncio

import anywidget

from .page import HERE


class Pulse(anywidget.AnyWidget):
    """An invisible piece of the page, which answers when the page has painted."""

    _esm = HERE / "pulse.js"

    def __init__(self):
        super().__init__()
        self._beat = 0
        self._heard = asyncio.Event()
        self.on_msg(self._hear)

    def _hear(self, _, message, __):
        if message["heard"] in (None, self._beat):
            self._heard.set()

    async def painted(self, seconds):
        """Wait until the page has painted all that was sent so far. Raises TimeoutError after some seconds."""
        self._beat += 1
        self._heard.clear()
        self.send({"beat": self._beat})
        async with asyncio.timeout(seconds):  # unlike wait_for, it loses no cancellation
            await self._heard.wait()
