"""Whatever a trait of an explorer is set to, it is refused before it holds, or becomes something that can be."""

import datetime
import enum
import warnings
from decimal import Decimal
from fractions import Fraction

import ipywidgets
import numpy as np
import pytest
from traitlets import TraitError

from convlib import widgets
from convlib.experiments.plans import Plan, Trained, Tried
from convlib.experiments.shuffles import Job, Result
from convlib.pictures import FEATURES, TRICKY, O, X
from convlib.show.shown import Shown
from convlib.widgets.lesson_15_text import GOOD, SENTENCES
from convlib.widgets.parts.explorer import Explorer
from convlib.widgets.parts.traits import Refused, Trait, Whole

Answer = enum.Enum("Answer", "YES NO")


class Rude:
    def __eq__(self, other):
        raise RuntimeError("I am equal to nobody")

    __hash__ = None


def kinds():
    """All kinds of value that somebody may set a trait to, by name. Each is made anew: a generator is used up."""
    masked = np.ma.masked_array(np.ones((9, 9)), mask=X > 0)
    return {
        "None": None, "True": True, "False": False, "np.True_": np.True_, "0": 0, "1": 1, "-1": -1, "10**30": 10**30,
        "-10**30": -10**30, "10**400": 10**400, "10**5000": 10**5000, "0.5": 0.5, "1e308": 1e308, "-1e308": -1e308,
        "1e-320": 1e-320, "-0.0": -0.0, "nan": float("nan"), "inf": float("inf"), "-inf": -float("inf"), "'3'": "3",
        "'abc'": "abc", "''": "", "' '": " ", "surrogate": "\ud800", "markup": "<b onclick='x()'>1</b>", "b'x'": b"x",
        "[]": [], "()": (), "{}": {}, "ragged": [[1, 2], [3]], "object": object(), "rude": Rude(), "complex": 1 + 2j,
        "np.array(3)": np.array(3), "np.float32": np.float32(0.3), "np.float64 nan": np.float64("nan"),
        "np.float16": np.float16(1e4), "np.int8": np.int8(-128), "np.uint64": np.uint64(2**64 - 1),
        "np.longdouble": np.longdouble(0.7), "datetime64": np.datetime64("2024-01-01"), "empty": np.array([]),
        "1-d": np.arange(3.0), "3-d": np.ones((2, 9, 9)), "photo": np.full((3, 6, 7), 0.2),
        "nan array": np.full((9, 9), np.nan), "inf array": np.full((9, 9), np.inf), "huge array": X * 1e308,
        "tiny array": np.full((9, 9), 1e-320), "longdouble array": np.full((9, 9), np.longdouble(2)),
        "1 x 1": np.ones((1, 1)), "3 x 3": np.eye(3), "5 x 5": np.full((5, 5), -1e308), "1 x 30": np.ones((1, 30)),
        "30 x 30": np.linspace(-1, 1, 900).reshape(30, 30), "bool array": X > 0,
        "uint8 array": np.full((9, 9), 255, "u1"),
        "object array": np.full((9, 9), object()), "masked": masked, "text array": np.full((9, 9), "x"),
        "complex array": np.full((9, 9), 1j), "int list": [[10**30] * 9] * 9, "wave": np.full(500, -1e308),
        "twelve": [1e308] * 12, "weights": np.full((12, 2), -1e308), "51": np.full(51, 1e308),
        "generator": (number for number in range(3)), "function": len, "class": int, "Whole": Whole,
        "date": datetime.date(2024, 1, 1), "Decimal": Decimal("0.5"), "Decimal nan": Decimal("NaN"),
        "Fraction": Fraction(1, 3), "set": {1, 2}, "range": range(3), "pair": (1, 2), "nested": ((1, 2), (3,)),
        "wrong pair": ("a", None), "bool pair": (True, False), "float pair": (1.0, 2.0), "three": (1, 2, 3),
        "far pair": (10**30, -10**30), "twice": (0, 0, *range(1, 9)), "bools": (False, True), "layers": ["ReLU"] * 20,
        "layer": ("flatten",), "unhashable": [{}], "enum": Answer.YES, "words": {"good": 1}, "words 2": {"good": [[1]]},
        "words 3": {3: [1]}, "words 4": {"good": [True, "x"]}, "words 5": {"good": [1e308], "not": [-1e308]},
        "words 6": {"good": [], "not": []}, "found": {"diagonal": 3}, "found 2": {"diagonal": [(1, "a")]},
        "found 3": {"diagonal": [[1.0, 1]]}, "found 4": {"nobody": ()}, "found 5": {"diagonal": [(True, True)]},
    }


# A value that can be, other than the one at the beginning.

