// Downloads and starts the program, or says why it cannot. Trunk.toml writes the two links it reads.

const address = (id) => document.getElementById(id).href;

// The title is on screen before the program keeps the browser busy. A hidden page is never painted.
const painted = new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 100);
});

async function download() {
  const [program, wasm] = await Promise.all([import(address("program")), fetch(address("program-wasm")), painted]);
  // Some servers answer every address with a page.
  if (!wasm.ok || /html/.test(wasm.headers.get("content-type"))) {
    throw new TypeError(`${wasm.status} ${wasm.url}`);
  }
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
