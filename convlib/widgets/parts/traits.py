"""What explorers hold: traits that refuse a value, or move it to the nearest that can be, before they hold it.

A new value is looked at twice. ``take`` looks at the value alone: a window is a whole number, a picture has rows and
columns. ``fit`` looks at the explorer, too: the row is one that the picture has. Between the two come the explorer's
own validators. What is moved, the explorer says; what is refused leaves everything as it was.
"""

import math
import sys
from numbers import Real as RealNumber

import numpy as np
from traitlets import TraitError, TraitType

from ...checks import finite, written
from ...show.numerals import MOVED, plain

BEYOND = "Some numbers of the {name} were beyond {least} and {most}, and were moved to the nearer end."


class Refused(TraitError, ValueError, TypeError):
    """A trait cannot hold this value: the message names the trait, the value, and what would be right.

    It is a ValueError and a TypeError, as everywhere in convlib. It is a TraitError, too: where several traits are set
    together, traitlets then puts all of them back.
    """


class Trait(TraitType):
    """What all these traits share: ``rule(name, value)`` gives what to hold of a value, or raises an error in words.

    >>> from traitlets import HasTraits
    >>> class Lamp(HasTraits):
    ...     lit = Trait(False, flag)
    >>> Lamp().lit = "yes"
    Traceback (most recent call last):
    convlib.widgets.parts.traits.Refused: lit must be True or False, but it is 'yes'
    """

    def __init__(self, default, rule):
        super().__init__(default)
        self.rule = rule

    def take(self, value):
        """What to hold of a value, as far as the value alone tells. Raises ValueError or TypeError for others."""
        return self.rule(self.name, value)

    def fit(self, explorer, value):
        """What of a value the explorer can hold now. It says where that is another."""
        return value

    def validate(self, explorer, value):
        return self._or_refuse(self.take, value)

    def _cross_validate(self, explorer, value):
        """traitlets asks this when the value is about to hold: at once, or when all that change together are there."""
        return self._or_refuse(self.fit, explorer, self._or_refuse(super()._cross_validate, explorer, value))

    @staticmethod
    def _or_refuse(check, *values):
        try:
            return check(*values)
        except (ValueError, TypeError) as error:
            raise error if isinstance(error, Refused) else Refused(str(error)) from error


# Rules.


def whole(name, value):
    """A whole number, as an int. A bool is none.

    >>> whole("row", np.int8(3))
    3
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be a whole number, but it is {written(value)}")
    return int(value)


def real(name, value):
    """A number, as a float. A bool, NaN and infinity are none.

    >>> real("bias", 1)
    1.0
    """
    if isinstance(value, bool) or not isinstance(value, RealNumber):
        raise TypeError(f"{name} must be a number, but it is {written(value)}")
    try:
        number = float(value)
    except OverflowError:  # a whole number may be larger than any float
        return math.copysign(sys.float_info.max, value > 0 or -1)
    if not math.isfinite(number):
        raise ValueError(f"{name} must be a finite number, but it is {number}")
    return number


def flag(name, value):
    """True or False."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be True or False, but it is {written(value)}")
    return bool(value)


