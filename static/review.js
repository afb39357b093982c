// The queue by keyboard: the next doubt takes the focus at once, while the one before is settled.
// Without this file every answer leads back to the queue.
"use strict";

const byId = (id) => document.getElementById(id);
const said = byId("announcer").dataset;
const announce = (text) => {
  byId("announcer").textContent = text;
};
const open = () => [...document.querySelectorAll(".doubt:not(.settled):not(.sent)")];
const current = () => {
  const here = document.activeElement.closest?.(".doubt:not(.settled):not(.sent)");
  return here ?? open()[0];
};

const go = (doubt) => {
  doubt?.focus({ preventScroll: true });
  doubt?.scrollIntoView({ block: "nearest" });
};

const move = (step) => {
  const every = open();
  const here = document.activeElement.closest?.(".doubt");
  const at = every.indexOf(here);
  if (every.length) go(at < 0 ? every[0] : every[Math.max(0, Math.min(every.length - 1, at + step))]);
};

// What was settled on this page, last first: undone in that order.
let done = [];

const press = (button) => {
  if (button) button.click();
  else announce(said.nothingProposed);
};

const undo = () => {
  while (done.length) {
    const button = byId(done.pop())?.querySelector(".undo");
    if (button) return button.click();
  }
  document.querySelector(".undo-last")?.click();
};

const keys = {
  j: () => move(1),
  k: () => move(-1),
  a: () => press(current()?.querySelector(".accept")),
  e: () => press(current()?.querySelector("a.edit")),
  x: () => {
    const details = current()?.querySelector("details.ignore");
    if (!details) return;
    details.open = true;
    details.querySelector("input").select();
  },
  u: undo,
};

const isTyping = (element) =>
  element.isContentEditable || element.matches("input:not([type=checkbox]), select, textarea");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target.matches(".doubt input")) return go(current());
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key in keys) {
    event.preventDefault();
    keys[event.key]();
  } else if (/^[1-9]$/.test(event.key)) {
    const others = current()?.querySelectorAll(".other") ?? [];
    if (others[event.key - 1]) others[event.key - 1].click();
  }
});

// The next one is at hand before the answer is stored.
document.addEventListener("htmx:beforeRequest", (event) => {
  const doubt = event.target.closest?.(".doubt");
  if (!doubt || event.detail.requestConfig.verb !== "post") return;
  doubt.querySelector(".refused")?.remove();
  if (doubt.matches(".settled")) return;
  const every = open();
  doubt.classList.add("sent");
  const at = every.indexOf(doubt);
  go(every[at + 1] ?? every[at - 1]);
});

const count = (words) => {
  for (const each of document.querySelectorAll("[data-waiting]")) each.textContent = words;
};

document.addEventListener("htmx:afterSettle", (event) => {
  const doubt = event.detail.elt;
  if (!doubt.matches?.(".doubt")) {
    if (event.detail.target?.id === "results" || doubt.id === "results") {
      done = [];
      go(open()[0]);
    }
    return;
  }
  if (doubt.dataset.waitingNow) count(doubt.dataset.waitingNow);
  if (doubt.matches(".settled")) {
    done.push(doubt.id);
    for (const id of (doubt.dataset.also ?? "").split(" ")) byId(`doubt-${id}`)?.remove();
    announce(said.settled);
    if (!open().length && !document.querySelector(".doubt.sent")) byId("next-doubts")?.click();
    else if (document.activeElement === document.body) go(open()[0]);
    return;
  }
  // Open again, with its form, or with what was wrong.
  const field = doubt.querySelector("[aria-invalid=true]") ?? doubt.querySelector(".editing [name=actor], .editing [name=said_on], .editing [name=topic]:not(:disabled)");
  // Whoever types in another one meanwhile goes on there.
  if (doubt.contains(document.activeElement) || !isTyping(document.activeElement)) {
    if (field) field.focus();
    else go(doubt);
    field?.select?.();
  }
  const wrong = doubt.querySelector("[role=alert]");
  if (wrong) announce(wrong.textContent);
});

// The reason why an answer could not be taken: that of the page, or of a plain text, or that there
// was none.
const reasonIn = (xhr) => {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const reason = page.querySelector(".problem p:not(.kicker)")?.textContent;
  const isPlain = xhr.getResponseHeader("content-type")?.startsWith("text/plain");
  if (reason) return reason;
  return (isPlain && xhr.responseText) || said.unreachable;
};

// What cannot be taken now comes back to be answered again, with the reason.
for (const failed of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failed, (event) => {
    const doubt = event.target.closest?.(".doubt");
    if (!doubt) return;
    doubt.classList.remove("sent");
    doubt.querySelector(".refused")?.remove();
    if (doubt.matches(".settled")) done.push(doubt.id);
    const told = document.createElement("p");
    told.className = "refused wrong";
    told.setAttribute("role", "alert");
    told.textContent = reasonIn(event.detail.xhr);
    doubt.append(told);
    if (!isTyping(document.activeElement)) go(document.querySelector(".refused").closest(".doubt"));
  });
}

// Typing a name chooses the answer that it belongs to.
document.addEventListener("input", (event) => {
  const radio = event.target.form?.querySelector(`.editing [name=who][value=${event.target.name}]`);
  if (radio && event.target.value) radio.checked = true;
});

if (document.querySelector(".doubt")) go(open()[0]);
