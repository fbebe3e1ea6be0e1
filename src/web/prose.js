// Fetches the program that reads Markdown, once, and keeps what it has read. The program is a module beside the page.

const most = 400;
const rendered = new Map();
let program;

async function load() {
  program ??= import(new URL("prose.js", document.baseURI).href).then((module) => module.default());
  await program;
}

window.attentionProse = Object.freeze({
  // Tells `done` whether the program is there; after a failure the next text tries again.
  fetch(done) {
    load().then(
      () => done(true),
      () => {
        program = undefined;
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
