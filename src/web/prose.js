// Fetches the program that reads Markdown, once, and keeps what it has read. The program is a module beside the page.

const most = 400;
const rendered = new Map();
let program;
let failures = 0;

// A browser may keep that a module failed: after a failure it has another address.
function address() {
  const address = new URL("prose.js", document.baseURI);
  if (failures > 0) {
    address.searchParams.set("retry", failures);
  }
  return address.href;
}

async function load() {
  program ??= import(address()).then((module) => module.default());
  await program;
}

window.attentionProse = Object.freeze({
  // Tells `done` whether the program is there; after a failure the next text tries again.
  fetch(done) {
    load().then(
      () => done(true),
      () => {
        program = undefined;
        failures += 1;
        done(false);
      },
    );
  },
  // The text's HTML, or nothing.
  render(text) {
    if (window.renderProse && !rendered.has(text)) {
      if (rendered.size >= most) {
        rendered.clear();
      }
      try {
        rendered.set(text, window.renderProse(text));
      } catch (error) {
        console.warn(error);
        rendered.set(text, undefined);
      }
    }
    return rendered.get(text);
  },
});
