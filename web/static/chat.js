// The chat without loading pages: the same forms, sent by fetch, and a look for new messages every 3 seconds.
// Everything a person wrote is set as text, never as markup. Without this file the page works as it stands.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const log = byId("log"), text = byId("text"), say = byId("say"), place = byId("place"), notice = byId("notice");
  const file = byId("file"), chosen = byId("chosen");
  const end = byId("end") || document.createElement("div");
  const words = byId("words").dataset;
  const POLL = 3000, SLOWEST = 60000, PATIENCE = 20000, UPLOAD = 330000;
  const gentle = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  let last = Number(log.dataset.last), wait = POLL, timer = 0, busy = false, polling = false, gone = false;

  // Messages

  function choice(button) {
    const link = !button.token && button.link;
    const node = document.createElement(link ? "a" : "button");
    node.className = "choice";
    node.textContent = button.label;
    if (link) Object.assign(node, { href: link, rel: "noopener noreferrer", target: "_blank" });
    else Object.assign(node, { name: "token", value: button.token });
    return node;
  }

  function draw(message) {
    const node = byId(message.own ? "own" : "ours").content.firstElementChild.cloneNode(true);
    node.id = "m" + message.id;
    node.dataset.row = message.row;
    node.querySelector(".text").textContent = message.text;
    const time = node.querySelector("time");
    time.textContent = message.time;
    time.dateTime = message.at;
    const form = node.querySelector("form");
    if (form && message.buttons.length) {
      const id = Object.assign(document.createElement("input"), { type: "hidden", name: "message", value: message.id });
      form.append(id, ...message.buttons.map((buttons) => {
        const row = document.createElement("div");
        row.className = "row";
        row.append(...buttons.filter((b) => b.token || b.link).map(choice));
        return row;
      }));
    }
    return node;
  }

  function put(message) {
    const old = byId("m" + message.id);
    if (!message.text && !message.buttons.length) return old && old.remove();
    const node = draw(message);
    if (!old) {
      node.classList.add("new");
      return log.append(node);
    }
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const index = focused ? [...old.querySelectorAll(".choice")].indexOf(focused) : -1;
    old.replaceWith(node);
    if (focused) (node.querySelectorAll(".choice")[index] || node).focus({ preventScroll: true });
  }

  function apply(answer, mine) {
    if (answer.language && answer.language !== document.documentElement.lang) return again();
    if (answer.cleared) return again();
    file.hidden = !answer.files;
    const fresh = answer.messages.filter((message) => message.row > last);
    if (!fresh.length) return;
    const near = mine || log.getBoundingClientRect().bottom < innerHeight + 200; // who reads further up is left there
    const count = log.querySelectorAll(".message").length;
    for (const message of fresh) {
      put(message);
      if (message.clear) offerPlace("");
      else if (message.place) offerPlace(message.place);
    }
    last = Math.max(last, answer.last);
    quieten();
    const first = log.querySelectorAll(".message")[count];
    if (!near || !first) return;
    first.before(end);
    show(gentle);
  }

  function show(behavior) {
    // To the beginning of what is new; as that is near the end of the page, mostly simply to the end.
    end.scrollIntoView({ block: "start", behavior });
  }

  function again() {
    // The words of the page itself are in another language now.
    history.replaceState(null, "", "/");
    location.reload();
  }

  function quieten() {
    // Only the newest buttons are loud, and only until the person has said something (as transcript.live).
    const asking = [...log.querySelectorAll(".message")].filter((node) => node.querySelector(".choice"));
    const said = Math.max(0, ...[...log.querySelectorAll(".own")].map((node) => Number(node.dataset.row)));
    asking.forEach((node, index) => node.classList.toggle("quiet", index < asking.length - 1 || node.dataset.row < said));
  }

  function tell(sentence) {
    notice.textContent = sentence || "";
    notice.hidden = !sentence;
  }

  // The way to the server

  async function ask(path, fields, patience = PATIENCE) {
    const stop = new AbortController();
    const alarm = setTimeout(() => stop.abort(), patience);
    try {
      return await fetch(path, {
        method: fields ? "POST" : "GET", body: fields, signal: stop.signal,
        headers: { Accept: "application/json" }, credentials: "same-origin", cache: "no-store",
      });
    } finally {
      clearTimeout(alarm);
    }
  }

  async function post(fields, pressed) {
    fields.set("after", last);
    return exchange(() => ask("/chat", fields), pressed);
  }

  async function exchange(way, pressed) {
    if (busy) return false;
    busy = true;
    if (pressed) pressed.setAttribute("aria-busy", "true");
    try {
      const response = await way();
      const answer = await response.json();
      if (!response.ok) return tell(answer.error), false;
      tell("");
      apply(answer, true);
      return true;
    } catch {
      tell(words.unsent);
      return false;
    } finally {
      busy = false;
      if (pressed) pressed.removeAttribute("aria-busy");
      plan(wait = POLL);
    }
  }

  async function poll() {
    if (document.hidden || busy || polling || gone) return plan(POLL);
    polling = true;
    try {
      const response = await ask("/chat/messages?after=" + last);
      if (!response.ok) throw new Error();
      apply(await response.json());
      if (notice.textContent === words.offline) tell("");
      wait = POLL;
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
      if (notice.hidden) tell(words.offline);
    } finally {
      polling = false;
      plan(wait);
    }
  }

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(poll, delay);
  }

  // What people do

  let clicked = null; // older Safari does not say which button sent a form
  document.addEventListener("click", (event) => { clicked = event.target.closest("button"); }, true);
  document.addEventListener("submit", async (event) => {
    const form = event.target, pressed = event.submitter || (form.contains(clicked) ? clicked : null);
    event.preventDefault();
    if (form.id === "leave") return leave();
    if (form === file) return send(pressed);
    const fields = new URLSearchParams(new FormData(form));
    if (pressed && pressed.name) fields.set(pressed.name, pressed.value);
    if (form !== say) return void post(fields, pressed);
    const typed = text.value;
    if (!typed.trim() || busy) return;
    text.value = "";
    grow();
    if (!(await post(fields, pressed)) && !text.value) text.value = typed;
    grow();
    text.focus({ preventScroll: true });
  });

  async function send(pressed) {
    const [one] = chosen.files;
    if (!one || busy) return;
    if (one.size > Number(chosen.dataset.most) * 1024 * 1024) return tell(words.tooLarge);
    tell(words.sending);
    const fields = new FormData(file);
    if (await exchange(() => ask("/chat/file?after=" + last, fields, UPLOAD), pressed)) file.reset();
  }

  // The key the keyboard calls "Send" sends, on a phone too. Shift and Enter, and what is pasted, break the line.
  // A word the keyboard is still composing hides the key, not the break it would make.
  let shift = false;
  text.addEventListener("keydown", (event) => { shift = event.shiftKey; });
  text.addEventListener("beforeinput", (event) => {
    if (shift || !["insertLineBreak", "insertParagraph"].includes(event.inputType)) return;
    event.preventDefault();
    say.requestSubmit();
  });

  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    text.style.height = "auto";
    text.style.height = Math.min(text.scrollHeight + 3, 152) + "px";
  }
  text.addEventListener("input", grow);

  function offerPlace(label) {
    place.textContent = label;
    place.hidden = !label || !navigator.geolocation;
  }
  place.addEventListener("click", () => {
    tell(words.locating);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        tell("");
        post(new URLSearchParams({ lat: coords.latitude, lon: coords.longitude }), place);
      },
      () => tell(words.noPlace),
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
    );
  });

  function leave() {
    gone = true;
    document.body.hidden = true;
    fetch("/chat/leave", { method: "POST", keepalive: true, redirect: "manual", credentials: "same-origin" }).catch(() => {});
    location.replace(byId("leave").dataset.away);
  }

  // Coming back: from another tab, from no network, from the browser's own memory of the page.
  const now = () => document.hidden || plan((wait = POLL) && 0);
  document.addEventListener("visibilitychange", now);
  addEventListener("online", now);
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  byId("listening").hidden = false;
  offerPlace(place.textContent.trim());
  if (log.querySelector(".own")) show("instant");
  plan(POLL);
})();
