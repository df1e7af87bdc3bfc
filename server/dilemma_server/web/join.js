// Shows the code that stands behind # in the address, which a browser never sends anywhere.
"use strict";

function show(name, text) {
  document.getElementById(name).textContent = text;
}

function invite() {
  const code = location.hash.slice(1).toUpperCase().replaceAll("-", "");
  const proper = /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code);
  document.getElementById("invitation").hidden = !proper;
  if (proper) {
    show("code", code);
    show("code-again", code);
  }
}

show("address", `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}`);
addEventListener("hashchange", invite);
invite();
