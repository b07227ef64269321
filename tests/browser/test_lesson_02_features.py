"""Lesson 02 in a real JupyterLab: carrying a feature, finding its places, and what the page then says."""

import numpy as np
from playwright.sync_api import expect

from convlib.ops import convolve
from convlib.pictures import FEATURES, O, X
from convlib.show import look
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.grid import Grid

LESSON = "02_features"


def explorer(lesson):
    return lesson.output("explorer")


def says_what_ops_says(scope, row, column, feature="diagonal", picture=X):
    """Read the scene from the page, and set it against the operations."""
    match = convolve(picture, FEATURES[feature])[row, column]
    count = round((9 * match + 9) / 2)
    verdict = "★ fits: all 9 pixels agree" if count == 9 else f"{count} of 9 pixels agree{'s' if count == 1 else ''}"
    expect(scope.get_by_text(verdict, exact=True)).to_be_visible()
    patch = picture[row:row + 3, column:column + 3]
    signs = np.where(patch == FEATURES[feature], "★" if count == 9 else "=", "≠")
    labels = [[look.label(value, short=True) for value in values.flat] for values in (FEATURES[feature], patch)]
    captions = feature, "patch", verdict
    for caption, shown in zip(captions, [*labels, [*signs.flat]], strict=True):
        Grid(scope, caption).shows(shown)
    assert Grid(scope, "picture").window() == (row, column)
    return True


def painted(scope):
    """The places of the pixels that the page paints as pieces."""
    labels = np.reshape(Grid(scope, "found so far").labels(), (9, 9))
    return set(map(tuple, np.argwhere(labels != "").tolist()))


def test_every_place_of_the_x_is_found_by_mouse_and_by_keys(lesson):
    scope = explorer(lesson)
    picture, status = Grid(scope, "picture"), scope.get_by_role("status")
    assert says_what_ops_says(scope, 0, 0) and painted(scope) == set()
    expect(scope.get_by_text("diagonal: none yet", exact=True)).to_be_visible()
    picture.drag((1, 1), (2, 2))
    assert says_what_ops_says(scope, 1, 1)
    expect(scope.get_by_text("diagonal: 1 of 4 places", exact=True)).to_be_visible()
    assert painted(scope) == {(1, 1), (2, 2), (3, 3)}
    picture.press("ArrowDown", "ArrowRight")
    assert says_what_ops_says(scope, 2, 2)
    expect(scope.get_by_text("diagonal: 2 of 4 places", exact=True)).to_be_visible()
    scope.get_by_role("button", name="Is that all?").click()
    expect(status).to_have_text("Not yet. You have found 2 of 4 places.")
    picture.click(5, 5)  # beyond the window: its middle goes there
    assert says_what_ops_says(scope, 4, 4)
    picture.press("ArrowDown", "ArrowRight")
    expect(status).to_have_text("All 4 places of the diagonal are found. Next: the cross.")

    scope.get_by_role("radio", name="cross").click()
    expect(scope.get_by_role("grid", name="cross")).to_be_visible()
    assert says_what_ops_says(scope, 5, 5, "cross")
    picture.press("ArrowUp", "ArrowUp", "Home", "ArrowRight", "ArrowRight", "ArrowRight")
    expect(status).to_have_text("The only place of the cross is found. Next: the antidiagonal.")
    assert says_what_ops_says(scope, 3, 3, "cross")
    scope.get_by_role("radio", name="antidiagonal").press("Enter")
    for row, column in np.argwhere(convolve(X, FEATURES["antidiagonal"]) == 1).tolist():
        lesson.python(f"explorer.row, explorer.column = {row}, {column}")
    expect(status).to_contain_text("That was the last of the three.")
    assert painted(scope) == set(map(tuple, np.argwhere(X > 0).tolist()))

    scope.get_by_role("button", name="Start again").press("Space")
    expect(scope.get_by_text("antidiagonal: none yet", exact=True)).to_be_visible()
    expect(status).to_be_empty()
    assert says_what_ops_says(scope, 0, 0, "antidiagonal") and painted(scope) == set()


def test_a_feature_that_fits_nowhere_and_another_picture(lesson):
    scope = explorer(lesson)
    Grid(scope, "picture").press("ArrowDown", "ArrowRight")
    lesson.wait_for_python("explorer.found", "{'diagonal': ((1, 1),)}")
    scope.get_by_role("combobox").select_option("O")
    expect(scope.get_by_text("diagonal: none yet", exact=True)).to_be_visible()
    assert says_what_ops_says(scope, 1, 1, picture=O)
    scope.get_by_role("radio", name="cross").click()
    expect(scope.get_by_role("grid", name="cross")).to_be_visible()
    scope.get_by_role("button", name="Is that all?").press("Enter")
    expect(scope.get_by_role("status")).to_contain_text("Yes. The cross fits nowhere in this picture. At best, 7 of 9")
    lesson.python("explorer.row = 99")
    expect(scope.get_by_role("status")).to_contain_text("There is no row 99: it runs from 0 to 6. This is row 6.")
    assert says_what_ops_says(scope, 6, 1, "cross", O)


def test_what_was_found_lives_on_after_a_reload_of_the_page(lesson):
    scope = explorer(lesson)
    Grid(scope, "picture").press("ArrowDown", "ArrowRight")
    lesson.wait_for_python("explorer.found", "{'diagonal': ((1, 1),)}")
    lesson.save()
    lesson.reload()
    assert says_what_ops_says(scope, 1, 1) and painted(scope) == {(1, 1), (2, 2), (3, 3)}
    Grid(scope, "picture").press("ArrowDown", "ArrowRight")
    expect(scope.get_by_text("diagonal: 2 of 4 places", exact=True)).to_be_visible()


def test_predictions_and_exercises(lesson):
    for cell, choice, told in [("predict-agree", "9", "You said 9. Every white pixel of the cross"),
                               ("predict-diagonal", "4", "You said 4. It is 4, as you predicted."),
                               ("predict-moved", "0", "You said 0. You thought of the whole picture")]:
        expect(lesson.predict(cell, choice)).to_contain_text(told)
    for line, told in [("picture[row:3, column:3]", "Wrong shape"),
                       ("picture[row:row + 3, column:column + 3]", "Right on")]:
        source = f"def cut(picture, row, column):\n    return {line}\n\ncheck('cut_patch', cut)"
        expect(lesson.run_cell("exercise-1-code", source)).to_contain_text(told)
