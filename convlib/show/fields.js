/**
 * Fields for numbers: what a learner writes into one is read in Python (numerals.py), with a comma or a point, either
 * minus, and as a fraction. The field then gets a plain number, which its own widget understands. What cannot be read,
 * or is moved to the nearest number that there is, is told in the line.
 */

const FIELDS = ".widget-readout[contenteditable=true], input[type=number], input.convlib-number";
const BY = { ArrowUp: 1, ArrowDown: -1 };

/** A field is an input, or the readout of a slider. */
const isInput = (field) => "value" in field;
const written = (field) => (isInput(field) ? field.value : field.textContent);
const write = (field, text) => (field[isInput(field) ? "value" : "textContent"] = text);

/** What its widget calls a field, and which numbers it can hold. */
function about(field) {
  const widget = field.closest(".widget-slider, .widget-text");
  const label = widget.querySelector(":scope > .widget-label");
  const name = [label?.textContent, label?.title, widget.title].find((words) => words?.trim() && words !== "null");
  const slider = widget.querySelector(".noUi-target")?.noUiSlider.options;
  const range = slider ? [slider.range.min, slider.range.max, slider.step] : [field.min, field.max, field.step];
  const [least, most, step] = range.map(Number);
  return { name: name?.trim() ?? "such number", least, most, step: step || 1 };
}

/**
 * Let Python read what is written into the fields of one explorer or prediction. `isOurs` tells whether an element is in
 * it, `say` writes into its line. Returns a function that tells whether something still waits to be read.
 */
function readFields({ model, signal }, isOurs, say) {
  const before = new Map(); // what a field showed before somebody wrote into it
  const asked = new Map(); // a number for each question to Python -> the field, and what was written
  const own = new WeakSet(); // the events from which the widget takes the number
  let count = 0;
  let told = "";

  const tell = (text) => say((told = text));
  const begin = (field) => before.has(field) || before.set(field, written(field));

  /** Python shall read what was written there, if anything was. */
  function ask(field) {
    if (before.has(field)) {
      asked.set(++count, { field, text: written(field) });
      model.send({ field: count, written: { text: written(field), ...about(field) } });
    }
    return true;
  }

  /** Python has read it. Where something else is written by now, this answer comes too late. */
  function answer({ field: question, number, told }) {
    const { field, text } = asked.get(question) ?? {};
    asked.delete(question);
    if (!field || !before.has(field) || written(field) !== text) return;
    write(field, number ?? before.get(field));
    before.delete(field);
    if (number !== null) {
      const event = new Event(isInput(field) ? "change" : "blur", { bubbles: true });
      own.add(event);
      field.dispatchEvent(event);
    }
    tell(told);
  }

  /** What happens at a field. True where the widget itself is not to hear of it: it would read or strike out its own. */
  const happens = {
    focus(field) {
      if (field.type !== "number") return;
      field.type = "text"; // one of numbers takes no comma, whatever the page does
      field.inputMode = "decimal";
      field.classList.add("convlib-number");
    },
    beforeinput: (field) => void begin(field),
    blur: (field) => !isInput(field) && ask(field),
    change: (field) => isInput(field) && ask(field),
    keypress: isInput,
    keyup: isInput,
    keydown(field, event) {
      if (event.key === "Enter" && !event.shiftKey) ask(field);
      else if (event.key === "Escape" && before.has(field)) {
        write(field, before.get(field));
        before.delete(field);
      } else if (event.key in BY && isInput(field)) {
        const { least, step } = about(field);
        begin(field);
        write(field, String((Number(written(field)) || least) + BY[event.key] * step));
        ask(field);
      } else return false;
      event.preventDefault();
      return true;
    },
  };

  for (const [type, heard] of Object.entries(happens))
    window.addEventListener(type, (event) => {
      const field = event.target.closest?.(FIELDS);
      if (field && isOurs(field) && !own.has(event) && heard(field, event)) event.stopImmediatePropagation();
    }, { capture: true, signal });
  model.on("msg:custom", answer);

  /** What was told stands until the hand goes on to something else. */
  const hush = ({ target, key }) => told && isOurs(target) && !["Tab", "Shift", "Enter"].includes(key) && tell("");
  for (const type of ["pointerdown", "keydown"]) window.addEventListener(type, hush, { capture: true, signal });
  return () => asked.size > 0;
}