GOOD_VALUES = {
    "first": O, "second": TRICKY["X_weight"], "picture": O, "feature": FEATURES["cross"], "down": 1, "right": -1,
    "scale": 0.8, "turn": 15, "thick": 1, "pixel": 7, "row": 2, "column": 1, "step": 4, "hand": "draw", "pen": "dark",
    "window": 3, "stride": 1, "pooling": "min", "value": 0.25, "values": np.linspace(0, 1, 12), "source": "O",
    "weights": np.full((12, 2), 0.25), "line": 5, "rivals": True, "bend": True, "layers": ("pooling", "ReLU"),
    "layer": 1, "chosen": (1, 5), "pointed": (1, 6), "sees": True, "numbers": np.linspace(-1, 1, 51),
    "counted": "O", "start": "noise",
    "seed": 7, "rate": 0.2, "steps": 20, "features": 2, "side": 5, "neurons": 2, "runs": 2, "knob": "layers",
    "order": tuple(range(9))[::-1], "momentum": 0.9, "batch": 8, "examples": 20, "pace": "fast", "padding": False,
    "found": {"diagonal": ((1, 1),)}, "sentence": SENTENCES[1], "phrase": "mad", "sound": np.sin(np.arange(2000.0)),
    "letter": "O, scaling", "tint": "orange", "way": 3, "fractions": True,
    "colour": True, "relu": True, "bias": 0.25, "divide": 3, "photo": np.full((3, 6, 7), 0.2), "running": False,
}
OWN_GOOD_VALUES = {
    ("KnobsExplorer", "results"): (Tried(Plan(), 200, (Trained(0, 0.75, 8, 1.5),)),),
    ("ShufflingExplorer", "results"): (Result(Job("ConvNet", "plain", 0), 0.75, 0.5),),
    ("ShufflingExplorer", "order"): tuple(range(81))[::-1], ("JudgingExplorer", "source"): "1,2\n2,1\n3,3",
    ("JudgingExplorer", "order"): (2, 1, 0, 3, 4), ("TextExplorer", "feature"): GOOD, ("TextExplorer", "pen"): -1,
    ("SoundExplorer", "feature"): "beginning", ("SoundExplorer", "pen"): -1, ("NudgingExplorer", "chosen"): 3,
    ("ConvolvingExplorer", "padding"): 1, ("PhotoExplorer", "feature"): np.eye(3), ("PhotoExplorer", "pooling"): 1, ("TrainingExplorer", "rate"): 1.0,
}
STATE = {
    "JudgingExplorer": {"source": "1,2,4,1,2\n2,1,3,2,1\n3,3,1,1,2\n4,4,2,2,2"}, "PhotoExplorer": {"photo": X},
    "TrainingExplorer": {"examples": 10}, "PassageExplorer": {"passage": "said the cat to the mad cat"},
}
EXPLORERS = [kind for kind in map(widgets.__dict__.get, widgets.__all__)
             if isinstance(kind, type) and issubclass(kind, Explorer)]
LAYOUT = {*ipywidgets.VBox.class_traits()}
TRAITS = [(kind, name) for kind in EXPLORERS for name in kind.class_traits() if name not in LAYOUT]


def made(kind):
    return kind(**STATE.get(kind.__name__, {}))


@pytest.fixture
def explorer(kind, spare={}):  # noqa: B006 - to make an explorer takes longer than to try it
    """One that is as at its beginning: a new one, or one that an earlier test has left so."""
    explorer, words = spare.pop(kind, None) or ((new := made(kind)), shown(new))
    yield explorer
    if shown(explorer) == words:
        spare[kind] = explorer, words


def good_value(kind, name):
    return OWN_GOOD_VALUES.get((kind.__name__, name), GOOD_VALUES.get(name))


def shown(explorer):
    """What an explorer tells, and what each of its grids and sketches shows, beside what it has just said."""
    explorer._said.clear()
    parts = [part for part in walk(explorer) if isinstance(part, Shown) and part is not explorer]
    return "\n".join([explorer.text(), *(part.text() for part in parts)])


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def same(one, other):
    return type(one) is type(other) and (np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other)


def finite(value):
    """Whether there is no NaN and no infinity in a value, however deep."""
    if isinstance(value, (tuple, list)):
        return all(map(finite, value))
    if isinstance(value, dict):
        return finite([*value.values()])
    return not isinstance(value, (float, np.ndarray)) or bool(np.isfinite(value).all())


