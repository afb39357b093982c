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

// What this file says stands on the page, in its language.
const said = byId("announcer").dataset;

const announce = (text) => {
  byId("announcer").textContent = text;
};

// What was open stays open; who goes through values or months goes on from there, and what they
// chose stays under their hand, however many lines now stand above it.
let before = { opened: [], ids: [], top: 0 };

document.addEventListener("htmx:beforeSwap", (event) => {
  const focused = document.activeElement;
  before = {
    opened: [...event.target.querySelectorAll("details[id][open]")].map((each) => each.id),
    ids: [focused?.id, focused?.dataset.next],
    top: focused?.getBoundingClientRect().top,
  };
});

document.addEventListener("htmx:afterSwap", (event) => {
  showTicks();
  for (const id of before.opened) byId(id)?.setAttribute("open", "");
  const rest = before.ids.map((id) => id && byId(id)).find(Boolean);
  if (rest && event.target.id === "results") {
    rest.focus({ preventScroll: true });
    scrollBy({ top: rest.getBoundingClientRect().top - before.top, behavior: "instant" });
  }
  // The dialog takes the focus to its search field, and gives it back by itself.
  if (event.target.id === "facet-dialog" && !event.target.open) event.target.showModal();
});

document.addEventListener("htmx:afterSettle", (event) => {
  const block = event.detail.elt.closest?.("[data-announce]");
  if (!block) return;
  if (block.dataset.title) document.title = block.dataset.title;
  announce(block.dataset.announce);
  // The link that was followed is gone: go on from the heading instead of the page's top.
  if (document.activeElement === document.body) {
    block.querySelector("#total, #facet-total")?.focus({ preventScroll: true });
  }
});

// A form that could not be taken comes back with the reason, in its place: what was typed is in it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig, target, shouldSwap } = event.detail;
  if (shouldSwap || xhr.status < 400 || requestConfig.verb !== "post") return;
  if (!xhr.getResponseHeader("content-type")?.startsWith("text/html")) return;
  // The queue offers a doubt anew by itself where the same answer may be taken later.
  if (target.matches(".doubt") && xhr.status >= 429) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.status >= 400) byId("problem")?.focus();
});

// What could not be swapped in is shown as a page of its own, with its reason.
document.addEventListener("htmx:responseError", (event) => {
  const { verb, path } = event.detail.requestConfig;
  if (verb === "get") location.assign(event.detail.pathInfo.finalRequestPath || path);
});

// Going back to a list that was not wholly understood: HTMX drops what is no success.
document.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());

