"""Checks know the right ways and the usual mistakes, and answer in words whatever a function returns or raises."""

import ast
import asyncio
import builtins
import inspect
import re
import sys
import warnings
from decimal import Decimal
from fractions import Fraction
from functools import partial, wraps
from math import ceil
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest

from convlib import convolve, filter_patch
from convlib.teach import check
from convlib.teach.check import VERDICTS
from convlib.teach.lessons import EXERCISES

from .solutions import RIGHT, WRONG

EVERY = pytest.mark.parametrize("name", EXERCISES)
ASKED = [name for name in EXERCISES if not EXERCISES[name].judge]  # what has one right answer for each case
DESIGNED = [name for name in EXERCISES if EXERCISES[name].judge]
EVERY_ASKED = pytest.mark.parametrize("name", ASKED)


def arguments(name):
    return list(inspect.signature(EXERCISES[name].right).parameters)


def plain(feedback):
    """Hold that a feedback is short and in words, as text and as markup; return its diagnosis."""
    assert feedback.status in VERDICTS
    first, *others = feedback.diagnosis.split("\n")
    assert ceil(len(first) / 100) + len(others) <= 12 and all(len(line) <= 100 for line in others), feedback
    assert feedback.diagnosis in repr(feedback) and first.isprintable()
    assert re.match(r"\w+[\w’' ]", first) and "Traceback" not in first
    assert feedback.status in feedback._repr_html_()
    return feedback.diagnosis


# What is right, and what is not


@EVERY
def test_right_solutions_are_correct(name):
    assert len(RIGHT[name]) >= 3
    for function in [EXERCISES[name].right, *RIGHT[name]]:
        assert check(name, function).status == "correct", inspect.getsource(function)


@EVERY
def test_wrong_solutions_are_told_what_is_wrong(name):
    for function, told in WRONG[name]:
        feedback = check(name, function)
        assert plain(feedback).startswith(told) and feedback.status != "correct", inspect.getsource(function)


def test_there_are_no_solutions_of_other_exercises():
    assert set(RIGHT) == set(EXERCISES) and set(WRONG) <= set(EXERCISES)


def looks_at_nothing(name, function):
    """Is it the same number for every case, and everywhere?"""
    return len({float(number) for case in EXERCISES[name].cases for number in np.ravel(function(*case))}) == 1


@EVERY
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # some mistakes divide by 0
def test_every_usual_mistake_is_called_by_its_name(name):
    for mistake in EXERCISES[name].mistakes:
        feedback = check(name, mistake.function)
        assert plain(feedback) == f"{mistake.name}. {mistake.advice}"
        assert feedback.status == ("keep working" if looks_at_nothing(name, mistake.function) else "almost")


@EVERY_ASKED
def test_every_argument_counts(name):
    """A function that always takes an argument from one and the same case is wrong."""
    cases, right = EXERCISES[name].cases, EXERCISES[name].right

    for number, argument in enumerate(arguments(name)):
        def stuck(*case, number=number):
            case = list(case)
            case[number] = cases[0][number]
            return right(*case)

        assert check(name, stuck).status != "correct", argument


# What no answer to an exercise can be, so that leaving it out would change nothing.
NEVER_NEGATIVE = {
    "pixels_that_differ", "more_like", "count_perfect", "pixels_that_agree", "map_size", "pooled_size", "relu",
    "stack_shapes", "receptive_field", "count_right", "weights_from", "total_error", "count_weights", "best_plan",
    "accuracy", "when_found", "one_hot", "count_found", "neighbours_alike", "count_with_bias"}
NEVER_ABOVE_1 = {"more_like", "cut_patch", "filter_patch", "convolve_by_hand", "weights_from", "accuracy", "cut_pieces",
                 "one_hot", "shuffle_columns", "neighbours_alike", "slope_along"}
ALWAYS_WHOLE = {
    "pixels_that_differ", "more_like", "cut_patch", "count_perfect", "map_size", "pooled_size", "stack_shapes",
    "receptive_field", "count_right", "count_weights", "best_plan", "one_hot", "count_found", "shuffle_columns",
    "count_with_bias"} | {"pixels_that_agree"}
ONE_NUMBER = {
    "pixels_that_differ", "more_like", "count_perfect", "filter_patch", "pixels_that_agree", "pooled_size",
    "receptive_field", "vote_for", "count_right", "total_error", "count_weights", "best_plan", "accuracy",
    "when_found", "count_found", "neighbours_alike", "framework_match", "count_with_bias", "slope_along"}


def whole(answer):
    return np.trunc(np.round(answer, 9))


