"""Where the focus goes when a button has done its work."""

from playwright.sync_api import expect

HOLDS_THE_FOCUS = """box => {
    const { activeElement } = document;
    return box.contains(activeElement) && !activeElement.disabled && activeElement.checkVisibility()
        && !activeElement.matches("button:not(.widget-toggle-button)"); // which would do something else
}"""


def press_until_disabled(scope, name, times=1):
    """Press a button by the keyboard as often as it takes until it is disabled: the focus then is elsewhere in there."""
    button = scope.get_by_role("button", name=name, exact=True)
    expect(button).to_be_enabled()
    button.focus()
    for _ in range(times):
        expect(button).to_be_focused()
        scope.page.keyboard.press("Enter")
    keeps_the_focus(scope, button)


def keeps_the_focus(scope, button):
    """Wait until a button that had the focus is disabled, and something harmless in there has it."""
    expect(button).to_be_disabled()
    scope.page.wait_for_function(HOLDS_THE_FOCUS, arg=scope.element_handle())
    expect(button).not_to_be_focused()
