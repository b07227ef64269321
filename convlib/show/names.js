/**
 * What ipywidgets shows and does not tell those who hear the page: what a slider is for, whether a button is down, which
 * buttons belong together. All of it stands in the page already, as a label or a tooltip.
 *
 * Only boxes are watched, for the controls that come into them, and the buttons themselves. So nothing is heard while a
 * hand draws or moves a window: cells are in no box, and no button changes.
 */

const BOXES = ".widget-box, .widget-toggle-buttons > div";
const SPOKEN = ".convlib-spoken > .widget-html-content";
const TO_NAME = `.noUi-handle, .widget-readout, .widget-toggle-button, .widget-toggle-buttons, .convlib-tools, select, textarea, audio,
  .jupyter-widgets > input, ${SPOKEN}`;
const OWN = `convlib-name-${Math.random().toString(36).slice(2)}`; // another page part makes names of its own
let count = 0; // of the names that were made

/** The id of an element, which gets one if it has none. */
const idOf = (element) => (element.id ||= `${OWN}-${++count}`);

/** Set an attribute, if it is not so already. */
const mark = (element, name, value) => element.getAttribute(name) === value || element.setAttribute(name, value);

/** The label before a widget in its row or column: none where another control stands between them. */
function labelBefore(widget) {
  const before = widget?.previousElementSibling;
  return before?.matches(".widget-label, .convlib-player") ? (before.matches(".widget-label") ? before
    : labelBefore(before)) : null;
}

/** Name a control by its own label, or its tooltip, or the label before it. `more` is said behind the latter two. */
function nameOf(control, more = "") {
  const widget = control.closest(".widget-slider, .widget-inline-hbox, .widget-inline-vbox, .jupyter-widgets");
  const own = widget.querySelector(":scope > .widget-label");
  const tips = [control.title, own?.title, widget.title].find((words) => words?.trim() && words !== "null");
  const label = own?.textContent.trim() ? own : tips ? null : labelBefore(widget);
  if (more) mark(control, "aria-label", `${label?.textContent ?? tips ?? ""}${more}`.trim());
  else if (label) mark(control, "aria-labelledby", idOf(label));
  else if (tips) mark(control, "aria-label", tips);
}

const WAYS = [
  [".noUi-handle", (handle) => {
    nameOf(handle);
    const beside = handle.closest(".widget-slider").nextElementSibling; // a number that a slider does not show itself
    if (beside?.matches(".widget-label")) mark(handle, "aria-describedby", idOf(beside));
  }],
  [".widget-readout", (readout) => {
    if (readout.contentEditable !== "true") return;
    mark(readout, "role", "textbox");
    nameOf(readout, ", as a number");
  }],
  [".widget-toggle-buttons", (group) => {
    mark(group, "role", "radiogroup");
    nameOf(group);
  }],
  [".convlib-tools", (group) => {
    mark(group, "role", "toolbar");
    nameOf(group);
  }],
  [".widget-toggle-buttons .widget-toggle-button", (button) => {
    mark(button, "role", "radio");
    mark(button, "aria-checked", String(button.classList.contains("mod-active")));
  }],
  [".widget-toggle-button", (button) => mark(button, "aria-pressed", String(button.classList.contains("mod-active")))],
  [SPOKEN, (line) => mark(line, "role", "status")],
  ["*", (control) => nameOf(control)],
];

const tell = (control) => WAYS.find(([kind]) => control.matches(kind))[1](control);

/**
 * Name all controls in `box()`, now and whenever new ones come, and say of each button whether it is down. `arranged` is
 * called with what has changed.
 */
function nameControls({ signal }, box, arranged) {
  const watched = new WeakSet();
  const comes = new MutationObserver((changes) => new Set(changes.map(({ target }) => target)).forEach(look));
  const turns = new MutationObserver((changes) => changes.forEach(({ target }) => {
    if (target.matches(TO_NAME)) tell(target); // any other button is named by its own words
    arranged(target);
  }));

  function watch(element, observer, what) {
    if (watched.has(element)) return;
    watched.add(element);
    observer.observe(element, what);
  }

  function look(part) {
    for (const each of [part, ...part.querySelectorAll(BOXES)]) watch(each, comes, { childList: true });
    for (const button of part.querySelectorAll("button")) watch(button, turns, { attributeFilter: ["class", "disabled"] });
    part.querySelectorAll(TO_NAME).forEach(tell);
    arranged(part);
  }

  requestAnimationFrame(() => box() && look(box())); // where it stands by then
  signal.addEventListener("abort", () => [comes, turns].forEach((observer) => observer.disconnect()));
}