@pytest.mark.parametrize(("change", "natural"), [
    (lambda answer: np.maximum(answer, 0), NEVER_NEGATIVE),
    (np.abs, NEVER_NEGATIVE),
    (lambda answer: np.minimum(answer, 1), NEVER_ABOVE_1),
    (whole, ALWAYS_WHOLE),
    (lambda answer: np.round(answer, 2), ALWAYS_WHOLE | {"relu", "total_error"}),
    (lambda answer: np.sort(answer, axis=None).reshape(np.shape(answer)), ONE_NUMBER),
    (np.flip, ONE_NUMBER),
], ids=["ReLU", "abs", "at most 1", "whole", "rounded", "sorted", "reversed"])
@EVERY_ASKED
def test_an_answer_that_was_changed_at_the_end_is_wrong(name, change, natural):
    right = EXERCISES[name].right
    status = check(name, lambda *case: change(right(*case))).status
    assert (status == "correct") == (name in natural), "Can no answer be changed by this? Then name it in a set above."


POSITIVE = {  # arguments that are never negative: values after a ReLU, counts, rates, 0 and 1
    "vote_for": {"values"}, "weights_from": {"exemplar"}, "total_error": {"right"}, "leaky_relu": {"slope"},
    "step_downhill": {"rate"}, "best_plan": {"results"}, "accuracy": {"right"}, "next_move": {"rate", "momentum"},
    "count_right": {"answers"}, "count_found": {"picture", "feature"}, "cut_patch": {"row", "column"},
    "when_found": {"picture", "step"}, "cut_pieces": {"piece", "step"},
    "pixels_that_agree": {"pixels"}, "stack_shapes": {"size"}, "shuffle_columns": {"seed"},
    "map_size": {"height", "width", "feature_height", "feature_width"}, "pooled_size": {"size", "window", "stride"},
    "count_weights": {"features", "side", "channels", "values", "answers"},
    "count_with_bias": {"features", "side", "channels"}}
IN_NO_ORDER = {"best_plan": {"results"}}  # arguments with rows that may be sorted


@EVERY_ASKED
def test_a_function_that_takes_an_argument_without_its_sign_or_its_order_is_wrong(name):
    right = EXERCISES[name].right
    for number, argument in enumerate(arguments(name)):
        def changed(*case, change, number=number):
            case = list(case)
            case[number] = change(case[number])
            return right(*case)

        if not isinstance(EXERCISES[name].cases[0][number], list):
            unsigned = check(name, partial(changed, change=np.abs)).status
            assert (unsigned == "correct") == (argument in POSITIVE.get(name, ())), argument
        if np.ndim(EXERCISES[name].cases[0][number]):
            sort = sorted if isinstance(EXERCISES[name].cases[0][number], list) else np.sort
            ordered = check(name, partial(changed, change=sort)).status
            assert (ordered == "correct") == (argument in IN_NO_ORDER.get(name, ())), argument


def test_no_two_answers_are_equally_right():
    """Where there could be a tie, taking the last is as right as taking the first, or the lesson says which it is."""
    assert check("more_like", lambda picture, first, second: (picture == second).sum() >= (picture == first).sum()
                 ).status == "correct"
    for _, votes in EXERCISES["accuracy"].cases:
        assert (np.diff(np.sort(votes), axis=1)[:, -1] > 1e-4).all()
    for results, in EXERCISES["best_plan"].cases:
        assert np.diff(np.sort(np.median(results, axis=1)))[-1] > 1e-4
    assert any((votes[:, 0] == votes[:, 1]).any() for votes, _ in EXERCISES["count_right"].cases)  # a tie is not right


# How far it is


@EVERY
def test_dots_are_still_missing(name):
    assert check(name, lambda *_: ...).status == "still missing"


@pytest.mark.parametrize("function", [
    lambda picture, feature: sum(picture[row, 0] for row in range(...)),
    lambda picture, feature: 1 + ...,
    lambda picture, feature: (...).sum(),
    lambda picture, feature: filter_patch(..., feature),
])
def test_dots_that_are_left_inside_are_still_missing(function):
    assert check("count_perfect", function).status == "still missing"


def test_nothing_written_yet_may_also_be_said_as_an_exception():
    def mine(patch, feature):
        raise NotImplementedError

    assert check("filter_patch", mine).status == "still missing"


@EVERY_ASKED
def test_who_looks_at_nothing_is_never_almost_right(name):
    exercise = EXERCISES[name]
    rights = [exercise.right(*case) for case in exercise.cases]
    for answer in [0, 1, 0.5, *{str(right): right for right in rights}.values()]:
        assert check(name, lambda *_, answer=answer: answer).status == "keep working"
        assert check(name, lambda *case, answer=answer: np.full_like(exercise.right(*case), np.ravel(answer)[0], float)
                     ).status == "keep working"


def test_almost_means_more_than_half_of_different_answers():
    def up_to(count):  # knows the right answer for only so many cases
        known = EXERCISES["vote_for"].cases[:count]
        return lambda values, weights: values @ weights * any(np.array_equal(values, case[0]) for case in known) + 0

    assert check("vote_for", up_to(4)).status == "keep working"
    assert check("vote_for", up_to(5)).status == "almost"
    # 8 of 12, of which all have the same answer and 2 others: chance would do as much
    assert check("more_like", lambda picture, first, second: int(first[0, 0] > 5)).status == "keep working"


