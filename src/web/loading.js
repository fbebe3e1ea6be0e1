// What the reader sees while the page loads, where it cannot start, and when it has stopped. Before everything else,
// and in words that old browsers understand: they are among those it is for.
(function () {
  var root = document.documentElement;
  var told = "";
  var runs = typeof WebAssembly === "object" && "noModule" in document.createElement("script");

  // A value of the address's fragment.
  function named(key) {
    var found = new RegExp("[#&]" + key + "=([^&]*)").exec(location.hash);
    return found ? found[1] : "";
  }

  // The language that the page begins in: the one that the address names, or the reader's; in another country's form, where
  // there is no other. The links above name all (xtask/src/words.rs).
  function spoken() {
    var links = document.querySelectorAll("link[rel=words]");
    var tags = [named("lang")].concat(navigator.languages || [], "en");
    function whole(tag) {
      return tag.toLowerCase();
    }
    function primary(tag) {
      return whole(tag.split("-")[0]);
    }
    function alike(tag, form) {
      for (var i = 0; i < links.length; i++) {
        if (form(links[i].hreflang) === form(tag)) {
          return links[i].hreflang;
        }
      }
      return "";
    }
    for (var i = 0; i < tags.length; i++) {
      var found = alike(tags[i], whole) || alike(tags[i], primary);
      if (found) {
        return found;
      }
    }
    return root.lang;
  }

  // Language and ground as the program will have them, so that nothing is drawn anew for them.
  function dress() {
    root.lang = spoken();
    var dark = matchMedia("(prefers-color-scheme: dark)").matches;
    root.setAttribute("data-theme", (named("theme") ? named("theme") === "dark" : dark) ? "dark" : "light");
  }

  // Whether the page begins with the first notebook, whose first screen stands in the page.
  function beginsWithTheFirst() {
    try {
      var lesson = named("lesson");
      var other = /[#&](nb|view|notebook|audience)=/.test(location.hash) || (lesson && lesson !== "xiaoming");
      return !other && (lesson || !localStorage.getItem("attention-notebook/last"));
    } catch (error) {
      // Blocked: then nothing is kept.
      return true;
    }
  }

  function set(id, shown) {
    var element = document.getElementById(id);
    if (element) {
      element.hidden = !shown;
    }
  }

  // Says "no-download", "no-wasm" or "broken", in place of the line that it loads and of the early screen.
  window.tellTrouble = function (id) {
    told = id;
    root.removeAttribute("data-first");
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

  dress();
  // index.html has a first screen in these.
  if (runs && /^(zh-CN|en)$/.test(root.lang) && beginsWithTheFirst()) {
    root.setAttribute("data-first", root.lang);
  }
  document.addEventListener("DOMContentLoaded", function () {
    if (!runs) {
      window.tellTrouble("no-wasm");
    } else if (told) {
      // Before its words were there.
      window.tellTrouble(told);
    } else {
      set("loading", true);
    }
  });
})();
