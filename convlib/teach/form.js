/**
 * AnswerForm in the browser: an ordinary form. It sends what stands in it with the submission itself, so that no slow
 * connection can send a half-typed number; and when Python has answered, the focus goes to what it says.
 */

/** @param {{ model: { get(name: string): any, on(event: string, f: () => void): void, send(message: object): void },
 *             el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const id = `convlib-${Math.random().toString(36).slice(2)}`; // each view has names of its own in the page
  const add = (tag, parent, more = {}) => parent.appendChild(Object.assign(document.createElement(tag), more));
  const form = add("form", el, { className: "convlib-form", noValidate: true });
  const fields = add("fieldset", form);
  add("legend", fields, { textContent: model.get("question") });
  const choices = model.get("choices").map((words) => {
    const label = add("label", fields);
    const choice = add("input", label, { type: "radio", name: id, value: words });
    add("span", label, { textContent: words });
    return choice;
  });
  const field = choices.length ? null : add("input", fields, {
    type: "text", placeholder: model.get("placeholder"), autocomplete: "off", ariaLabel: model.get("question") });
  const button = add("button", fields, {
    type: "submit", className: "jupyter-button", textContent: model.get("button") });
  const told = add("div", form, { className: "convlib-reveal", tabIndex: -1 });
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

  function paint() {
    const done = model.get("done");
    const hadFocus = fields.contains(document.activeElement);
    fields.disabled = done;
    if (done && field) field.value = model.get("answered");
    if (done) for (const choice of choices) choice.checked = choice.value === model.get("answered");
    told.className = `convlib-reveal convlib-${model.get("kind")}`;
    if (told.textContent !== model.get("told")) told.textContent = model.get("told");
    if (done && (hadFocus || waits)) told.focus({ preventScroll: true }); // else it would fall to the page's body
    if (done) waits = false;
  }

  paint();
  const names = ["told", "kind", "done", "answered"];
  for (const name of names) model.on(`change:${name}`, paint);
  model.on("msg:custom", () => signal.aborted || paint()); // the same words once more
}

export default { render };
