// Downloads and starts the program with the first words of its language, or says why it cannot. Trunk.toml writes the two
// links of the program, and xtask/src/words.rs those of the words, one for each language.

const address = (id) => document.getElementById(id).href;

// The first screen is painted before the program takes the line, and then keeps the browser busy. A hidden page is never
// painted.
const painted = new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, document.hidden ? 0 : 500);
});

const languages = [...document.querySelectorAll("link[rel=words]")].map(
  ({ hreflang, title, href, dataset }) => ({ tag: hreflang, name: title, first: href, rest: dataset.rest }),
);

// Some servers answer every address with a page.
async function sound(answer) {
  const response = await answer;
  if (!response.ok || /html/.test(response.headers.get("content-type"))) {
    throw new TypeError(`${response.status} ${response.url}`);
  }
  return response;
}

async function download() {
  await painted;
  // src/web/loading.js has chosen.
  const { tag, first } = languages.find(({ tag }) => tag === document.documentElement.lang) ?? languages[0];
  const [program, wasm, words] = await Promise.all([
    import(address("program")),
    sound(fetch(address("program-wasm"))),
    sound(fetch(first)).then((response) => response.text()),
  ]);
  // src/web/words.rs takes them over.
  window.attentionWords = Object.freeze({ languages, spoken: tag, first: words });
  return () => program.default({ module_or_path: wasm });
}

function trouble(error) {
  // Too new for this browser, or forbidden in it.
  if (error instanceof SyntaxError || error instanceof WebAssembly.CompileError) {
    return "no-wasm";
  }
  // Broken off midway, or the two files are of different versions.
  const incomplete = error instanceof TypeError || error instanceof WebAssembly.LinkError;
  return incomplete ? "no-download" : "broken";
}

async function run() {
  try {
    const start = await download();
    const wasm = await start();
    // The name that trunk's own start has for it.
    dispatchEvent(new CustomEvent("TrunkApplicationStarted", { detail: { wasm } }));
  } catch (error) {
    console.error(error);
    window.tellTrouble(trouble(error));
  }
}

// The style sheets that only parts of the program need, switched on by the first that is fetched; the page in one file
// has all of them from the beginning. Tells whether they are there; after a failure the next part tries again.
let sheets;
window.attentionSheets = () => {
  sheets ??= new Promise((resolve) => {
    const link = document.getElementById("later");
    if (!link) {
      resolve(true);
      return;
    }
    link.onload = () => resolve(true);
    link.onerror = () => {
      const again = link.cloneNode();
      again.disabled = true;
      link.replaceWith(again);
      sheets = undefined;
      resolve(false);
    };
    link.disabled = false;
  });
  return sheets;
};

if (typeof WebAssembly === "object") {
  run();
}
