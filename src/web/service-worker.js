// Keeps the files of one version of the page, and answers with them and with nothing else: the page works without a
// network, and never from files of two versions. A browser takes a worker of other bytes for a new one.
//
// `cargo xtask build` writes the next two lines: the version, and what each file has to be.
const version = "";
const files = {};

const prefix = `attention-notebook ${registration.scope} `;
const folder = new URL(registration.scope).pathname;

// What the server has may be older or newer than this worker; what is another file is refused.
async function download(path) {
  const integrity = files[path];
  try {
    // The page has just fetched most of them.
    return await sound(fetch(path, { integrity }));
  } catch {
    return sound(fetch(path, { integrity, cache: "reload" }));
  }
}

async function sound(answer) {
  const response = await answer;
  if (!response.ok) {
    throw new TypeError(`${response.status} ${response.url}`);
  }
  // A browser shows no page that was redirected to.
  return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
}

// The parts that are fetched at the reader's first sign (xtask/src/bundle.rs).
const isBundle = (path) => path.endsWith("/bundle.wasm");

async function keep() {
  const cache = await caches.open(prefix + version);
  try {
    const put = async (path) => cache.put(path, await download(path));
    const paths = Object.keys(files);
    // What answers the reader comes before all that is only kept: the page may be waiting for it on the same line.
    await Promise.all(paths.filter(isBundle).map(put));
    await Promise.all(paths.filter((path) => !isBundle(path)).map(put));
  } catch (error) {
    await caches.delete(prefix + version);
    throw error;
  }
}

async function forget() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== prefix + version);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function answer(path) {
  const cache = await caches.open(prefix + version);
  return (await cache.match(path)) ?? download(path);
}

self.oninstall = (event) => event.waitUntil(keep());
self.onactivate = (event) => event.waitUntil(forget());

self.onfetch = (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || !pathname.startsWith(folder)) {
    return;
  }
  const name = pathname.slice(folder.length);
  const path = name === "" || name === "index.html" ? "./" : name;
  if (Object.hasOwn(files, path)) {
    event.respondWith(answer(path));
  }
};

self.onmessage = ({ data }) => {
  if (data === "renew") {
    // The reader reloads: all tabs of the page change their version together.
    skipWaiting();
  } else if (data === version) {
    // A page that came over the network, of this version.
    clients.claim();
  }
};
