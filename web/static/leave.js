// The quick way out: the page is gone at once; the server is told while we go.
"use strict";
const leave = document.getElementById("leave");
leave.addEventListener("submit", (event) => {
  event.preventDefault();
  document.body.hidden = true;
  fetch("/chat/leave", { method: "POST", keepalive: true, redirect: "manual", credentials: "same-origin" }).catch(() => {});
  location.replace(leave.dataset.away);
});
addEventListener("pageshow", (event) => event.persisted && location.reload());
