"""The text of a file in which a table may be: spreadsheets write it in several ways, and of a long one it is cut."""

import codecs

from .reading import MOST_ROWS

MOST_LINES = MOST_ROWS + 100  # as a table can have, and some that hold none


def text_of(content, is_cut=False):
    """The text of a file, in whole lines, and whether more was in it: of one that ``is_cut``, the beginning has come.

    >>> text_of("größ,1\\n5 €,2\\n".encode()[:-1], is_cut=True)
    ('größ,1', True)
    """
    lines = decoded(content, is_cut).split("\n")
    if is_cut and len(lines) > 1:
        lines.pop()  # the last one may have come in part
    return "\n".join(lines[:MOST_LINES]), is_cut or len(lines) > MOST_LINES


def decoded(content, is_cut=False):
    """The text of a file, in the ways in which spreadsheets write it. One that is cut may end in half a letter.

    >>> decoded("größ".encode()[:-1], is_cut=True), decoded("5 €".encode("cp1252"))
    ('grö', '5 €')
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content, final=not is_cut)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
