// Runs before anything is drawn: what was chosen under "display", then the app itself, and words where it does not come.
(function () {
  var root = document.documentElement;
  try {
    ["size", "theme"].forEach(function (name) {
      var value = localStorage.getItem("nuanze." + name);
      if (value) root.setAttribute("data-" + name, value);
    });
    if (localStorage.getItem("nuanze.lang") === "en") root.lang = "en";
  } catch (forbidden) {
    // Without storage the defaults hold.
  }

  function show(selector, shown) {
    document.querySelectorAll(selector).forEach(function (part) {
      part.hidden = !shown;
    });
  }

  function failed(error) {
    console.error(error);
    show("#progress", false);
    show("#failed", true);
  }

  var files = document.currentScript.dataset;
  var slow = setTimeout(show, 8000, "#progress .slow", true);
  // The page must be there before the app takes its place.
  document.addEventListener("DOMContentLoaded", function () {
    import(files.js)
      .then(function (app) {
        return app.default({ module_or_path: files.wasm });
      })
      .catch(failed)
      .then(function () {
        clearTimeout(slow);
      });
  });
})();