def test_a_rounded_answer_is_almost_right():
    feedback = check("filter_patch", lambda patch, feature: round((patch * feature).mean(), 2))
    assert feedback.status == "almost" and feedback.diagnosis.startswith("Rounded.")


def test_an_answer_that_is_near_by_chance_is_not_called_rounded():
    feedback = check("filter_patch", lambda patch, feature: (patch * feature).mean() + 0.009)
    assert "Rounded" not in feedback.diagnosis


# What comes back


class Odd:
    """An object of which everything fails that one can do with it."""

    def fail(self, *_):
        raise RuntimeError("odd")

    __array__ = __eq__ = __len__ = __iter__ = __getitem__ = __float__ = __bool__ = __repr__ = __str__ = __hash__ = fail
    __class__ = property(fail)


class Exits(Odd):
    def fail(self, *_):
        sys.exit()

    __array__ = __repr__ = __str__ = fail
    __class__ = property(fail)


class Table:
    """Something like a table of pandas."""

    def __init__(self, numbers):
        self.numbers = np.asarray(numbers)

    def __array__(self, dtype=None, copy=None):
        return self.numbers


class NoArray:
    def __array__(self, dtype=None, copy=None):
        return "no array"


class Boundless:
    def __len__(self):
        return 10**18

    def __getitem__(self, place):
        raise TypeError("no place")


def itself():
    answer = []
    answer.append(answer)
    return answer


async def later():
    return 1


ODD = {  # what a function gives back, and how that is called
    "None": (None, "Nothing comes back"),
    "bool": (True, ""), "numpy bool": (np.True_, ""), "array of bools": (np.ones((2, 3), bool), ""),
    "str": ("5/9", "text"), "long str": ("long" * 10**6, "text"), "lines": ("a\nb\n" * 99, "text"),
    "bytes": (b"1", "text"),
    "array of str": (np.array(["1", "2"]), "leave out the quotes"), "list of str": (["a", 1], "leave out the quotes"),
    "lists of str": ([["0", "1"], ["1", "0"]], "leave out the quotes"), "pair": (("match", 0.5), "leave out the quotes"),
    "empty list": ([], "Wrong shape"), "empty array": (np.zeros((0, 3)), "Wrong shape"),
    "list": ([1, 2, 3], ""), "tuple": ((1, 2), ""), "range": (range(3), ""), "0-d array": (np.array(3.0), ""),
    "ragged": ([1, [2]], "different lengths"), "deep": (eval("[" * 60 + "]" * 60), "Wrong shape"),
    "too deep": (eval("[" * 90 + "]" * 90), ""), "itself": (itself(), ""),
    "ragged arrays": ([np.ones(2), np.ones(3)], "lengths"),
    "object array": (np.array([1, None], object), "There is None"), "Nones": ([None, None], "There is None"),
    "array of arrays": (np.array([np.ones(2), np.ones(3)], object), "Not a number"),
    "array of Odd": ([Odd(), Odd()], ""), "Odd": (Odd(), "Not a number"), "Exits": (Exits(), "Not a number"),
    "complex": (1j, "Complex"), "complex array": (np.ones(3, complex), "Complex"),
    "nan": (np.nan, ""), "inf": (-np.inf, ""), "array of nan": (np.full((3, 3), np.nan), ""),
    "masked": (np.ma.masked, "masked"), "masked array": (np.ma.array([1, 2], mask=[0, 1]), "masked"),
    "unmasked array": (np.ma.array([1, 2]), ""), 
    "huge": (10**400, ""), "large": (1e308, ""), "minus large": (-10**30, ""), "endless digits": ([10**5000], ""),
    "huge view": (np.broadcast_to(0.0, (10**6, 10**6)), "too many"), "huge range": (range(10**12), "too many"),
    "boundless range": (range(10**30), "too many"), "list of huge ranges": ([range(10**12)], "too many"),
    "Boundless": (Boundless(), "Not a number"), "float16": (np.float16(0.3), ""),
    "int8": (np.ones((7, 7), np.int8), ""),
    "fraction": (Fraction(5, 9), ""), "decimal": (Decimal("0.5"), ""), "decimal nan": (Decimal("sNaN"), ""),
    "dates": (np.array(["2020-01-01"], "M8[D]"), "Not a number"), "time": (np.timedelta64(1), "Not a number"),
    "records": (np.zeros(2, [("a", float)]), "Not a number"), "dict": ({"a": 1}, "curly"), "set": ({1, 2}, "curly"),
    "keys": ({}.keys(), "curly"), "map": (map(int, "12"), "list"), "zip": (zip(), "list"),
    "iterator": (iter([1]), "list"),
    "type": (object, "brackets"), "function": (len, "brackets"), "method": (np.ones(3).mean, "the function mean"),
    "lambda": (lambda: 1, "brackets"), "module": (np, "Not a number"),
    "NotImplemented": (NotImplemented, "Not a number"),
    "exception": (ValueError("no"), "Not a number"), "slice": (slice(3), "Not a number"),
    "file": (sys.stderr, "Not a number"), "namespace": (SimpleNamespace(a=1), "Not a number"),
    "table": (Table([[1, 2]]), ""), "no array": (NoArray(), "Not a number"), "memoryview": (memoryview(b"12"), ""),
}


