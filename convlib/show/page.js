/**
 * Page in the browser: a piece of every explorer and every prediction, which brings what they need of the page. It shows
 * nothing until the page has something to say there.
 */

const BOX = ".convlib-explorer, .convlib-prediction";

/** @param {{ model: any, el: HTMLElement, signal: AbortSignal }} view */
function show(view, python) {
  const box = () => view.el.closest(BOX);
  const isOurs = (element) => box() !== null && element.closest?.(BOX) === box();
  const say = makeLine(view.el, box);
  view.el.classList.add("convlib-page");
  keepLearnersKeys(view.signal);
  keepFocus(view, box, isOurs);
  nameControls(view, box, arrangeStops(view, isOurs));
  keepOrder(view, box, isOurs, readFields(view, isOurs, say));
  hearPython(view);
  tellWhenGone(python, view, box);
  keepInRoom(view, box);
  helpTheLost();
}

export default () => {
  const python = new Python();
  return { initialize: (model) => python.watch(model), render: (view) => show(view, python) };
};
