// Makes the page work without a network after the first visit, and tells it when a new version is there.

const workers = navigator.serviceWorker;
const { dataset } = document.documentElement;
let waiting;

window.attentionOffline = Object.freeze({
  // Takes the new version; the page loads again.
  renew: () => waiting?.postMessage("renew"),
});

function announce(worker) {
  // At the first visit there is nothing to renew.
  if (worker && workers.controller) {
    waiting = worker;
    dataset.renewal = "";
    dispatchEvent(new Event("renewal"));
  }
}

function watch(worker) {
  worker?.addEventListener("statechange", () => worker.state === "installed" && announce(worker));
}

async function keep() {
  const registration = await workers.register("service-worker.js", { updateViaCache: "none" });
  announce(registration.waiting);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  // A page can stay open for weeks.
  document.addEventListener("visibilitychange", () => document.hidden || registration.update().catch(() => {}));
  const { active } = await workers.ready;
  dataset.offline = "";
  if (!workers.controller) {
    active.postMessage(dataset.build);
  }
}

// A page that is being worked on has no version, and is always fetched.
async function forget() {
  const folder = new URL("./", document.baseURI).href;
  for (const registration of await workers.getRegistrations()) {
    if (registration.scope === folder) {
      await registration.unregister();
    }
  }
}

// Without https there are no workers, and in some private windows they are refused: then the page needs the network.
if (workers) {
  // Another page may take a new version at any time.
  let controlled = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (controlled) {
      location.reload();
    }
    controlled = true;
  });
  const begin = () => (dataset.build ? keep() : forget()).catch((error) => console.info(String(error)));
  // Not before the page is there and the browser has nothing else to do.
  const later = () => (window.requestIdleCallback ?? setTimeout)(begin);
  addEventListener("TrunkApplicationStarted", () => setTimeout(later, 1000), { once: true });
}
