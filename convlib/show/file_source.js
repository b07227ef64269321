/**
 * FileSource in the browser: a button that chooses a file, and takes one that is dropped on its explorer.
 *
 * A message that is too large for the connection to Python is lost without a word. So a file goes in pieces, each when
 * Python has answered the one before; a large picture that the browser can read is made smaller first; and of
 * a text only its beginning is sent.
 */

const PIECE = 480_000; // bytes
const SMALL = 5_000_000; // bytes of a picture that need not be made smaller
const PATIENCE = 1_000; // milliseconds, after which it tells how far it is

/** A size as people say it. */
const sized = (bytes) => bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB`
  : `${(bytes / 1e9).toFixed(1)} GB`;

/** A picture file as a smaller one. */
async function shrunk(file, longest) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  return jpeg(picture, picture.width, picture.height, longest);
}

/** @param {{ model: { get(name: string): any, on(event: string, f: (message: object) => void): void,
 *             send(message: object): void }, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const [most, first, longest] = ["most", "first", "longest"].map((name) => model.get(name)); // 0: without an end
  let coming = null; // the file that is on its way

  el.classList.add("convlib-file-source");
  const input = Object.assign(document.createElement("input"), { type: "file", accept: model.get("accept") });
  const button = Object.assign(document.createElement("button"), {
    className: "jupyter-widgets jupyter-button widget-button", type: "button", title: model.get("tip"),
    textContent: model.get("words") });
  button.classList.toggle("mod-primary", model.get("primary"));
  const line = document.createElement("span");
  line.setAttribute("aria-live", "polite");
  el.append(input, button, line);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = ""; // so that the same file can be chosen again
    if (files.length) bring(files);
  });

  const refuse = (name, words) => {
    coming = null;
    line.textContent = "";
    model.send({ refused: name, words });
  };

  /** What was chosen or dropped: one file, or the reason why not. */
  async function bring(files, isFolder = false) {
    const [file] = files;
    if (files.length > 1) return refuse(file.name, `These are ${files.length} files. Bring one at a time.`);
    if (isFolder) return refuse(file.name, "This is a folder. Bring a file that is in it.");
    if (file.size === 0) {
      return refuse(file.name, "This file is empty, or a folder.");
    }
    if (most && file.size > most) {
      return refuse(file.name, `This file has ${sized(file.size)}, and no more than ${sized(most)} can be read.`);
    }
    const mine = coming = { id: crypto.randomUUID?.() ?? String(Math.random()), name: file.name, size: file.size };
    line.textContent = "";
    setTimeout(() => show(mine, 0), PATIENCE);
    let content = first ? file.slice(0, first) : file;
    try {
      if (longest && file.size > SMALL) content = await shrunk(file, longest);
    } catch {
      // The browser cannot read it. Perhaps Python can, such as a TIFF: it gets the file as it is.
    }
    mine.content = content;
    send(mine, 0);
  }

  /** Say how far it is. */
  function show(file, at) {
    if (file !== coming || signal.aborted) return;
    const all = file.content?.size ?? file.size;
    line.textContent = `${file.name}: ${sized(at)} of ${sized(all)} are in Python.`;
    file.shown = true;
  }

  /** Send the piece that begins here. */
  async function send(file, at) {
    let piece;
    try {
      piece = await text(file.content.slice(at, at + PIECE));
    } catch {
      return file === coming && refuse(file.name, "This file cannot be read: it may be a folder, or gone, or locked.");
    }
    if (file !== coming || signal.aborted) return; // another one was chosen meanwhile
    const { id, name, size, content } = file;
    model.send({ id, name, size, length: content.size, at, piece });
    if (file.shown) show(file, at);
  }

  model.on("msg:custom", ({ heard, at }) => {
    if (heard !== coming?.id || signal.aborted) return;
    if (at < coming.content.size) return send(coming, at);
    coming = null;
    line.textContent = "";
  });

  // What is dropped anywhere on the explorer, and a long text that is pasted there: as one message it would be lost.
  const around = () => el.closest(".convlib-explorer") ?? el;
  const on = (event, act) => document.addEventListener(event, (happened) => {
    if (el.isConnected && around().contains(happened.target)) act(happened);
  }, { capture: true, signal });
  const hasFiles = (happened) => [...(happened.dataTransfer?.types ?? [])].includes("Files");
  on("dragover", (happened) => hasFiles(happened) && happened.preventDefault());
  on("drop", (happened) => {
    if (!hasFiles(happened)) return;
    happened.preventDefault();
    happened.stopPropagation();
    const entry = happened.dataTransfer.items[0]?.webkitGetAsEntry?.();
    bring([...happened.dataTransfer.files], entry?.isDirectory);
  });
  on("paste", (happened) => {
    const pasted = happened.clipboardData?.getData("text") ?? "";
    if (!first || pasted.length < PIECE || !happened.target.matches("textarea")) return;
    happened.preventDefault();
    happened.stopPropagation();
    bring([new File([pasted], "pasted")]);
  });
}

export default { render };
