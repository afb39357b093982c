// What pages can do beyond links and forms: keys, focus after a swap, copying, selecting.
// Everything works without this file.
"use strict";

const byId = (id) => document.getElementById(id);

// ------------------------------------------------------------------------------ forms and links

// A choice applies at once; text waits for Enter or the button.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// ------------------------------------------------------------------------------ after a swap

const announce = (words) => {
  byId("announcer").textContent = words;
};

document.addEventListener("htmx:afterSettle", (event) => {
  const block = event.detail.elt.closest?.("[data-announce]");
  if (!block) return;
  document.title = block.dataset.title;
  announce(block.dataset.announce);
  // The link that was followed is gone: go on from the heading instead of the page's top.
  if (document.activeElement === document.body) {
    block.querySelector("#total")?.focus({ preventScroll: true });
  }
});

// What could not be swapped in is shown as a page of its own, with its reason.
document.addEventListener("htmx:responseError", (event) => {
  const { verb, path } = event.detail.requestConfig;
  if (verb === "get") location.assign(event.detail.pathInfo.finalRequestPath || path);
});

// Going back to a list that was not wholly understood: HTMX drops what is no success.
document.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());

document.addEventListener("htmx:sendError", () => {
  announce("The server cannot be reached. Try again in a moment.");
});

// Back to a list that HTMX fetches again: the browser cannot know its height yet.
const placeOf = () => `scroll ${location.pathname}${location.search}`;

addEventListener("scrollend", () => sessionStorage.setItem(placeOf(), String(scrollY)));

document.addEventListener("htmx:historyRestore", () => {
  showExtras();
  scrollTo(0, Number(sessionStorage.getItem(placeOf())));
});

// ------------------------------------------------------------------------------ keys

const isTyping = (element) =>
  element.isContentEditable || element.matches("input:not([type=checkbox]), select, textarea");

const move = (step) => {
  const cards = [...document.querySelectorAll(".card")];
  if (!cards.length) return;
  const now = cards.indexOf(document.activeElement.closest(".card"));
  const at = now < 0 ? firstInView(cards, step) : now + step;
  const card = cards[Math.max(0, Math.min(cards.length - 1, at))];
  card.querySelector(".details").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
};

const firstInView = (cards, step) => {
  const at = cards.findIndex((card) => card.getBoundingClientRect().bottom > 0);
  return step > 0 ? Math.max(0, at) : at - 1;
};

const keys = {
  "/": () => byId("q")?.select() ?? byId("q")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  "?": () => byId("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || byId("help").open || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});

// ------------------------------------------------------------------------------ buttons

const showExtras = () => {
  for (const button of document.querySelectorAll("[data-copies], #help-button")) {
    button.hidden = false;
  }
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.id === "help-button") byId("help").showModal();
  if (!button?.dataset.copies) return;
  try {
    await navigator.clipboard.writeText(byId(button.dataset.copies).textContent);
    announce("Copied.");
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(byId(button.dataset.copies));
    announce("Selected: copy it with the keyboard.");
  }
});

showExtras();