def text(name, value):
    """Text that can be sent to a page."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be text, but it is {written(value)}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{name} must hold whole characters, but it is {written(value)}") from None
    return str(value)


def one_of(choices):
    """The rule for one of several texts or numbers: it gives the choice itself.

    >>> one_of([1, -1])("pen", np.float32(-1))
    -1
    """

    def choose(name, value):
        if isinstance(value, (str, RealNumber)) and not isinstance(value, bool):
            for choice in choices:
                if value == choice:
                    return choice
        raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}, but it is {written(value)}")

    return choose


def a(kind):
    """The rule for things of one kind."""

    def check(name, value):
        if not isinstance(value, kind):
            raise TypeError(f"{name} must be a {kind.__name__}, but it is {written(value)}")
        return value

    return check


def many(rule):
    """The rule for a tuple, a list or an array, each part of which follows a rule: it gives a tuple.

    >>> many(whole)("order", np.array([1, 0, 2]))
    (1, 0, 2)
    >>> many(whole)("order", [1, 0, True])
    Traceback (most recent call last):
    TypeError: order[2] must be a whole number, but it is True
    """

    def take(name, values):
        if isinstance(values, np.ndarray) and values.ndim:
            values = [*values]
        if not isinstance(values, (tuple, list)):
            raise TypeError(f"{name} must be a tuple, but it is {written(values)}")
        return tuple(rule(f"{name}[{place}]", value) for place, value in enumerate(values))

    return take


# Traits.


class Flag(Trait):
    """A trait that is True or False."""

    def __init__(self, default=False):
        super().__init__(default, flag)


class Text(Trait):
    """A trait that holds text."""

    def __init__(self, default=""):
        super().__init__(default, text)


class Choice(Trait):
    """A trait that is one of several texts or numbers."""

    def __init__(self, choices, default):
        super().__init__(default, one_of([*choices]))


class Many(Trait):
    """A trait that holds a tuple, each part of which follows a rule."""

    def __init__(self, rule, default=()):
        super().__init__(default, many(rule))


class Number(Trait):
    """A trait that holds a number from ``least`` to ``most``, in steps of ``step`` where there is one. One beyond or
    between becomes the nearest, and the explorer says so: that there is no such ``title``.

    An end is a number, or a function of the explorer. Without ends, any number will do.
    """

    def __init__(self, default=0, least=None, most=None, step=None, title="", sentence=MOVED):
        super().__init__(default, self.kind_of_number)
        self.ends, self.step, self.title, self.sentence = (least, most), step, title, sentence

    def bounds(self, explorer):
        """The least and the most that there can be now."""
        return tuple(end(explorer) if callable(end) else end for end in self.ends)

    def fit(self, explorer, value):
        least, most = self.bounds(explorer)
        if least is None:
            return value
        return explorer.nearest(self.name, value, least, most, self.step, self.title, self.sentence)


class Whole(Number):
    """A trait that holds a whole number."""

    kind_of_number = staticmethod(whole)


class Real(Number):
    """A trait that holds a real number."""

    kind_of_number = staticmethod(real)

    def fit(self, explorer, value):
        return float(super().fit(explorer, value))


class Numbers(Trait):
    """A trait that holds a read-only array of numbers from ``least`` to ``most``, of the shape of its default.

    Numbers beyond are moved to the nearer end, and the explorer says so. Refused are another shape, NaN, infinity,
    text, masked numbers and ragged lists.
    """

    kind = float

    def __init__(self, default, least=-1, most=1, sentence=BEYOND):
        super().__init__(default, finite)
        self.least, self.most, self.sentence = least, most, sentence

    def take(self, value):
        if np.ma.is_masked(value):
            raise ValueError(f"{self.name} must hold numbers only, but some of it is masked")
        numbers = self.rule(self.name, value)
        self.check(numbers.shape)
        return frozen(numbers, self.kind)

    def check(self, shape):
        """Refuse a shape: raise ValueError."""
        right = np.shape(self.default_value)
        if shape != right:
            raise ValueError(f"{self.name} must have the shape {right}, but the shape is {shape}")

    def fit(self, explorer, numbers):
        beyond = (numbers < self.least) | (numbers > self.most)
        if not beyond.any():
            explorer.say(self.name)
            return numbers
        explorer.say(self.name, self.sentence.format(
            name=self.name, least=plain(self.least), most=plain(self.most), count=np.count_nonzero(beyond),
            first=plain(float(numbers[beyond][0]))))
        return frozen(numbers.clip(self.least, self.most), self.kind)


class Picture(Numbers):
    """A trait that holds a picture: a read-only array (rows, columns) of numbers from -1 to 1."""

    def check(self, shape):
        if len(shape) != 2:
            raise ValueError(f"{self.name} must have rows and columns, but its shape is {shape}")


# What they need.


def frozen(numbers, kind=float):
    """A copy of numbers that nobody can change."""
    with np.errstate(over="ignore"):  # one that is too large for its kind becomes infinity, and is moved to the end
        numbers = np.array(numbers, kind)
    numbers.setflags(write=False)
    return numbers


class derived:
    """``@derived("picture", "feature")``: a property that is worked out once for each state of these attributes.

    >>> class Square:
    ...     @derived("side")
    ...     def area(self):
    ...         print("working")
    ...         return self.side ** 2
    >>> square = Square()
    >>> square.side = 3
    >>> square.area, square.area
    working
    (9, 9)
    """

    def __init__(self, *names):
        self.names = names

    def __call__(self, work):
        self.work, self.__doc__ = work, work.__doc__
        return self

    def __get__(self, owner, kind=None):
        if owner is None:
            return self
        known = owner.__dict__.setdefault("_derived", {})
        state = [getattr(owner, name) for name in self.names]
        if self not in known or any(now is not before for now, before in zip(state, known[self][0], strict=True)):
            known[self] = state, self.work(owner)
        return known[self][1]