@pytest.mark.parametrize("kind", ODD)
def test_whatever_comes_back_is_answered_in_words(kind):
    answer, told = ODD[kind]
    for name in EXERCISES:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            feedback = check(name, lambda *_: answer)
        assert feedback.status == "keep working" and told in plain(feedback), name


def generator(*_):
    yield 1


def printing(*_):
    print("my answer is 1")


MADE = {  # functions that are odd themselves
    "the inputs": lambda *case: case,
    "the first input": lambda first, *_: first,
    "the last input": lambda *case: case[-1],
    "the arguments' types": lambda *case: list(map(type, case)),
    "a generator": generator, "a coroutine": lambda *_: later(), "an async function": later,
    "print": printing, "0/0": lambda *_: np.zeros(3) / 0, "log": lambda *_: np.log(np.array([-1.0, 0])),
    "an overflow": lambda *_: np.exp(np.array([1e5])) * 0, "the mean of nothing": lambda *_: np.mean([]),
    "a class": SimpleNamespace, "object": object, "len": len, "print itself": print, "sum": np.sum,
    "max": max, "int": int, "np.zeros": np.zeros, "a ufunc": np.add, "partial": partial(np.full, 3),
    "a class of one's own": Table,
    "vectorize": np.vectorize(lambda *_: None), "dots in a list": lambda *_: [...],
}


@pytest.mark.parametrize("kind", MADE)
def test_whatever_function_it_is_is_answered_in_words(kind):
    for name in EXERCISES:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            feedback = check(name, MADE[kind])
        assert plain(feedback) and feedback.status in ("keep working", "almost"), name


def ways_to_change(part):
    """What may happen to an argument inside a function."""
    if isinstance(part, np.ndarray):
        yield lambda part: part.__setitem__(..., 0)
        yield lambda part: part.fill(77)
        yield lambda part: np.negative(part + 1, out=part)
    if isinstance(part, list):
        yield list.clear
        yield lambda part: part.append([part])
        yield lambda part: part.__setitem__(0, Odd())
        yield lambda part: part.__setitem__(0, np.ones(3))


@EVERY
def test_a_function_that_changes_what_it_is_given_is_told_so(name):
    for number in range(len(arguments(name))):
        for way in ways_to_change(EXERCISES[name].cases[0][number]):
            def mine(*case, number=number, way=way):
                answer = EXERCISES[name].right(*case)
                way(case[number])
                return answer

            assert told(name, mine).startswith("Input changed.")
    assert check(name, EXERCISES[name].right).status == "correct"


def test_answers_that_are_one_and_the_same_list_are_kept_apart():
    sizes = []

    def mine(height, width, feature_height, feature_width):
        sizes[:] = height - feature_height + 1, width - feature_width + 1
        return sizes

    assert check("map_size", mine).status == "correct"


def test_markup_is_shown_as_it_is():
    feedback = check("filter_patch", lambda *_: "<b>")
    assert repr(feedback).startswith("keep working: Not a number. Your function returned '<b>'.")
    assert "&lt;b&gt;" in feedback._repr_html_() and "<b>" not in feedback._repr_html_()


# What is raised


class Silent(Exception):
    def __str__(self):
        raise RuntimeError("no words")

    __repr__ = __str__


class Nameless(NameError):
    def __str__(self):
        return "x" * 10**6

    name = property(lambda self: 1 / 0)


class Wordy(Exception):
    def __str__(self):
        return "line\n" * 10**5


class Last(BaseException):
    pass


def recursion(*case):
    return recursion(*case)


def attribute_error(*_):
    return Odd().mean


