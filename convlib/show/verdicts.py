"""Verdicts: how right, wrong, almost and still missing look, wherever something is judged.

Each has a sign, a word and a colour, so that nobody needs to tell the colours apart. White words stand on the colour,
which is told from a light page and from a dark one. All of it is decided here, for HTML and for drawings.
"""

import html

from .look import VERDICTS
from .sketch import Bar, Words

SIGNS = {"right": "✓", "wrong": "✗", "almost": "≈", "missing": "…"}
WORDS = {"right": "right", "wrong": "wrong", "almost": "almost", "missing": "still missing"}
INK = "#ffffff"
# The border shows where a page has colours of its own only, and so drops the fill.
LOOK = f"color:{INK};padding:1px 8px;border:1px solid transparent;border-radius:3px;white-space:nowrap"
STYLE = f".convlib-badge {{ font-weight:bold;{LOOK} }}\n" + "".join(
    f".convlib-{kind} {{ background:{fill} }}\n" for kind, fill in VERDICTS.items())  # of what JavaScript shows


def said(kind, words=None):
    """A verdict in plain text: its sign, and its own word or others.

    >>> said("right"), said("wrong", "yours")
    ('✓ right', '✗ yours')
    """
    return f"{SIGNS[kind]} {WORDS[kind] if words is None else words}"


def badge(kind, words=None):
    """A verdict as HTML, which needs no style of the page: it also shows where no widget does.

    >>> "✗ yours</strong>" in badge("wrong", "yours")
    True
    """
    return (f'<strong class="convlib-badge convlib-{kind}" style="background:{VERDICTS[kind]};{LOOK}">'
            f"{html.escape(said(kind, words))}</strong>")


def badge_shapes(kind, x, y, words=None, size=12):
    """A verdict in a drawing, centred at ``x, y``: its shapes (sketch.py).

    >>> [type(shape).__name__ for shape in badge_shapes("right", 40, 12)]
    ['Bar', 'Words']
    """
    text = said(kind, words)
    wide, tall = size * (0.58 * len(text) + 0.5), size * 1.6
    return [Bar(x - wide / 2, y - tall / 2, wide, tall, VERDICTS[kind]), Words(x, y, text, size, INK, "middle")]
