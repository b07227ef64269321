"""The fields for numbers in the page: the readouts of sliders, and inputs. Write into them as people do."""

from playwright.sync_api import expect

from convlib.show.numerals import nearest_number

FIELDS = ".widget-readout[contenteditable=true]:visible, .widget-text input[type=number]:visible, input.convlib-number"

# The widgets in the kernel that hold a number, in the order in which they stand in the explorer.
HOLD_A_NUMBER = """
def numbers_in(box):
    for child in getattr(box, "children", ()):
        yield from numbers_in(child)
    if getattr(box, "readout", False) is True or type(box).__name__ == "BoundedIntText":
        yield box

fields = list(numbers_in(explorer))
"""


def write(field, text):
    """Write a text over what is in a field, key by key, without an Enter."""
    field.click()
    field.press("ControlOrMeta+a")
    field.press_sequentially(text) if text else field.press("Delete")


def take_what_people_write(lesson, scope, texts=("1,2", "−3/2", "99", "zwei")):
    """Write each text into the first field of the lesson's `explorer`, and one into every other: the kernel then holds
    what `nearest_number` says, and the page tells what could not be read, or was moved. Escape takes back what was
    written."""
    lesson.python(HOLD_A_NUMBER)
    fields = scope.locator(FIELDS)
    expect(fields).to_have_count(int(lesson.python("len(fields)")))
    assert fields.count() > 0
    for number in range(fields.count()):
        field, at = fields.nth(number), f"fields[{number}]"
        write(field, "7")
        field.press("Escape")
        for text in texts if number == 0 else texts[:1]:  # all are read in one way
            before, name, least, most, step = eval(lesson.python(
                f"({at}.value, {at}.description or {at}.tooltip, {at}.min, {at}.max, {at}.step)"))
            write(field, text)
            field.press("Enter")
            try:
                holds, told = nearest_number(name, text, least, most, step)
            except ValueError as error:
                holds, told = before, str(error)
            line = scope.locator(".convlib-page-line")
            expect(line).to_have_text(told)
            lesson.wait_for_python(f"abs({at}.value - {holds}) < 1e-9", "True")
            shown = field.evaluate("field => field.value ?? field.textContent")
            assert abs(float(shown.replace("−", "-")) - holds) < 0.006, (name, text, shown)
    return True
