/**
 * PhotoSource in the browser: buttons for the portrait, and for the camera where the browser has one.
 * Python gets a picture as text in base64. The camera is on only while its picture is to be seen here.
 */

const PRIVATE = "Pictures go to this notebook's Python only.";

/** The words for what may go wrong with a camera. */
const PROBLEMS = {
  NotAllowedError: "The browser may not use the camera: allow it in its settings for this page, and try again.",
  NotFoundError: "There is no camera here.",
  NotReadableError: "The camera is there, but another program is using it.",
};

/** @param {{ model: { get(name: string): any, on(event: string, f: (message: object) => void): void,
 *             send(message: object): void }, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  let stream = null; // what the camera sends, while it is on
  let live = false; // whether the picture follows the camera
  let waiting = false; // whether Python has yet to answer
  const longest = model.get("longest");

  el.classList.add("convlib-source");
  const add = (tag, more) => el.appendChild(Object.assign(document.createElement(tag), more));
  const button = (words, title, act) => {
    const made = add("button", { className: "jupyter-widgets jupyter-button widget-button", type: "button", title });
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };
  button("Grace Hopper", "the photograph that comes with matplotlib", () => {
    stopCamera(); // else its next picture would take the place of the portrait
    model.send({ portrait: true });
  });
  const start = button("use the camera", "show what the camera sees", startCamera);
  const take = button("take the picture", "keep what the camera sees now, and switch it off", takePicture);
  const follow = button("follow live", "filter what the camera sees, again and again", followCamera);
  const stop = button("switch off", "switch the camera off", stopCamera);
  add("span", { className: "convlib-photo-words", textContent: PRIVATE });
  const video = add("video", { muted: true, playsInline: true });
  start.hidden = !navigator.mediaDevices?.getUserMedia;
  video.setAttribute("aria-label", "what the camera sees");

  const say = (problem) => model.send({ problem });

  /** Show the buttons that there is something to do with. */
  function showButtons() {
    for (const each of [take, follow, stop]) each.hidden = stream === null;
    video.hidden = stream === null || live; // live, the photograph itself shows it
    start.hidden = stream !== null || !navigator.mediaDevices?.getUserMedia;
    follow.setAttribute("aria-pressed", live);
    follow.classList.toggle("mod-active", live);
  }

  async function startCamera() {
    start.disabled = true; // it may take a while until the person has answered the browser
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: longest } } });
      stream.getTracks().forEach((track) => track.addEventListener("ended", stopCamera)); // it was unplugged
      video.srcObject = stream;
      await video.play(); // from now on there is something to see
      if (signal.aborted) return stopCamera();
      showButtons();
      take.focus({ preventScroll: true });
      say("");
    } catch (error) {
      stopCamera();
      say(PROBLEMS[error.name] ?? `The camera could not be started: ${error.message}`);
    } finally {
      start.disabled = false;
    }
  }

  function stopCamera() {
    const hadFocus = [take, follow, stop].includes(document.activeElement);
    stream?.getTracks().forEach((track) => track.stop());
    video.srcObject = stream = null;
    live = waiting = false;
    showButtons();
    if (hadFocus) start.focus({ preventScroll: true });
  }

  async function sendFrame() {
    const seen = stream;
    const picture = await text(await jpeg(video, video.videoWidth, video.videoHeight, longest));
    if (stream === seen) model.send({ picture }); // meanwhile, the camera may have been switched off
  }

  async function takePicture() {
    await sendFrame();
    stopCamera();
  }

  /** Send one picture after the other, each when Python has answered the one before: so none waits in a queue. */
  function followCamera() {
    live = !live;
    showButtons();
    sendNext();
  }

  function sendNext() {
    if (!live || waiting) return;
    waiting = true;
    sendFrame();
  }

  model.on("msg:custom", ({ stop }) => {
    if (stop) return stopCamera(); // a picture comes from elsewhere
    waiting = false;
    requestAnimationFrame(sendNext);
  });

  showButtons();
  signal.addEventListener("abort", stopCamera); // the cell is gone
}

export default { render };
