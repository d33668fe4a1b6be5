// Brings new pointers to the page of the demonstration: the same page is asked for and its list taken over.
"use strict";
(() => {
  const list = () => document.getElementById("pointers");
  const read = async (response) => new DOMParser().parseFromString(await response.text(), "text/html").getElementById("pointers");

  function take(fresh) {
    if (!fresh || fresh.innerHTML === list().innerHTML) return;
    const focused = document.activeElement, card = focused && focused.closest && focused.closest(".pointer");
    const index = card ? [...card.querySelectorAll(".choice")].indexOf(focused) : -1;
    list().replaceChildren(...document.importNode(fresh, true).childNodes);
    const again = card && document.getElementById(card.id);
    const button = again && again.querySelectorAll(".choice")[index];
    if (button) button.focus({ preventScroll: true });
  }

  async function look() {
    try {
      if (!document.hidden) take(await read(await fetch(location.pathname, { cache: "no-store" })));
    } catch { /* the next look will tell */ }
    setTimeout(look, 3000);
  }

  document.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(event.target)), pressed = event.submitter;
    if (pressed && pressed.name) fields.set(pressed.name, pressed.value);
    try {
      take(await read(await fetch(location.pathname, { method: "POST", body: fields })));
    } catch { /* the button is still there to be pressed again */ }
  });

  setTimeout(look, 3000);
})();
