"""Player: the buttons that walk a cursor through its places, in the browser.

The place is one number, and it lives in the cursor alone: a player holds no copy of it. So whatever moves the cursor,
in this page or in another one, has moved it for everybody.
"""

import anywidget
import ipywidgets
from traitlets import Bool, Bytes, Float, Int, Unicode

from .page import scripts


class Player(anywidget.AnyWidget):
    """Play and stop, for a cursor: any ipywidget with a whole-number ``value`` from 0 to a ``max``.

    Play walks on by one place every so many ``milliseconds``, also while the kernel is busy, and stops at the end. From
    the end it begins anew. Stop goes back to the beginning. The hand goes first: whatever else moves the cursor ends
    the walk there. ``name`` says what it walks through. Of an explorer's players one may be ``primary``: what one would
    press first.

    With a ``sound``, the bytes of a WAV file, Play lets it be heard, and the cursor goes along: a place takes so many
    ``seconds``, and what is heard stands ``ahead`` of the cursor's place by so many places. A hand that moves the cursor
    meanwhile moves the sound there.

    Raises TraitError where the cursor is no widget, or a beat takes less than a millisecond.

    >>> import ipywidgets
    >>> Player(ipywidgets.IntSlider(max=48), "places", milliseconds=400).name
    'places'
    """

    _esm = scripts("hand", "walking", "listening", "player")

    cursor = anywidget.WidgetTrait().tag(sync=True)
    name = Unicode().tag(sync=True)
    milliseconds = Int(min=1).tag(sync=True)
    primary = Bool().tag(sync=True)
    sound = Bytes().tag(sync=True)
    seconds = Float(1).tag(sync=True)
    ahead = Float(0).tag(sync=True)

    def __init__(self, cursor, name, milliseconds, primary=False):
        super().__init__(cursor=cursor, name=name, milliseconds=milliseconds, primary=primary)

    def __repr__(self):
        return f"Player({self.name!r})"


def sweep(cursor, name, milliseconds, primary=False):
    """Controls that walk a cursor through its places: Play, and a slider to scrub. They stop at the end.

    The slider is the cursor itself, and Play walks it inside the browser: see :class:`Player`.
    """
    cursor.readout, cursor.layout.width, cursor.layout.flex = False, "auto", "1 1 40px"
    cursor.tooltip = name
    rest_where_alone(cursor)
    parts = ipywidgets.Label(name), Player(cursor, name, milliseconds, primary), cursor
    return ipywidgets.HBox(parts).add_class("convlib-sweep")


def rest_where_alone(slider):
    """A slider that has one place only is disabled for as long: in a page, a key on it could make it NaN."""

    def rest(_=None):
        slider.disabled = slider.min == slider.max

    rest()
    slider.observe(rest, names=["min", "max"])
    return slider
