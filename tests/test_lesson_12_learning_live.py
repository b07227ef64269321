"""The training explorer without a browser: what it learns, how its controls act meanwhile, and what it shows of it."""

from itertools import islice

import numpy as np
import pytest

from convlib.architecture import random_network
from convlib.learning import accuracy, descend
from convlib.network import deck_network
from convlib.ops import winner
from convlib.pictures import TEN as TEN_NAMED
from convlib.pictures import TRICKY, O, X, deck_letters, random_letters
from convlib.show import look
from convlib.show.curves import Curve
from convlib.show.sketch import Bar, Dot, Line, Picture
from convlib.teach import check
from convlib.teach.lessons.lesson_12_learning_live import _hidden_letters, _learned
from convlib.widgets import TrainingExplorer
from convlib.widgets import lesson_12_learning_live as training
from convlib.widgets.parts.learner import NOISE, SLIDES, by_answer
from tests.reading import shown
from tests.test_running import in_a_kernel, paint, settle

TEN, TEN_RIGHT = deck_letters()
LETTERS, RIGHT = random_letters(2000, seed=100, without=TEN)
UNSEEN, UNSEEN_RIGHT = random_letters(2000, seed=200, without=LETTERS)


def part(explorer, description):
    """The control with this description."""
    def all_parts(widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from all_parts(child)

    return next(each for each in all_parts(explorer) if getattr(each, "description", None) == description)


def same(network, other):
    return all(np.array_equal(one, two) for one, two in zip(network.parameters, other.parameters, strict=True))


def learned(steps, seed=0, images=LETTERS, right=RIGHT, **knobs):
    """What plain gradient descent makes of noise."""
    network = random_network(seed=seed)
    knobs = {"rate": 0.5, "momentum": 0, "batch": 32, "seed": seed} | knobs
    for _ in islice(descend(network, images, right, **knobs), steps):
        pass
    return network


# What it learns.


@pytest.mark.parametrize("start", [NOISE, SLIDES])
def test_it_learns_ten_of_ten_and_99_of_100_unseen_pictures(start):
    explorer = TrainingExplorer(start=start)
    before = explorer.looks[0]
    assert (before.ten, round(before.unseen / 2000, 2)) == {NOISE: (5, 0.51), SLIDES: (9, 0.77)}[start]
    explorer.step(500)
    after = explorer.looks[-1]
    assert after.step == explorer.steps == 500
    assert after.ten == 10 == 10 * accuracy(TEN_RIGHT, explorer.network(TEN))
    assert after.unseen == round(2000 * accuracy(UNSEEN_RIGHT, explorer.network(UNSEEN))) >= 1980
    assert after.training == round(2000 * accuracy(RIGHT, explorer.network(LETTERS))) >= 1980
    assert 0.1 < after.error < 0.4
    assert "10 of the ten." in explorer.said()


@pytest.mark.parametrize("seed", [0, 3])
def test_it_is_plain_gradient_descent(seed):
    explorer = TrainingExplorer(seed=seed)
    explorer.step(40)
    assert same(explorer.network, learned(40, seed))


def test_few_pictures_are_learned_by_heart():
    explorer = TrainingExplorer(examples=10)
    explorer.step(300)
    assert same(explorer.network, learned(300, images=LETTERS[:10], right=RIGHT[:10]))
    assert explorer.looks[-1].training == 10 and explorer.looks[-1].unseen < 1940


# Play, pause, step and reset.


def test_it_learns_a_step_for_each_picture_that_the_page_has_painted():
    async def scenario():
        explorer = TrainingExplorer()
        part(explorer, "▶ play").value = True
        for turn in range(1, 5):
            await settle()
            assert explorer.steps == turn
            paint(explorer)
        part(explorer, "❚❚ pause").value = False
        await settle()
        paint(explorer)
        await settle()
        assert explorer.steps == explorer.looks[-1].step == 4 and not explorer.running
        assert explorer.said().startswith("After 4 steps: error ")
        assert same(explorer.network, learned(4))

    in_a_kernel(scenario)


def test_the_fast_pace_takes_as_many_steps_as_fit(monkeypatch):
    monkeypatch.setattr(training, "for_seconds", lambda seconds, steps: islice(steps, round(1000 * seconds)))

    async def scenario():
        explorer = TrainingExplorer(pace="fast")
        explorer.running = True
        for turn in range(1, 4):
            await settle()
            assert explorer.steps == 40 * turn  # a step a millisecond, 40 milliseconds a turn
            paint(explorer)
        explorer.running = False
        assert same(explorer.network, learned(120))

    in_a_kernel(scenario)


def test_a_step_by_hand_pauses():
    async def scenario():
        explorer = TrainingExplorer()
        explorer.running = True
        await settle()
        part(explorer, "step").click()
        await settle()
        assert explorer.steps == 2 and not explorer.running
        explorer.step(3)
        assert same(explorer.network, learned(5))

    in_a_kernel(scenario)


def test_reset_begins_anew_and_gives_the_same_numbers_again():
    explorer = TrainingExplorer(seed=4, momentum=0.5)
    begun = explorer.text()
    explorer.step(30)
    first, text = explorer.network, explorer.text()
    part(explorer, "reset").click()
    assert explorer.steps == 0 and explorer.text() == begun and same(explorer.network, random_network(seed=4))
    explorer.step(30)
    assert explorer.network is not first and same(explorer.network, first) and explorer.text() == text


def test_reset_pauses():
    async def scenario():
        explorer = TrainingExplorer()
        explorer.running = True
        await settle()
        explorer.reset()
        paint(explorer)
        await settle()
        assert explorer.steps == 0 and not explorer.running and explorer.said().startswith("After 0 steps")

    in_a_kernel(scenario)


# The controls.


def test_the_rate_changes_while_it_learns():
    async def scenario():
        explorer = TrainingExplorer()
        explorer.running = True
        for turn in range(6):
            await settle()
            if turn == 2:
                part(explorer, "learning rate").value = 0.1
            paint(explorer)
        await settle()
        assert explorer.running and explorer.rate == 0.1
        assert same(explorer.network, learned(explorer.steps, rate=lambda step: 0.5 if step <= 3 else 0.1))

    in_a_kernel(scenario)


@pytest.mark.parametrize("change", [{"momentum": 0.9}, {"batch": 4}])
def test_momentum_and_batch_change_while_it_learns(change):
    explorer = TrainingExplorer()
    explorer.step(5)
    (name, value), = change.items()
    part(explorer, name).value = value
    explorer.step(5)
    network = learned(5)
    list(islice(descend(network, LETTERS, RIGHT, **{"rate": 0.5, "momentum": 0, "batch": 32, "seed": 5} | change), 5))
    assert explorer.steps == 10 and same(explorer.network, network)


@pytest.mark.parametrize(("trait", "value", "network", "said"), [
    ("seed", 7, random_network(seed=7), "Begun anew from noise, seed 7."),
    ("start", SLIDES, deck_network(), "Begun anew from the slides' network."),
    ("examples", 10, random_network(seed=0), "Begun anew from noise, seed 0, with 10 training pictures."),
])
def test_another_start_seed_or_number_of_pictures_begins_anew_and_it_says_so(trait, value, network, said):
    async def scenario():
        explorer = TrainingExplorer()
        explorer.running = True
        await settle()
        setattr(explorer, trait, value)
        paint(explorer)
        await settle()
        assert explorer.steps == 0 and not explorer.running and len(explorer.looks) == 1
        assert same(explorer.network, network) and said in explorer.said()
        explorer.step()
        assert said not in explorer.said()

    in_a_kernel(scenario)


@pytest.mark.parametrize(("trait", "name", "values"), [
    ("rate", "learning rate", (0.001, 0.2, 10)), ("momentum", "momentum", (0.5, 0.99)), ("batch", "batch", (1, 2000)),
    ("examples", "training pictures", (10, 500)), ("seed", "seed", (12, 0)),
])
def test_a_control_and_its_trait_follow_each_other(trait, name, values):
    explorer = TrainingExplorer()
    control = part(explorer, name)
    for value in values:
        control.value = value
        assert getattr(explorer, trait) == value
    explorer.set_trait(trait, values[0])
    assert control.value == values[0]


def test_a_number_between_those_of_the_slider_stays_what_it_is():
    explorer = TrainingExplorer(rate=0.3)
    slider = part(explorer, "learning rate")
    assert (explorer.rate, slider.value) == (0.3, 0.2)
    explorer.rate = 0.4
    assert (explorer.rate, slider.value) == (0.4, 0.5)
    slider.value = 1
    assert explorer.rate == 1


@pytest.mark.parametrize(("trait", "asked", "kept"), [
    ("rate", 50, 10), ("rate", 0, 0.001), ("momentum", 1, 0.99), ("momentum", -1, 0), ("batch", 0, 1),
    ("batch", 9999, 2000), ("examples", 3, 10), ("seed", -1, 0), ("seed", 10**6, 9999),
])
def test_a_number_that_cannot_be_becomes_the_nearest_and_it_says_so(trait, asked, kept):
    explorer = TrainingExplorer()
    setattr(explorer, trait, asked)
    assert getattr(explorer, trait) == kept
    assert "There is no" in explorer.said()


def test_a_rate_that_is_too_large_ends_in_a_sentence_and_reset_helps():
    async def scenario():
        explorer = TrainingExplorer(rate=5)
        explorer.running = True
        for _ in range(40):
            await settle()
            paint(explorer)
        await settle()
        assert not explorer.running and explorer.steps < 40
        assert "because the learning rate was too large. Press reset, and choose a smaller one." in explorer.said()
        explorer.rate = 0.5
        explorer.step()  # too late
        assert "grows without end" in explorer.said()
        explorer.reset()
        assert "grows without end" not in explorer.said()
        explorer.step(20)
        assert same(explorer.network, learned(20))

    in_a_kernel(scenario)


@pytest.mark.parametrize(("trait", "value"), [("rate", float("nan")), ("momentum", float("inf")), ("batch", True)])
def test_what_is_no_number_is_refused_and_it_learns_as_before(trait, value):
    explorer = TrainingExplorer()
    with pytest.raises(ValueError, match=f"{trait} must be"):
        setattr(explorer, trait, value)
    explorer.step(3)
    assert same(explorer.network, learned(3))


# What it shows.


def test_every_number_of_the_network_is_on_show():
    explorer = TrainingExplorer()
    for _ in range(3):
        explorer.step(7)
        features, weights = explorer.network.parameters
        for name, labels in (("features", [look.label(number, short=True) for number in features.flat]),
                             ("weights", [look.label(number) for number in by_answer(weights).flat])):
            assert shown(explorer.grids[name]).ravel().tolist() == labels


def small(drawing):
    """The small pictures in a drawing, from the left."""
    return [shape for shape in drawing.shapes if isinstance(shape, Picture)]


def test_a_small_picture_turns_over_and_one_that_is_right_leaves_the_wrong_ones():
    explorer = TrainingExplorer()
    before, wrong = [shape.turned for shape in small(explorer._ten)], small(explorer._unseen)
    explorer.step(200)
    after = [shape.turned for shape in small(explorer._ten)]
    assert before.count("right") == 5 and after.count("right") == 10
    assert [shape.key for shape in small(explorer._ten)] == [f"picture {number}" for number in range(10)]
    stay = {shape.key: shape for shape in small(explorer._unseen)}
    assert all(np.array_equal(shape.pixels, stay[shape.key].pixels) for shape in wrong if shape.key in stay)
    frames = {shape.colour for shape in explorer._ten.shapes if isinstance(shape, Bar)}
    assert frames == {look.VERDICTS["right"]}


def test_curves_and_marks_keep_their_names_when_the_axes_change():
    explorer = TrainingExplorer()
    def named():
        return {(type(shape).__name__, shape.key): shape for shape in explorer._curves.shapes if shape.key}
    explorer.step(50)
    before = named()
    explorer.step(1)
    after = named()
    lines = [key for key in before if key[0] == "Line" and key[1] in ("error", "training", "unseen", "ten", "batches")]
    assert len(lines) == 5 and set(lines) <= set(after)
    (fifty,) = [key for key in before if key[0] == "Words" and key[1].startswith("50 across axes at 44")]
    assert after[fifty].x < before[fifty].x  # from the end to the middle
    assert len({key for key in before}) == sum(bool(shape.key) for shape in explorer._curves.shapes)


def test_the_lines_are_told_by_more_than_their_colours():
    explorer = TrainingExplorer()
    explorer.step(10)
    drawn = explorer._curves.shapes
    for kind, name in ((Bar, "training"), (Dot, "unseen")):
        assert [shape.key for shape in drawn if isinstance(shape, kind)] == [f"end of {name}", f"end of {name} below"]
    assert [shape.key for shape in drawn if isinstance(shape, Line) and shape.dashed] == ["ten", ""]


def words(sketch):
    return [shape.text for shape in sketch.shapes if hasattr(shape, "text")]


def test_the_curves_tell_what_was_seen():
    explorer = TrainingExplorer()
    explorer.step(60)
    seen = explorer.looks[-1]
    said = words(explorer._curves)
    assert f"error: {look.label(seen.error)}" in said and "60 steps" in said
    assert f"unseen pictures: {seen.unseen:,} of 2,000" in said and look.label(seen.unseen / 2000) in said
    assert f"training pictures: {seen.training:,} of 2,000" in said
    assert f"the ten of the slides: {seen.ten} of 10" in said
    thin = next(shape for shape in explorer._curves.shapes if len(getattr(shape, "points", ())) == 60)
    descent = descend(random_network(seed=0), LETTERS, RIGHT, rate=0.5, momentum=0, batch=32)
    heights = [step.error for step in islice(descent, 60)]
    assert np.corrcoef(heights, [-y for _, y in thin.points])[0, 1] > 0.9999


def test_the_wrong_pictures_are_shown_with_what_the_network_says():
    explorer = TrainingExplorer(start=SLIDES)
    said = words(explorer._ten)
    assert said.count("✗ O") == 1 and sum("✓" in each for each in said) == 9  # the thick X
    thick = next(shape for shape in small(explorer._ten) if shape.turned == "wrong")
    np.testing.assert_array_equal(thick.pixels, TRICKY["X_weight"])
    says, right = winner(explorer.network(UNSEEN)), UNSEEN_RIGHT.argmax(axis=1)
    assert explorer.wrong.tolist() == np.flatnonzero(says != right).tolist()
    first = ["✗ " + ["X", "O", "a tie"][says[number]] for number in explorer.wrong[:training.SHOWN]]
    assert words(explorer._unseen) == [f"unseen, and wrong: {len(explorer.wrong)} of 2,000", *first]
    for drawing, pictures in ((explorer._ten, TEN), (explorer._unseen, UNSEEN[explorer.wrong[:training.SHOWN]])):
        np.testing.assert_array_equal([shape.pixels for shape in small(drawing)], pictures)
    button = part(explorer, "draw on a wrong one")
    for number in (0, 1):
        button.click()
        np.testing.assert_array_equal(explorer.pad.picture, UNSEEN[explorer.wrong[number]])


def test_where_nothing_is_wrong_there_is_nothing_to_draw_on():
    explorer = TrainingExplorer()
    explorer.wrong = np.array([], int)
    explorer.update()
    assert part(explorer, "draw on a wrong one").disabled
    assert words(explorer._unseen) == ["unseen, and wrong: 0 of 2,000"]


def test_the_pad_votes_with_the_network_that_learns():
    async def scenario():
        explorer = TrainingExplorer()
        explorer.running = True
        for picture in (X, O, TRICKY["X_weight"]):
            await settle()
            cell = [[40, not picture[4, 4] > 0]]
            explorer.pad.picture = picture
            message = {"draw": cell, "on": [9, 9], "stroke": 1, "from": "a view"}
            explorer.pad.grids["picture"]._handle_custom_msg(message, [])
            drawn = picture.copy()
            drawn[4, 4] *= -1
            np.testing.assert_array_equal(explorer.pad.picture, drawn)
            np.testing.assert_allclose(explorer.pad.votes, explorer.network(drawn))
            before = explorer.pad.votes
            paint(explorer)
            await settle()
            assert not np.array_equal(before, explorer.pad.votes)  # it has learned meanwhile

    in_a_kernel(scenario)


# It may learn for ever.


def test_a_curve_never_has_more_points_than_it_may():
    curve = Curve(most=10)
    for number in range(12345):
        curve.add(number)
    points = curve.points()
    assert 5 <= len(points) <= 10
    np.testing.assert_allclose([mean for _, mean in points], [step - 1 for step, _ in points])


def test_what_was_seen_is_thinned(monkeypatch):
    monkeypatch.setattr(training, "POINTS", 20)
    explorer = TrainingExplorer(examples=10)
    explorer.step(600)
    steps = [seen.step for seen in explorer.looks]
    assert 10 <= len(steps) <= 20 and steps[0] == 0 and steps[-1] == 600 and steps == sorted(set(steps))


def test_looks_become_rarer():
    explorer = TrainingExplorer(examples=10)
    looked = []
    explorer._look = lambda look=explorer._look: (looked.append(explorer.steps), look())
    explorer.step(1500)
    gaps = np.diff(looked)
    assert gaps.max() == 100 and gaps[:10].max() == 1


# Where no browser is.


def test_its_words_and_its_still_follow_the_state():
    explorer = TrainingExplorer()
    text, still = explorer.text(), explorer.still().png()
    assert text == TrainingExplorer().text() and "0x" not in text
    assert "start from noise, seed 0; learning rate .5, momentum 0, batch 32, 2,000 training pictures" in text
    explorer.step(20)
    assert explorer.text() != text and explorer.still().png() != still


def test_no_test_picture_is_a_training_picture():
    known = {picture.tobytes() for picture in training.training_letters()[0]}
    np.testing.assert_array_equal(training.unseen_letters()[0], UNSEEN)
    assert not any(picture.tobytes() in known for picture in [*UNSEEN, *TEN])
    # What the lesson tells of chance alone: the small O, and nine of the unseen ones.
    letters, unseen = random_letters(2000, seed=100)[0], random_letters(2000, seed=200)[0]
    assert [name for name, small in TEN_NAMED.items() if (letters == small).all(axis=(1, 2)).any()] == ["O_scaling"]
    assert sum((letters == picture).all(axis=(1, 2)).any() for picture in unseen) == 9


def test_the_pictures_of_all_explorers_are_the_same_and_nobody_can_change_them():
    images, _ = TrainingExplorer()._examples()
    np.testing.assert_array_equal(images, LETTERS)
    with pytest.raises(ValueError, match="read-only"):
        images[0] = 1


# Ten of ten, by hand.


def with_one_weight(value, answer, number):
    def mine(weights):
        weights = weights.copy()
        weights[value, answer] = number
        return weights

    return check("ten_of_ten", mine)


def test_each_voting_weight_alone_can_get_ten_of_ten_right():
    pictures, right = deck_letters()
    network = deck_network()
    weights = network.parameters[1]
    for place in np.ndindex(weights.shape):
        before, found = weights[place], []
        for hundredths in range(-75, 76, 5):
            weights[place] = hundredths / 100
            found.append(accuracy(right, network(pictures)) == 1)
        weights[place] = before
        assert any(found)


def test_hidden_letters_are_none_of_the_ten_and_the_solution_says_how_many_are_right():
    letters, right = _hidden_letters()
    assert not {letter.tobytes() for letter in letters} & {letter.tobytes() for letter in deck_letters()[0]}
    told = repr(with_one_weight(10, 0, 0.35))
    assert "Of 500 hidden letters, 414 are right. With the slides' weights, 391 are." in told
    assert "Of 500 hidden letters, 333 are right." in repr(with_one_weight(4, 0, 0.95))
    assert with_one_weight(10, 0, 0.35).status == "correct"
    assert with_one_weight(4, 0, 0.95).status == "almost"  # lesson 09 has changed this one
    assert round(accuracy(right, _learned(0)(letters)) * len(letters)) == 497
