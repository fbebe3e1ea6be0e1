// What scripts drive the laboratory by: window.attentionLab. The README says what it does. It has a worker of its own,
// fetched at its first use, beside the page; calls wait for one another, since two at once would slow each other down.

const waiting = new Map();
let worker;
let last = 0;

function stop(reason) {
  worker?.terminate();
  worker = undefined;
  const calls = [...waiting.values()];
  waiting.clear();
  for (const { reject } of calls) {
    reject(new Error(reason));
  }
}

function start() {
  // Relative to the page's base address.
  const started = new Worker("worker-start.js", { type: "module" });
  started.onmessage = ({ data: { id, result, error, broken } }) => {
    if (broken !== undefined) {
      stop(`the laboratory's worker stopped, most likely for want of memory: ${broken}`);
      return;
    }
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) {
      call?.resolve(result);
    } else {
      call?.reject(new Error(error));
    }
  };
  started.onerror = (event) => {
    event.preventDefault();
    stop(`the laboratory's worker could not be loaded: ${event.message ?? "worker-start.js, worker.js, worker_bg.wasm"}`);
  };
  return started;
}

function ask(message) {
  return new Promise((resolve, reject) => {
    worker ??= start();
    const id = ++last;
    // Throws, and so rejects, where something in it cannot be sent.
    worker.postMessage({ id, ...message });
    waiting.set(id, { resolve, reject });
  });
}

// The laboratory's page is a program of its own; its module lies beside the page.
let program;

async function show(root) {
  try {
    program ??= import(new URL("laboratory.js", document.baseURI).href).then((module) => module.default());
    await Promise.all([program, window.attentionSheets()]);
    window.showLaboratory(root);
  } catch (error) {
    program = undefined;
    root.dataset.failed = String(error);
  }
}

window.attentionLab = Object.freeze({
  show,
  run: (call) => ask({ call }),
  limit: () => ask({ limit: true }),
  cancel: () => stop("cancelled"),
});
