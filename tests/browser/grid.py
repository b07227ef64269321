"""A PixelGrid in the page: read it and work it as a learner does."""

import re

from playwright.sync_api import expect


def sizes(scope):
    """How large each grid shows, as a share of its own size: in a narrow window they shrink."""
    return scope.locator(".convlib-svg").evaluate_all(
        "all => all.map(svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)")


class Grid:
    """One PixelGrid in the page, found by the beginning of its caption."""

    def __init__(self, scope, caption):
        self.svg = scope.get_by_role("grid", name=re.compile(f"^{caption}"))
        self.page = scope.page

    def labels(self):
        return self.svg.locator("[role=gridcell] text").all_text_contents()

    def shows(self, labels):
        """Wait until the cells have these labels: Python answers a stroke a little later."""
        expect(self.svg.locator("[role=gridcell] text")).to_have_text(labels)

    def caption(self):
        return self.svg.locator("xpath=preceding-sibling::*").text_content()

    def window(self, frame=".convlib-window"):
        """The row and column of the cell under the window's top left corner."""
        return tuple(self.svg.evaluate("""(svg, name) => {
            const box = e => e.getBoundingClientRect();
            const frame = box(svg.querySelector(name));
            const cells = [...svg.querySelectorAll(".convlib-square")];
            const near = c => Math.abs(box(c).x - frame.x) + Math.abs(box(c).y - frame.y);
            const cell = cells.reduce((best, c) => near(c) < near(best) ? c : best);
            return cell.parentNode.querySelector("title").textContent.match(/\\d+/g).slice(0, 2).map(Number);
        }""", frame))

    def stands_at(self, *place):
        """Wait until the window stands at this row and column: what Python moves, moves a little later."""
        for _ in range(50):
            if self.window() == place:
                return
            self.page.wait_for_timeout(100)
        assert self.window() == place

    def centre(self, row, column, panel=""):
        """Where the centre of a cell is on the screen; in a stack, the cell of the panel of this name."""
        where = f"{panel}, row {row}" if panel else f"row {row}"
        cell = self.svg.get_by_role("gridcell", name=f"{where}, column {column}:")
        box = cell.locator("rect").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def click(self, row, column, panel=""):
        self.svg.scroll_into_view_if_needed()
        self.page.mouse.click(*self.centre(row, column, panel))

    def drag(self, start, *stops):
        self.svg.scroll_into_view_if_needed()
        self.page.mouse.move(*self.centre(*start))
        self.page.mouse.down()
        for stop in stops:
            self.page.mouse.move(*self.centre(*stop), steps=6)
        self.page.mouse.up()

    def take(self, pen):
        """Wait until the grid has this pen: the buttons hand it over through Python."""
        self.svg.and_(self.page.locator(f'[data-pen="{pen}"]')).wait_for()

    def press(self, *keys):
        for key in keys:
            self.svg.press(key)