RAISED = {
    "KeyError": KeyError(), "StopIteration": StopIteration(), "GeneratorExit": GeneratorExit(), "Last": Last("x"),
    "SystemExit": SystemExit(1), "CancelledError": asyncio.CancelledError(), "MemoryError": MemoryError(),
    "group": ExceptionGroup("some", [ValueError("one")]), "Silent": Silent(), "Nameless": Nameless(), "Wordy": Wordy(),
    "NameError": NameError("name"), "AttributeError": AttributeError("no"), "ImportError": ImportError(),
    "TypeError": TypeError(Odd()), "ValueError": ValueError("shape" * 10**5), "IndexError": IndexError(),
    "UnicodeDecodeError": UnicodeDecodeError("utf8", b"x", 0, 1, "no"), "SyntaxError": SyntaxError("no"),
    "odd attribute": AttributeError("no", name="mean", obj=Odd()), "UnboundLocalError": UnboundLocalError(),
}
RAISING = {kind: lambda *_, exception=exception: (_ for _ in ()).throw(exception) for kind, exception in RAISED.items()
           if kind not in ("StopIteration", "GeneratorExit")} | {
    "recursion": recursion, "exit": lambda *_: exit(), "quit": lambda *_: quit(), "attribute": attribute_error,
    "division": lambda *_: 1 / 0, "name": lambda *_: nowhere,  # noqa: F821
    "exec": lambda *_: exec("1 +"), "eval": lambda *_: eval("unknown_name"), "open": lambda *_: open("/no/such/file"),
    "import": lambda *_: __import__("no_such_module"), "memory": lambda *_: np.ones((10**9, 10**9)),
    "next": lambda *_: next(iter([])), "assert": lambda *_: (_ for _ in ()).throw(AssertionError),
}


@pytest.mark.parametrize("kind", RAISING)
def test_whatever_is_raised_is_answered_in_words(kind):
    for name in EXERCISES:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            feedback = check(name, RAISING[kind])
        assert feedback.status == "keep working" and plain(feedback).startswith("An error"), name


@pytest.mark.parametrize("kind", [StopIteration, GeneratorExit])
def test_what_ends_a_generator_is_an_error_like_any_other(kind):
    def mine(*_):
        raise kind

    assert kind.__name__ in plain(check("relu", mine))


class Stops:
    """The stop button, pressed while an answer or an exception is looked at."""

    def press(self, *_):
        raise KeyboardInterrupt

    __array__ = __repr__ = press


def test_the_stop_button_stops():
    def stopped(*_):
        raise KeyboardInterrupt

    def said(*_):
        raise type("Stopping", (Exception,), {"__str__": stopped})

    for mine in (stopped, said, lambda *_: Stops(), lambda *_: [Stops()]):
        with pytest.raises(KeyboardInterrupt):
            check("filter_patch", mine)


# What an error means


def told(name, function):
    return plain(check(name, function))


def test_an_exception_is_told_with_its_line():
    def helper(products):
        return products.no_such_thing

    def mine(patch, feature):
        total = 0
        return total + prodcts.sum()  # noqa: F821

    diagnosis = told("filter_patch", mine)
    assert "“return total + prodcts.sum() # noqa: F821”: NameError" in diagnosis
    assert f"line {mine.__code__.co_firstlineno + 2} " in diagnosis
    diagnosis = told("filter_patch", lambda patch, feature: helper(patch * feature))
    assert f"line {helper.__code__.co_firstlineno + 1} " in diagnosis
    diagnosis = told("filter_patch", lambda patch, feature: np.linalg.inv(np.zeros((2, 2))))
    assert "np.linalg.inv" in diagnosis and diagnosis.endswith("Singular matrix.")


def typo(patch, feature):
    products = patch * feature
    return prodcts.mean()  # noqa: F821, B018


def without_a_start(patch, feature):
    for row in patch:
        total += row.sum()  # noqa: F821
    return total


def reversed_in_place(layers):
    for layer in layers[:].reverse():
        return layer


NUMPY_MISSING = eval("lambda patch, feature: np.mean(patch * feature)", {})
CONVLIB_MISSING = eval("lambda picture, feature: filter_patch(picture, feature)", {})