document.addEventListener("htmx:sendError", () => {
  announce(said.unreachable);
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
  x: () => document.activeElement.closest(".card")?.querySelector(".tick input")?.click(),
  "?": () => byId("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const isCovered = document.querySelector("dialog[open]") !== null;
  if (isTyping(event.target) || isCovered || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});

// ------------------------------------------------------------------------------ months of a chart

const barOf = (event) => event.target.closest?.(".chart [data-month]");

// The Tab key reaches one bar; arrows lead to the others.
const steps = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: (at, last) => last,
};

const stepTo = (bar, key) => {
  const bars = [...bar.parentNode.querySelectorAll("[data-month]")];
  const at = steps[key](bars.indexOf(bar), bars.length - 1);
  const there = bars[Math.max(0, Math.min(bars.length - 1, at))];
  for (const each of bars) each.setAttribute("tabindex", each === there ? "0" : "-1");
  there.focus();
};

document.addEventListener("keydown", (event) => {
  const bar = barOf(event);
  if (!bar || event.ctrlKey || event.metaKey || event.altKey || !(event.key in steps)) return;
  event.preventDefault();
  stepTo(bar, event.key);
});

// With Shift, a bar begins or ends the days that are chosen already.
const hrefOf = (bar, extends_) => {
  const { month } = bar.dataset;
  const { since, until } = bar.closest(".chart").dataset;
  const url = new URL(bar.getAttribute("href"), location);
  if (extends_ && since) {
    url.searchParams.set("from", month < since ? month : since);
    url.searchParams.set("to", month < since ? until : month);
  }
  return url.pathname + url.search;
};

// HTMX does not boost the links of a drawing; beside a list they fill it in place too.
document.addEventListener("click", (event) => {
  const bar = barOf(event);
  if (!bar || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!("since" in bar.closest(".chart").dataset)) return;
  event.preventDefault();
  htmx.ajax("GET", hrefOf(bar, event.shiftKey), {
    source: "#results",
    target: "#results",
    swap: "outerHTML show:none",
  });
});

// What a bar counts is told in words where the eye is already.
const tell = (chart, text) => {
  const readout = chart.querySelector(".readout");
  readout.dataset.rest ??= readout.textContent;
  readout.textContent = text ?? readout.dataset.rest;
};

for (const [kind, isOver] of [["focusin", true], ["pointerover", true], ["focusout", false], ["pointerout", false]]) {
  document.addEventListener(kind, (event) => {
    const bar = barOf(event);
    if (bar) tell(bar.closest(".chart"), isOver ? bar.querySelector("title").textContent : null);
  });
}

// ------------------------------------------------------------------------------ ticks for a brief

// They stay over pages, searches and back, in this tab. Without this file their form carries them.
const storedTicks = () => {
  try {
    return JSON.parse(sessionStorage.getItem("ticks")) ?? [];
  } catch {
    // A browser that stores nothing: they last as long as the page.
    return [];
  }
};

const ticks = new Set(storedTicks());

const boxes = () => [...document.querySelectorAll(".tick input")];

const keepTicks = () => {
  try {
    sessionStorage.setItem("ticks", JSON.stringify([...ticks]));
  } catch {
    // See above.
  }
  const form = byId("brief");
  if (!form) return;
  const here = new Set(boxes().map((box) => box.value));
  for (const input of form.querySelectorAll("[data-carried]")) input.remove();
  for (const value of [...ticks].filter((each) => !here.has(each))) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "id", value });
    input.dataset.carried = "";
    form.append(input);
  }
  byId("ticked").textContent = ticks.size ? said.ticked.replace("{}", ticks.size) : "";
  byId("untick").hidden = ticks.size === 0;
};

const showTicks = () => {
  if (!byId("brief")) return;
  for (const input of document.querySelectorAll("#brief [data-carried]")) ticks.add(input.value);
  for (const box of boxes()) {
    if (box.hasAttribute("checked")) ticks.add(box.value);
    box.checked = ticks.has(box.value);
  }
  keepTicks();
};

document.addEventListener("change", (event) => {
  if (!event.target.matches(".tick input")) return;
  ticks[event.target.checked ? "add" : "delete"](event.target.value);
  keepTicks();
  // The first tick puts the bar at the foot of the window: not over the line that is ticked.
  if (event.target.checked) event.target.scrollIntoView({ block: "nearest" });
});

// A page that comes back as it was left knows nothing of what was ticked since.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  ticks.clear();
  for (const value of storedTicks()) ticks.add(value);
  for (const input of document.querySelectorAll("#brief [data-carried]")) input.remove();
  for (const box of boxes()) box.removeAttribute("checked");
  showTicks();
});

document.addEventListener("click", (event) => {
  if (event.target.id !== "untick") return;
  ticks.clear();
  for (const box of boxes()) box.checked = false;
  keepTicks();
  document.querySelector("#brief button").focus();
});

// ------------------------------------------------------------------------------ buttons

const showExtras = () => {
  for (const button of document.querySelectorAll("[data-copies], #help-button")) {
    button.hidden = false;
  }
  showTicks();
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.id === "help-button") byId("help").showModal();
  if (!button?.dataset.copies) return;
  const source = byId(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    announce(said.copied);
    button.textContent = said.copiedShort;
  } catch {
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    announce(said.selected);
  }
});

showExtras();
