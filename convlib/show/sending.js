/* What FileSource and PhotoSource do alike in the browser: Python puts this before either's own lines. */

/** A picture as a JPEG file, with its longer side made no longer than `longest` pixels. */
async function jpeg(source, width, height, longest) {
  const share = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height].map((side) => Math.max(1, Math.round(side * share)));
  const drawing = canvas.getContext("2d");
  drawing.fillStyle = "white"; // what is transparent
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
}

/** The bytes of a file as text in base64. */
function text(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1] ?? "");
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}