@pytest.mark.parametrize(("name", "function", "words"), [
    ("filter_patch", NUMPY_MISSING, "“import numpy as np” is missing."),
    ("convolve_by_hand", CONVLIB_MISSING, "“from convlib import filter_patch” is missing."),
    ("filter_patch", typo, "Is it a typo? The nearest name is products."),
    ("filter_patch", lambda patch, feature: (ptach * feature).mean(), "The nearest name is patch."),  # noqa: F821
    ("filter_patch", lambda patch, feature: (patch * Feature).mean(), "The nearest name is feature."),  # noqa: F821
    ("filter_patch", lambda patch, feature: qqqqqqq, "Python knows nothing of this name."),  # noqa: F821
    ("filter_patch", lambda patch, feature: (patch * feature).maen(), "The nearest name is mean."),
    ("filter_patch", lambda patch, feature: np.maen(patch * feature), "The nearest name is mean."),
    ("best_plan", lambda results: results.median(axis=1).argmax(), "Write np.median(…)"),
    ("stack_shapes", lambda size, layers: [].append(1).append(2), "None. print, append, sort and reverse give nothing"),
    ("filter_patch", without_a_start, "total has no value yet where this line uses it."),
    ("receptive_field", reversed_in_place, "Something in this line is None."),
    ("relu", lambda values: values if values > 0 else 0, "Here stands a whole array, and if, and, max() ask"),
    ("relu", lambda values: max(values, 0) if values.ndim > 1 else 0, "Here stands a whole array"),
    ("cut_patch", lambda picture, row, column: picture(row, column), "Round brackets call a function."),
    ("filter_patch", lambda patch, feature: sum[patch], "Square brackets pick"),
    ("pooled_size", lambda size, window, stride: len(range(size / stride)), "// divides without one."),
    ("pool_by_hand", lambda image: np.zeros((image.shape[0] / 2, 4)), "// divides without one."),
    ("pool_by_hand", lambda image: image[image.shape[0] / 2], "// divides without one."),
    ("filter_patch", lambda patch, feature: patch.sum() / feature.size(), "feature.size, not feature.size()"),
    ("filter_patch", lambda patch, feature: patch.sum * feature, "A function stands here without its brackets"),
    ("convolve_by_hand", lambda picture, feature: np.zeros(7, 7), "np.zeros((rows, columns))"),
    ("convolve_by_hand", lambda picture, feature: convlve(picture, feature), "nearest name is convolve."),  # noqa: F821
    ("filter_patch", recursion, "Your function calls itself without end."),
    ("leaky_relu", lambda values, slope: 1 / 0, "Here something is divided by 0."),
    ("relu", lambda values: exit(), "To end a function, use return."),
    ("one_hot", lambda words, dictionary: [words.index(word) for word in dictionary],
     "The sizes of this case: words 6, dictionary 5. dictionary.index(word) gives the row of a word."),
    ("relu", lambda values: float(values), "Here stands a whole array where one number is needed."),
    ("total_error", lambda right, actual: ((right - actual) ^ 2).sum(), "To square a number, write **2."),
    ("count_right", lambda votes, answers: votes[:, 0] >= votes[:, 1] & answers == 0, "brackets of its own: (a > b) & ("),
    ("count_right", lambda votes, answers: votes[:, 0] >= votes[:, 1] | answers == 0, "brackets of its own: (a > b) & ("),
    ("pixels_that_agree", lambda match, pixels: len(pixels) * match, "One number has no length."),
    ("pixels_that_agree", lambda match, pixels: match.sum(), "What stands before the point is one number."),
    ("map_size", lambda height, width, a, b: height.shape - a.shape, "What stands before the point is one number."),
    ("pixels_that_agree", lambda match, pixels: match.clip(0), "Write np.clip(…)"),
    ("weights_from", lambda exemplar: exemplar.count(1), "Only a list has this. Of an array, (values == 1).sum() counts"),
    ("weights_from", lambda exemplar: exemplar.index(1), "Only a list has this. Of an array, np.flatnonzero("),
    ("whole_network", lambda picture, features, weights: picture.reshape(12), "reshape(-1) makes one list of any number"),
    ("filter_patch", lambda patch, feature: (patch @ feature).mean(), "* multiplies number by number. The sizes"),
    ("filter_patch", lambda patch, feature: np.dot(patch, feature).mean(), "* multiplies number by number. The sizes"),
])
def test_the_advice_fits_the_error(name, function, words):
    assert words in told(name, function)


@pytest.mark.parametrize("kind", RAISING)
def test_advice_about_sizes_is_only_for_errors_of_size(kind):
    for name in ("filter_patch", "relu", "one_hot"):
        advised = EXERCISES[name].size_advice in told(name, RAISING[kind])
        assert advised == (kind in ("ValueError", "IndexError"))


@pytest.mark.parametrize("function", [
    lambda patch, feature: sum(patch[row, column] * feature[row, column] for row, column in np.ndindex(3, 3)) / 9,
    lambda patch, feature: (patch * np.ones((3, 3)) * feature).mean(),
    lambda patch, feature: (patch @ feature).sum() if patch.shape == (3, 3) else np.stack([patch, np.ones((9, 9))]),
    lambda patch, feature: [a for a, b, c in patch],
    lambda patch, feature: np.reshape(patch, (3, 3)),
    lambda patch, feature: sum(number * row.sum() for number, row in zip([1, 2, 3], patch, strict=True)),
])
def test_who_knows_only_three_rows_is_told_which_size_failed(function):
    diagnosis = told("filter_patch", function)
    assert diagnosis.startswith("An error in line")
    assert "The sizes of this case: patch 1 × 2, feature 1 × 2." in diagnosis
    assert diagnosis.endswith(EXERCISES["filter_patch"].size_advice)


# Names and shapes of what is shown


def test_the_arguments_are_named_as_the_lessons_do():
    """What ``check`` calls an argument is what stands in the learner's cell before anything is written."""
    found = set()
    for path in sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if "exercise" in cell.metadata.get("tags", []):
                function, call = ast.parse(cell.source).body
                name = call.value.args[0].value
                assert [argument.arg for argument in function.args.args] == arguments(name)
                found.add(name)
    assert found == set(EXERCISES)


