// Keeps the parts of a page that are marked data-live up to date, every so many seconds.
"use strict";

const parts = () => [...document.querySelectorAll("[data-live]")];
const seconds = () => Math.max(0, ...parts().map((part) => Number(part.dataset.live)));

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts()) {
      const now = fresh.getElementById(part.id);
      if (!now || now.innerHTML === part.innerHTML) continue;
      const open = [...part.querySelectorAll("details")].map((details) => details.open);
      part.replaceWith(now);
      [...now.querySelectorAll("details")].forEach((details, at) => { details.open = open[at] ?? false; });
    }
  } catch {
    // The server is away: the next look may find it.
  } finally {
    wait();
  }
}

function wait() {
  if (seconds()) setTimeout(look, 1000 * seconds());
}

wait();
