// The page in one file, which opens from a disk: there browsers fetch nothing and import nothing. So `cargo xtask
// single-file` writes the modules of a build into this script, as functions, and its other files behind it, compressed;
// what the page asks for beside itself is answered from these. Modules find one another by the names that they had.
(() => {
  "use strict";
  const modules = {};
  const roots = [];
  const types = { json: "application/json", txt: "text/plain", wasm: "application/wasm" };

  const folder = new URL("./", document.baseURI).href;
  const nameIn = (address) => new URL(address?.url ?? address, folder).href.split(/[?#]/, 1)[0].slice(folder.length);

  // Answers what a module exports; it runs when it is first needed.
  function linker(modules, folder) {
    const running = new Map();
    return function need(address) {
      const { href } = new URL(address, folder);
      const name = href.split(/[?#]/, 1)[0].slice(folder.length);
      if (!running.has(name)) {
        const url = folder + name;
        const module = { url, exports: {}, need: (address) => need(new URL(address, url)) };
        module.load = async (address) => module.need(address);
        running.set(name, module.exports);
        modules[name](module);
      }
      return running.get(name);
    };
  }

  // The files: a line that lists their names and lengths, then one after the other.
  async function unpack() {
    const text = document.getElementById("files").textContent;
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const all = await new Response(unzipped).blob();
    const start = new Uint8Array(await all.slice(0, 65536).arrayBuffer());
    let at = start.indexOf(10) + 1;
    const files = {};
    for (const [name, length] of JSON.parse(new TextDecoder().decode(start.subarray(0, at)))) {
      const type = types[name.split(".").pop()];
      files[name] = all.slice(at, (at += length), type);
    }
    return files;
  }

  const unpacked = unpack();
  let files = {};
  const ready = unpacked.then((found) => (files = found));

  const elsewhere = window.fetch.bind(window);
  window.fetch = async (address, options) => {
    await ready;
    const file = files[nameIn(address)];
    // A blob's type is the answer's.
    return file ? new Response(file) : elsewhere(address, options);
  };

  // A worker gets the modules too, and as its first message the programs; the page's own has unpacked them by then.
  function worker(name) {
    const list = Object.entries(modules).map(([name, module]) => `${JSON.stringify(name)}: ${module}`);
    const source = `"use strict";
      const folder = "file:///page/";
      const files = new Promise((resolve) => {
        const first = (event) => (event.stopImmediatePropagation(), resolve(event.data));
        addEventListener("message", first, { once: true });
      });
      self.fetch = async (address) => new Response((await files)[new URL(address, folder).href.slice(folder.length)]);
      (${linker})({${list.join(",")}}, folder)(${JSON.stringify(name)});`;
    return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  }

  window.Worker = class extends Worker {
    constructor(address, options) {
      const name = nameIn(address);
      if (modules[name]) {
        super(worker(name));
        this.postMessage(files);
      } else {
        super(address, options);
      }
    }
  };

  const need = linker(modules, folder);
  roots.forEach(need);
})();