def other_names(count):
    return eval(f"lambda {', '.join(f'own{number}' for number in range(count))}: answer()", {"answer": lambda: 0.123})


@EVERY_ASKED
def test_a_case_names_its_arguments_as_the_learner_does(name):
    right, asked = EXERCISES[name].right, arguments(name)
    shape_of = [np.shape(right(*case)) for case in EXERCISES[name].cases]

    def answers():  # of the right shape, and wrong
        shapes = iter(shape_of)
        return lambda *_: np.full(next(shapes), 0.123)

    own = other_names(len(asked))
    own.__globals__["answer"] = answers()
    diagnosis = told(name, own)
    assert all(f"own{number} = " in diagnosis for number in range(len(asked))), diagnosis

    @wraps(own)
    def wrapped(*case):
        return wrapped.answer(*case)

    wrapped.answer = answers()
    assert "own0 = " in told(name, wrapped)
    diagnosis = told(name, answers())  # which takes *_
    assert all(f"{argument} = " in diagnosis for argument in asked)


@EVERY_ASKED
def test_the_smallest_failing_case_is_shown(name):
    exercise = EXERCISES[name]
    sizes = [sum(np.size(part) for part in case) for case in exercise.cases]
    shapes = iter([np.shape(exercise.right(*case)) for case in exercise.cases])
    shown = told(name, lambda *_: np.full(next(shapes), 0.123))
    smallest = exercise.cases[int(np.argmin(sizes))]
    assert "This is the smallest where it is not:" in shown
    assert name == "more_like" or "…" not in shown and "..." not in shown  # its letters always have 9 × 9 pixels
    for part in smallest:
        for number in np.ravel(part) if not isinstance(part, list) else part:
            assert str(number)[:4] in shown or f"{float(number):.6g}"[:4] in shown


@EVERY_ASKED
def test_every_case_can_be_shown_in_twelve_lines(name):
    """Only one case is wrong, whichever it is."""
    exercise = EXERCISES[name]
    rights = [np.asarray(exercise.right(*case), float) for case in exercise.cases]
    for wrong, right in enumerate(rights):
        answers = iter([*rights[:wrong], right * (1 + np.pi * 1e7) + 7.1, *rights[wrong + 1:]])
        lines = told(name, lambda *_, answers=answers: next(answers)).split("\n")
        assert lines[0].startswith(f"Right on {len(rights) - 1} of")
        assert "right" in lines[-1] or any(line.startswith("right = ") for line in lines)


def test_a_function_that_is_right_for_some_cases_is_almost_right():
    feedback = check("filter_patch", lambda patch, feature: (patch * feature).mean() if patch.shape != (2, 3) else 17.0)
    assert feedback.status == "almost"
    assert re.match(r"Right on 9 of 12 cases. This is the smallest where it is not:\npatch = \[\[", feedback.diagnosis)
    assert re.search(r"your answer is 17, and -?[0-9.]+ is right\.$", feedback.diagnosis)


def test_grids_stand_as_grids():
    assert told("convolve_by_hand", lambda *case: np.zeros(np.subtract(case[0].shape, case[1].shape) + 1)) == (
        "Right on 0 of 8 cases. This is the smallest where it is not:\n"
        "picture = [[-1.  1.  1.]\n"
        "           [ 1. -1.  1.]]\n"
        "feature = [[ 1. -1.]]\n"
        "your answer = [[0. 0.]\n"
        "               [0. 0.]]\n"
        "right = [[-1.  0.]\n"
        "         [ 1. -1.]]")


@pytest.mark.parametrize("name", DESIGNED)
def test_a_design_has_one_case_and_many_right_answers(name):
    exercise = EXERCISES[name]
    assert len(exercise.cases) == 1
    answers = [np.asarray(function(*exercise.cases[0]), float) for function in RIGHT[name]]
    assert len({answer.tobytes() for answer in answers}) >= 3


