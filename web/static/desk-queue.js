// Says how many cases came since the list was drawn: in the page and in the title, without a sound.
"use strict";
(() => {
  const place = document.getElementById("news"), renew = document.getElementById("renew");
  if (!place || !renew) return;
  const title = document.title, EVERY = 20000;
  let failed = 0, told = 0;

  function say(text, some) {
    place.textContent = text;
    place.classList.toggle("some", some);
    renew.hidden = !some;
  }

  async function look() {
    try {
      const answer = await fetch(`/desk/cases/news?since=${encodeURIComponent(place.dataset.since)}`, {
        cache: "no-store", credentials: "same-origin", headers: { Accept: "application/json" },
      });
      if (answer.status === 401) return location.reload();  // the session is over: the page leads to sign in
      if (!answer.ok) throw new Error("not answered");
      const news = await answer.json();
      if (news.new !== told || failed > 2) say(news.new ? news.text : "", news.new > 0);
      told = news.new;
      failed = 0;
      document.title = told ? `(${told}) ${title}` : title;
    } catch {
      failed += 1;
      if (failed === 3) say(place.dataset.lost, false);
    }
    setTimeout(look, EVERY);
  }

  setTimeout(look, EVERY);
})();
