"""Files that come in pieces: whole, cut, one after the other, and one that takes the place of another."""

import base64
from pathlib import Path

import pytest

import convlib
from convlib.show.file_source import FileSource

PIECE = 480_000  # as in file_source.js


def pieces(source, name, content, id="1", piece=PIECE):
    """The messages in which the browser hands over a file."""
    sent = content[:source.first] if source.first else content
    for at in range(0, len(sent), piece) or [0]:
        yield {"id": id, "name": name, "size": len(content), "length": len(sent), "at": at,
               "piece": base64.b64encode(sent[at:at + piece]).decode()}


def bring(source, name, content, piece=PIECE):
    for message in pieces(source, name, content, piece=piece):
        source._handle_custom_msg(message, [])


@pytest.fixture
def heard(monkeypatch):
    """What a source has told, in order."""
    told = []
    source = FileSource(lambda file: told.append(tuple(file)), lambda *refusal: told.append(refusal),
                        lambda: told.append("begin"), words="choose")
    monkeypatch.setattr(source, "send", told.append)
    return source, told


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 1000])
def test_a_file_comes_in_pieces_and_each_is_answered(heard, size):
    source, told = heard
    content = bytes(number % 256 for number in range(size))
    bring(source, "mine.csv", content, piece=8)
    answers = [{"heard": "1", "at": min(at, size)} for at in range(8, size + 8, 8)] or [{"heard": "1", "at": 0}]
    assert told == ["begin", *answers[:-1], ("mine.csv", content, size), answers[-1]]
    assert source._pieces == b""


def test_of_a_long_file_the_beginning_comes_and_its_size_is_known(heard):
    source, told = heard
    source.first = 20
    bring(source, "long.csv", bytes(10**6), piece=8)
    assert ("long.csv", bytes(20), 10**6) in told and len(told) == 5


def test_a_file_that_is_chosen_meanwhile_takes_the_place_of_the_other(heard):
    source, told = heard
    one, other = (list(pieces(source, name, name.encode() * 9, id=name, piece=8)) for name in ("one", "other"))
    for message in (one[0], other[0], one[1], *other[1:], one[2]):
        source._handle_custom_msg(message, [])
    assert [each for each in told if isinstance(each, tuple)] == [("other", b"other" * 9, 45)]
    assert all(each["heard"] == "other" for each in told[3:] if isinstance(each, dict))


def test_what_the_browser_refuses_is_told(heard):
    source, told = heard
    source._handle_custom_msg({"refused": "big.tif", "words": "This file has 300.0 MB."}, [])
    assert told == [("big.tif", "This file has 300.0 MB.")]


def test_the_browser_sends_what_the_connection_lets_through_and_nobody_uses_another_way():
    """Tornado, below Jupyter, closes a connection at the first message of more than 10 MB."""
    folder = Path(convlib.__file__).parent
    script = (folder / "show" / "file_source.js").read_text(encoding="utf-8")
    assert f"const PIECE = {PIECE:_};" in script and PIECE * 4 / 3 < 1e6
    for path in folder.rglob("*.py"):
        assert "ipywidgets.FileUpload" not in path.read_text(encoding="utf-8"), path
