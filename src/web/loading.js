// What the reader is told while the page loads, where it cannot start, and when it has stopped. Before everything else,
// and in words that old browsers understand: they are among those it is for.
(function () {
  function set(id, shown) {
    var element = document.getElementById(id);
    if (element) {
      element.hidden = !shown;
    }
  }

  // Says "no-download", "no-wasm" or "broken"; takes away nothing but the line that it loads.
  window.tellTrouble = function (id) {
    set("loading", false);
    set(id, true);
  };

  window.addEventListener("error", function (event) {
    if (event.target !== window) {
      if (event.target.tagName === "SCRIPT") {
        window.tellTrouble("no-download");
      }
    } else if (event.error) {
      // A panic is one of these. What has no error (other sites' scripts, notices of observers) breaks nothing here.
      window.tellTrouble("broken");
    }
  }, true);

  window.addEventListener("unhandledrejection", function (event) {
    // The browser may refuse something (the clipboard, say) and all is well.
    if (event.reason instanceof Error && !(event.reason instanceof DOMException)) {
      window.tellTrouble("broken");
    }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-reload]")) {
      location.reload();
    }
  });

  if (typeof WebAssembly === "object" && "noModule" in document.createElement("script")) {
    set("loading", true);
  } else {
    window.tellTrouble("no-wasm");
  }
})();
