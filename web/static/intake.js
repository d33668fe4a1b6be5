// The sheet of a call: saves by itself, finds places while typing, and is filled in by keys. Without it the
// same page works by its buttons.
"use strict";

const form = document.getElementById("call");
const WAIT = 700;
const AGAIN = 4000;
const TOO_LONG = 10000;

if (form) {
  const kept = document.getElementById("kept");
  const places = document.getElementById("places");
  const where = document.getElementById("w-where");
  const alarm = document.getElementById("alarm");
  const alarmTold = document.getElementById("alarm-told");
  const signedOut = document.getElementById("signed-out");
  let saving = 0;
  let running = Promise.resolve(true);
  let next = null;
  let isPressed = false;
  let isLeaving = false;
  let wroteIn = null; // where the keyboard was before F8
  let looking = 0;
  let asked = 0;
  let meant = { code: "", text: "" }; // the place that the server has understood, and from which words

  let chosenFor = isChosenAtFirst() ? where.value.trim() : ""; // the words for which a place was chosen

  function isChosenAtFirst() {
    return Boolean(form.querySelector("input[name=place]:checked:not([value=''])"));
  }

  const tick = () => {
    const timer = document.getElementById("timer");
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(timer.dataset.began)) / 1000));
    const two = (number) => String(number).padStart(2, "0");
    timer.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  };

  const hide = (names) => {
    for (const part of form.querySelectorAll("[data-question]")) part.hidden = !names.has(part.dataset.question);
    for (const label of form.querySelectorAll("[data-under]")) label.hidden = !names.has(label.id);
  };

  const under = (lines) => {
    for (const place of form.querySelectorAll("[data-step]")) {
      const told = lines[place.dataset.step] || [];
      place.replaceChildren(...told.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    }
  };

  const speak = (told) => {
    form.elements.heard_in.value = told.spoken;
    for (const voice of form.querySelectorAll("[data-aloud]")) {
      voice.textContent = told.aloud[voice.dataset.aloud] || "";
      voice.lang = told.spoken;
      voice.hidden = voice.textContent === voice.dataset.own;
    }
  };

  // One saving at a time, so that an old one never comes after a new one. Gives whether all that stands here is kept.
  const save = () => {
    window.clearTimeout(saving);
    saving = 0;
    if (!next) {
      next = running.then(() => {
        next = null;
        return send();
      });
      running = next;
    }
    return next;
  };

  const send = async () => {
    const sent = where.value.trim();
    try {
      const answer = await ask(`${form.action}/kept`, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.status === 401 || answer.status === 403) {
        signedOut.hidden = false;
        kept.textContent = form.dataset.out;
        return again(renew);
      }
      if (answer.status === 404) return true; // it has been ended elsewhere: a press leads to the page that says so
      if (!answer.ok) throw new Error("not kept");
      const told = await answer.json();
      signedOut.hidden = true;
      form.elements.was.value = told.was;
      document.getElementById("elsewhere").hidden = !told.elsewhere;
      if (!saving) {
        kept.textContent = told.kept;
        hide(new Set(told.shown));
        under(told.under);
        if (told.aloud) speak(told);
      }
      meant = { code: told.place, text: sent };
      if (told.place && told.place !== chosenPlace() && where.value.trim() === sent) {
        choosePlace(told.place);
        chosenFor = sent;
      }
      return true;
    } catch {
      kept.textContent = form.dataset.failed;
      return again(save);
    }
  };

  // Danger waits for no saving: what to do is shown at once, and the alarm goes out beside it with what stands here.
  const cryOut = async () => {
    if (!alarm.hidden) return;
    alarm.hidden = false;
    alarm.classList.add("fresh");
    alarmTold.textContent = alarm.dataset.sending;
    document.getElementById("danger").disabled = true;
    if (wroteIn) wroteIn.focus({ preventScroll: true });
    while (!(await isAlarmed())) await new Promise((go) => window.setTimeout(go, AGAIN));
    save();
  };

  const isAlarmed = async () => {
    const body = new URLSearchParams(new FormData(form));
    body.set("act", "danger");
    try {
      const answer = await ask(form.action, { method: "POST", body });
      if (answer.status === 404) return window.location.assign(form.action) || true;
      if (!answer.ok) throw new Error("not sent");
      alarmTold.textContent = (await answer.json()).alarmed;
      return true;
    } catch {
      alarmTold.textContent = alarm.dataset.failed;
      soon(); // a session that ended is said by what saves
      return false;
    }
  };

  const ask = (address, options) =>
    fetch(address, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(TOO_LONG), ...options });

  const again = (what) => {
    if (!saving) saving = window.setTimeout(what, AGAIN);
    return false;
  };

  // After signing in again, in another tab, the words that stand here are sent with the new session's token.
  const renew = async () => {
    saving = 0;
    try {
      const answer = await ask(form.action, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector("#call input[name=csrf]");
      if (!token) return again(renew);
      for (const one of document.querySelectorAll("input[name=csrf]")) one.value = token.value;
      return save();
    } catch {
      return again(renew);
    }
  };

  const soon = () => {
    window.clearTimeout(saving);
    saving = window.setTimeout(save, WAIT);
  };

  const chosenPlace = () => (form.querySelector("input[name=place]:checked") || { value: "" }).value;

  const choosePlace = (code) => {
    for (const one of form.querySelectorAll("input[name=place]")) if (one.value === code) one.checked = true;
  };

  const choice = (code, name, key, chosen) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const words = document.createElement("span");
    const sign = document.createElement("kbd");
    label.className = "choice";
    Object.assign(input, { type: "radio", name: "place", value: code, checked: chosen });
    input.dataset.key = key;
    words.textContent = name;
    sign.textContent = key;
    sign.setAttribute("aria-hidden", "true");
    label.append(input, " ", words, sign);
    return label;
  };

  const look = async () => {
    const mine = ++asked;
    const text = where.value.trim();
    if (!text) return;
    try {
      const answer = await fetch(`${form.dataset.places}?text=${encodeURIComponent(text)}`, {
        headers: { Accept: "application/json" },
      });
      if (!answer.ok || mine !== asked) return;
      const found = (await answer.json()).places;
      const wanted = chosenPlace() || (meant.text === text ? meant.code : "");
      const shown = found.map((one, place) => choice(one.code, one.name, String(place + 1), one.code === wanted));
      const before = [...places.querySelectorAll("label")].find((one) => one.querySelector("input").value === wanted);
      if (wanted && before && !found.some((one) => one.code === wanted)) {
        const name = before.querySelector("span").textContent.trim();
        shown.unshift(choice(wanted, name, String(shown.length + 1), true));
      }
      const isChosen = shown.some((one) => one.querySelector("input").checked);
      const isThere = places.contains(document.activeElement);
      places.replaceChildren(...shown, choice("", places.dataset.unknown, "0", !isChosen));
      if (isThere) places.querySelector("input:checked").focus();
      document.getElementById("places-told").textContent = found.map((one) => one.name).join("; ");
    } catch {
      // The button beside the field asks the same.
    }
  };

  const isWriting = (one) => one.matches("textarea, select, input:not([type=radio], [type=checkbox])");

  const stops = () => [...form.querySelectorAll("input:not([type=hidden]), textarea, select, button")].filter(
    (one) => !one.disabled && one.offsetParent !== null && (one.type !== "radio" || isFirst(one)),
  );

  const isFirst = (radio) => {
    const group = [...form.querySelectorAll(`input[name="${radio.name}"]`)].filter((one) => one.offsetParent !== null);
    return radio === (group.find((one) => one.checked) || group[0]);
  };

  const goOn = (from) => {
    const all = stops();
    const group = all.filter((one) => one === from || (from.name && one.name === from.name));
    const next = all[all.indexOf(group[group.length - 1]) + 1];
    if (next) next.focus();
  };

  const choose = (key, at) => {
    const group = at.closest("fieldset");
    const within = at.name === "place" ? places : group;
    const found = within && [...within.querySelectorAll("[data-key]")].find(
      (one) => one.dataset.key === key && one.name === at.name && one.offsetParent !== null,
    );
    if (!found) return false;
    found.checked = found.type === "radio" ? true : !found.checked;
    found.focus();
    found.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  form.addEventListener("input", (event) => {
    soon();
    if (event.target === where) {
      const goesOn = chosenFor && [" ", ","].some((sign) => where.value.startsWith(chosenFor + sign));
      if (!goesOn) for (const one of form.querySelectorAll("input[name=place]")) one.checked = one.value === "";
      window.clearTimeout(looking);
      looking = window.setTimeout(look, 250);
    }
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "place") chosenFor = event.target.value ? where.value.trim() : "";
    save();
  });
  // A press goes through once all is kept: a page of the browser's own, "no connection", would cost the words.
  form.addEventListener("submit", async (event) => {
    if (isLeaving) return;
    event.preventDefault();
    if (event.submitter && event.submitter.id === "danger") return cryOut();
    if (isPressed) return;
    isPressed = true;
    isLeaving = await save();
    isPressed = false;
    if (isLeaving) form.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", () => (isLeaving = false));
  document.getElementById("find-place").addEventListener("click", (event) => {
    event.preventDefault();
    look();
  });
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key === "F8") {
      event.preventDefault();
      if (at.form === form && at.id !== "danger") wroteIn = at;
      document.getElementById("danger").focus();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(document.getElementById("go"));
    } else if (event.key === "Enter" && at.form === form && at.matches("input")) {
      event.preventDefault();
      goOn(at);
    } else if (at.form === form && !isWriting(at) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (event.key.length === 1 && choose(event.key.toLowerCase(), at)) event.preventDefault();
    }
  });
  window.setInterval(tick, 1000);
  tick();
} else {
  const file = document.getElementById("file");
  document.addEventListener("keydown", (event) => {
    if (file && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      file.requestSubmit(file.querySelector("button"));
    }
  });
}