@pytest.mark.parametrize(("kind", "name"), TRAITS, ids=lambda part: getattr(part, "__name__", part))
def test_every_kind_of_value_is_refused_or_becomes_one_that_can_be(explorer, kind, name):
    begun, good = getattr(explorer, name), good_value(kind, name)
    try:
        setattr(explorer, name, good)
    except Refused as refused:
        pytest.fail(f"Name a good value of {kind.__name__}.{name} in GOOD_VALUES, or in OWN_GOOD_VALUES where another "
                    f"explorer has a trait of that name: {refused}")
    right = shown(explorer)
    setattr(explorer, name, begun)
    told = shown(explorer)
    for called, value in kinds().items():
        before = getattr(explorer, name)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                setattr(explorer, name, value)
            except (TraitError, ValueError, TypeError) as error:
                assert isinstance(error, Refused), (called, error)
                assert name in str(error) and "but" in str(error), (called, error)
                assert getattr(explorer, name) is before, called
                continue
            now = getattr(explorer, name)
            assert type(now) in {type(begun), type(good)} and finite(now), (called, now)
            if not same(now, before):
                told = shown(explorer)
                assert not {"nan", "inf", "−inf", "-inf"} & {*told.lower().split()}, called
    assert shown(explorer) == told  # what was refused has changed nothing
    setattr(explorer, name, good)
    assert shown(explorer) == right  # and after all of that it works as before
    setattr(explorer, name, begun)


def test_there_are_at_least_forty_kinds_and_no_trait_of_another_kind():
    assert len(kinds()) >= 40
    assert all(isinstance(kind.class_traits()[name], Trait) for kind, name in TRAITS)
    assert {kind.__name__ for kind, _ in TRAITS} == {kind.__name__ for kind in EXPLORERS}


@pytest.mark.parametrize("kind", EXPLORERS, ids=lambda kind: kind.__name__)
def test_of_several_traits_set_together_all_hold_or_none(explorer, kind):
    names = [name for of, name in TRAITS if of is kind]
    for bad in names:
        before, told, said = {name: getattr(explorer, name) for name in names}, explorer.text(), explorer.said()
        with pytest.raises(Refused, match=bad), explorer.hold_trait_notifications():
            for name in names:
                if name != bad:
                    setattr(explorer, name, good_value(kind, name))
            setattr(explorer, bad, object())
        assert all(same(getattr(explorer, name), before[name]) for name in names)
        assert (explorer.text(), explorer.said()) == (told, said)


@pytest.mark.parametrize(("kind", "state"), [
    ("FilteringExplorer", {"row": 99, "picture": np.ones((2, 2))}),
    ("FindingExplorer", {"row": 2, "found": {"cross": [(0, 0)]}}),
    ("ConvolvingExplorer", {"hand": "draw", "feature": np.ones((9, 10))}),
    ("LayerExplorer", {"row": 2, "picture": np.ones((2, 9))}),
    ("ShiftExplorer", {"down": 9, "picture": np.ones((4, 9))}),
    ("PoolingExplorer", {"window": 9, "feature": O, "picture": np.eye(3)}),
    ("PoolingExplorer", {"row": 9, "picture": np.eye(2)}),
    ("OrdersExplorer", {"column": 9, "feature": np.ones((1, 10))}),
    ("ShufflingExplorer", {"runs": 99, "picture": np.ones((5, 5))}),
    ("ShufflingExplorer", {"column": 99, "order": (0,)}),
    ("JudgingExplorer", {"column": 99, "order": (0, 0, 1, 2, 3)}), ("StackingExplorer", {"layer": 9, "chosen": (1,)}),
    ("DrawingPad", {"pen": "dark", "picture": [[1]]}), ("ComparingExplorer", {"down": 99, "first": X / 2}),
    ("RectifyingExplorer", {"value": 9, "picture": [[1]]}), ("TrainingExplorer", {"rate": 99, "running": True}),
], ids=lambda part: part if isinstance(part, str) else ", ".join(part))
def test_what_does_not_suit_the_others_is_refused_and_all_stays(kind, state):
    explorer = made(getattr(widgets, kind))
    before, told, said = {name: getattr(explorer, name) for name in state}, shown(explorer), explorer.said()
    with pytest.raises(Refused), explorer.hold_trait_notifications():
        for name, value in state.items():
            setattr(explorer, name, value)
    assert all(same(getattr(explorer, name), before[name]) for name in state)
    assert (shown(explorer), explorer.said()) == (told, said)


def test_what_was_refused_does_not_stay():
    """After the error the picture was (5, 5), and every other act of the explorer failed."""
    explorer = widgets.ShufflingExplorer()
    with pytest.raises(ValueError, match=r"picture must have the shape \(9, 9\), but the shape is \(5, 5\)"):
        explorer.picture = np.ones((5, 5))
    assert explorer.picture is not None and explorer.picture.shape == (9, 9)
    explorer.shuffle()


def test_a_fault_of_the_program_is_no_sentence_to_a_learner(monkeypatch):
    """Only what a trait refuses is said beside a chooser. Any other error keeps its traceback."""
    explorer = widgets.FilteringExplorer()
    monkeypatch.setattr(explorer, "contents", lambda: np.ones(2) + np.ones(3))
    with pytest.raises(ValueError, match="broadcast"):
        explorer.controls["picture"].value = "O"
    assert "broadcast" not in explorer.said()