@pytest.mark.parametrize("name", DESIGNED)
@pytest.mark.parametrize("number", [0, 0.5, 1e300, -1e300, np.nan, np.inf])
def test_a_design_of_odd_numbers_is_answered_in_words(name, number):
    shape = np.shape(EXERCISES[name].right(*EXERCISES[name].cases[0]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        feedback = check(name, lambda *_: np.full(shape, number))
    assert feedback.status == "keep working" and plain(feedback)


def test_single_numbers_stand_side_by_side():
    assert told("next_move", lambda move, slope, rate, momentum: move * slope).split("\n")[3:] == [
        "rate = 0.3, momentum = 0.6", "your answer is [-0.1026 -0.1001], and [ 0.381 -0.309] is right."]
    for name in EXERCISES:
        shapes = iter([np.shape(EXERCISES[name].right(*case)) for case in EXERCISES[name].cases])
        assert "np." not in told(name, lambda *_, shapes=shapes: np.full(next(shapes), 0.123)).partition("\n")[2]


def test_what_is_rounded_globally_is_shown_all_the_same():
    with np.printoptions(threshold=1, precision=0, linewidth=10, formatter={"all": lambda number: "?" * 99}):
        plain(check("relu", lambda values: values + 1))


@pytest.mark.parametrize(("name", "function", "words"), [
    ("filter_patch", lambda patch: patch, "takes (patch), but is given 2 arguments: (patch, feature)."),
    ("filter_patch", lambda: 1, "takes nothing, but is given 2 arguments: (patch, feature)."),
    ("relu", lambda values, slope: values, "takes (values, slope), but is given 1 argument: (values)."),
    ("relu", eval(f"lambda {', '.join(f'a{number}' for number in range(250))}: 0"), "takes (a0, a1, "),
    ("next_move", len, "is given 4 arguments: (move, slope, rate, momentum)."),
    ("relu", int.from_bytes, ""), ("cut_patch", builtins.max, ""),
])
def test_a_wrong_number_of_arguments_is_told(name, function, words):
    diagnosis = told(name, function)
    assert words in diagnosis
    assert not words or f"def my_function({', '.join(arguments(name))}):" in diagnosis


def test_arguments_that_fit_otherwise_are_not_blamed():
    def mine(patch, feature):
        return len(patch, feature)

    assert "Your function takes" not in told("filter_patch", mine)
    assert check("relu", lambda values, floor=0: np.maximum(values, floor)).status == "correct"


def test_a_wrong_shape_is_recognised_and_advised():
    feedback = check("filter_patch", lambda patch, feature: patch * feature)
    assert feedback.status == "keep working"
    assert "Wrong shape. Your answer has shape (3, 3), and it should be one number." in plain(feedback)
    assert "did you add the products up?" in feedback.diagnosis
    assert "Your answer is one number, and it should have shape (2,)." in told("map_size", lambda *sizes: sum(sizes))


@pytest.mark.parametrize("wrapped", [lambda match: [match], lambda match: np.array([[match]]), lambda match: (match,)])
def test_a_right_number_in_brackets_of_its_own_is_told_so(wrapped):
    feedback = check("filter_patch", lambda patch, feature: wrapped((patch * feature).mean()))
    assert feedback.status == "almost"
    assert plain(feedback).startswith("Right numbers in the wrong shape. Your answer has shape (1,")
    assert feedback.diagnosis.endswith("it should be one number. Return the number itself, without brackets.")
    assert told("filter_patch", lambda patch, feature: wrapped(patch.mean())).startswith("Wrong shape.")


def test_right_numbers_in_one_long_list_are_almost_right():
    feedback = check("convolve_by_hand", lambda picture, feature: convolve(picture, feature).ravel())
    assert feedback.status == "almost"
    assert "Right numbers in the wrong shape. Your answer has shape (49,), and it should have shape (7, 7)." in plain(feedback)


def test_no_answer_tells_an_address_in_the_computers_memory():
    for odd in (generator, lambda *_: object(), lambda *_: [Odd()], lambda *_: (lambda: 1)):
        assert not re.search("0x|at 0|[0-9a-f]{6}", told("filter_patch", odd))


def test_numbers_are_told_plainly():
    assert "returned ('match', 0.5)." in told("filter_patch", lambda patch, feature: ("match", np.float64(0.5)))
    nothing = told("whole_network", lambda picture, features, weights: weights[0] * 0)
    assert "your answer is [0. 0.]" in nothing


def test_an_import_that_the_first_cell_does_not_bring_is_to_be_written():
    without = eval("lambda patch, feature: math.fsum((patch * feature).flat)", {"np": np})
    assert told("filter_patch", without).endswith("“import math” is missing. Write it above your function.")
    assert "Run the first cell of the lesson" in told("filter_patch", NUMPY_MISSING)


# What is no exercise, and no function


def test_a_name_that_is_no_exercise_is_refused():
    for wrong, near in (("filter_pach", "filter_patch"), ("Filter patch", "filter_patch"), ("network", "whole_network")):
        with pytest.raises(ValueError, match=f"'{wrong}' is not known. Did you mean '{near}'?"):
            check(wrong, len)
    for odd in (len, Odd(), None, ["filter_patch"]):
        with pytest.raises(ValueError, match="is not known"):
            check(odd, "filter_patch")


def test_something_that_is_no_function_is_refused():
    for odd, words in ((5, "5"), (None, "None"), (Odd(), "something of the kind Odd"), ([1] * 10**6, r"\[1, 1")):
        with pytest.raises(TypeError, match=f"without brackets and quotes, not {words}"):
            check("filter_patch", odd)
