// A screen of a visit saves each answer at once; without a network what was typed waits in the page, and only
// there. Without this script the same form is saved by its button.
"use strict";

const form = document.getElementById("form");
const WAIT = 900;
const AGAIN = 5000;
const TOO_LONG = 15000;

if (form) {
  const kept = document.getElementById("kept");
  let saving = 0;
  let running = Promise.resolve(true);
  let isLeaving = false;

  const hidden = (kind, id) => form.elements[`${kind}.${id}`];
  const questions = () => [...form.querySelectorAll("[data-question]")].map((one) => one.dataset.question);
  const typed = (id) => new FormData(form).getAll(id);
  const isChanged = (id) => typed(id).map((one) => one.trim()).join(",") !== hidden("was", id).value.trim();
  const touched = new Set();

  const tell = (words, waits) => {
    kept.textContent = words;
    kept.classList.toggle("waits", waits);
  };

  // One saving at a time; each sends what has changed since the last that went through.
  const save = () => {
    window.clearTimeout(saving);
    saving = 0;
    running = running.then(send);
    return running;
  };

  const send = async () => {
    const changed = questions().filter((id) => touched.has(id) && isChanged(id));
    if (!changed.length) return true;
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, seen: form.elements.seen.value });
    const sent = new Map(changed.map((id) => [id, typed(id)]));
    for (const [id, values] of sent) {
      body.append(`was.${id}`, hidden("was", id).value);
      body.append(`seen.${id}`, hidden("seen", id).value);
      for (const value of values) body.append(id, value);
    }
    try {
      if (!navigator.onLine) throw new Error("no network");
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(TOO_LONG),
      });
      if (answer.status === 409) {
        isLeaving = true; // a colleague has sent the visit: the page that says so shows what was typed here
        form.submit();
        return false;
      }
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (answer.redirected || answer.status === 403) {
        tell(form.dataset.out, true);
        return again(renew);
      }
      if (!answer.ok || !isJson) throw new Error("not kept");
      const told = await answer.json();
      for (const [id, values] of sent) {
        hidden("was", id).value = values.map((one) => one.trim()).join(",");
        hidden("seen", id).value = told.version;
        show(id, told.said[id] || []);
      }
      tell(told.kept, false);
      if (told.differs || form.querySelector("[data-live=alarm]")) await refresh();
      return true;
    } catch {
      tell(form.dataset.failed, true);
      return again(save);
    }
  };

  const again = (what) => {
    if (!saving) saving = window.setTimeout(what, AGAIN);
    return false;
  };

  const show = (id, lines) => {
    const place = document.getElementById(`s-${id}`);
    place.replaceChildren(
      ...lines.map((line) => Object.assign(document.createElement("p"), { className: "notice careful", textContent: line })),
    );
  };

  const page = async () => {
    const answer = await fetch(window.location.pathname, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(TOO_LONG) });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // The parts that follow from the answers are drawn by the server; what is being typed is left alone.
  const refresh = async () => {
    const fresh = await page();
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
      if (other && other.innerHTML !== part.innerHTML) part.replaceChildren(...other.childNodes);
    }
  };

  // After coming in again, in another tab, what stands here is sent with the new session's token.
  const renew = async () => {
    saving = 0;
    try {
      const token = (await page()).querySelector("#form input[name=csrf]");
      if (!token) return again(renew);
      for (const one of document.querySelectorAll("input[name=csrf]")) one.value = token.value;
      return save();
    } catch {
      return again(renew);
    }
  };

  const note = (event) => {
    const part = event.target.closest("[data-question]");
    if (part) touched.add(part.dataset.question);
    return Boolean(part);
  };

  form.addEventListener("input", (event) => {
    if (!note(event)) return;
    window.clearTimeout(saving);
    saving = window.setTimeout(save, WAIT);
  });
  form.addEventListener("change", (event) => {
    if (note(event)) save();
  });
  // A press goes through once everything is kept: a page of the browser's own would cost the words.
  form.addEventListener("submit", async (event) => {
    if (isLeaving) return;
    event.preventDefault();
    const submitter = event.submitter;
    if (!(await save()) || !navigator.onLine) return;
    isLeaving = true;
    window.setTimeout(() => form.requestSubmit(submitter)); // not while this press is still being told
  });
  // The place where the telephone is, put where it could be typed.
  for (const button of form.querySelectorAll("[data-locates]")) {
    const field = document.getElementById(button.dataset.locates);
    button.hidden = !navigator.geolocation;
    button.addEventListener("click", () => {
      tell(button.dataset.wait, true);
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          tell("", false);
          field.value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`;
          field.dispatchEvent(new Event("change", { bubbles: true }));
        },
        () => tell(button.dataset.none, true),
        { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
      );
    });
  }
  window.addEventListener("pageshow", () => (isLeaving = false));
  window.addEventListener("online", save);
  window.addEventListener("offline", () => tell(form.dataset.failed, true));
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && questions().some((id) => touched.has(id) && isChanged(id))) event.preventDefault();
  });
}
