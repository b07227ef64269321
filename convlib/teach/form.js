/**
 * AnswerForm in the browser: an ordinary form. It sends what stands in it with the submission itself, so that no slow
 * connection can send a half-typed number. When Python has answered, each answer gets its badge in its place, and the
 * focus goes to what is said.
 */

const FILLER = "as long as words are "; // not seen: it keeps the room that the last sentence takes

/** @param {{ model: { get(name: string): any, on(event: string, f: () => void): void, send(message: object): void },
 *             el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const id = `convlib-${Math.random().toString(36).slice(2)}`; // each view has names of its own in the page
  const add = (tag, parent, more = {}) => parent.appendChild(Object.assign(document.createElement(tag), more));
  const form = add("form", el, { className: "convlib-form", noValidate: true });
  const fields = add("fieldset", form);
  add("legend", fields, { textContent: model.get("question") });
  const row = () => add("label", fields, { className: "convlib-answer-row" });
  const choices = model.get("choices").map((words) => {
    const label = row();
    const choice = add("input", label, { type: "radio", name: id, value: words });
    add("span", label, { textContent: words });
    return choice;
  });
  const field = choices.length ? null : add("input", row(), {
    type: "text", placeholder: model.get("placeholder"), autocomplete: "off", ariaLabel: model.get("question") });
  const foot = add("div", form, { className: "convlib-foot" });
  add("div", foot, { className: "convlib-room", ariaHidden: "true",
    textContent: FILLER.repeat(Math.ceil(model.get("room") / FILLER.length)) });
  const end = add("div", foot);
  const button = add("button", end, {
    type: "submit", className: "jupyter-button", textContent: model.get("button") });
  const told = add("div", end, { className: "convlib-reveal", tabIndex: -1 });
  told.setAttribute("role", "status"); // always there: a reader says what comes into it
  let waits = false; // whether an answer to our submission is due here

  const written = () => field?.value.trim() ?? choices.find((choice) => choice.checked)?.value ?? "";

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    waits = true;
    model.send({ submit: written() });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault(); // JupyterLab takes away what a browser does by itself on Enter
    form.requestSubmit();
  });
  // What was said about an answer that could not be read is out of date as soon as another one is given.
  form.addEventListener("input", () => (told.textContent = ""));

  /** Put the badge of each answer beside it. A right number stands beside the one in the field. */
  function mark() {
    for (const [number, [words, kind, verdict]] of model.get("verdicts").entries()) {
      const answer = choices.find((choice) => choice.value === words);
      const row = answer?.parentElement ?? field.parentElement;
      row.classList.add("convlib-judged");
      const place = !answer && number > 0 ? add("span", row, { className: "convlib-number", textContent: words }) : row;
      add("strong", place, { className: `convlib-badge convlib-${kind}`, textContent: verdict });
    }
  }

  function paint() {
    const done = model.get("done");
    const hadFocus = form.contains(document.activeElement);
    if (done && !fields.disabled) mark();
    fields.disabled = button.hidden = done;
    if (done && field) field.value = model.get("answered");
    if (done) for (const choice of choices) choice.checked = choice.value === model.get("answered");
    if (told.textContent !== model.get("told")) told.textContent = model.get("told");
    if (done && (hadFocus || waits)) told.focus({ preventScroll: true }); // else it would fall to the page's body
    if (done) waits = false;
  }

  paint();
  const names = ["told", "verdicts", "done", "answered"];
  for (const name of names) model.on(`change:${name}`, paint);
  model.on("msg:custom", () => signal.aborted || paint()); // the same words once more
}

export default { render };
