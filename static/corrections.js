// Corrections in place: after a form was sent, its result is told and the focus stays near.
// Without this file each form answers with a whole page.
"use strict";

let sent = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("form[data-form]");
  if (form && event.target === form) sent = form.dataset.form;
});

document.addEventListener("htmx:afterSettle", (event) => {
  // Names that are suggested may arrive while the form is on its way.
  if (!sent || event.detail.requestConfig?.verb !== "post") return;
  if (document.getElementById("problem")) {
    sent = "";
    return;
  }
  const told = document.getElementById("announcer");
  const opened = document.querySelector(`details[data-form="${sent}"][open]`);
  const wrong = document.querySelector(`form[data-form="${sent}"] [aria-invalid="true"]`);
  const preview = document.getElementById("preview");
  if (wrong) wrong.focus();
  else if (opened && preview) preview.focus();
  else if (opened) opened.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  else {
    told.textContent = told.dataset.saved;
    document.querySelector(`details[data-form="${sent}"] > summary`)?.focus({ preventScroll: true });
  }
  sent = "";
});

// ------------------------------------------------------------------------------ selecting words

// The selection goes when a button takes the focus: what stood in the text last is kept.
let selected = null;

const lineOf = (node) =>
  (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p[data-start]");

// Numbers of quotes and hints for screen readers are no part of the text.
const bare = (fragment) => {
  const box = document.createElement("div");
  box.append(fragment);
  for (const each of box.querySelectorAll(".ref, .vh, .cut")) each.remove();
  return box;
};

// How many characters of the text, as the server counts them, stand before a place.
const offsetOf = (line, node, offset) => {
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  return Number(line.dataset.start) + [...bare(before.cloneContents()).textContent].length;
};

const remember = () => {
  const now = getSelection();
  if (now.isCollapsed || !now.rangeCount) return;
  const range = now.getRangeAt(0);
  const line = lineOf(range.startContainer);
  if (!line || !lineOf(range.endContainer)) return;
  const box = bare(range.cloneContents());
  const lines = [...box.querySelectorAll("p")].map((each) => each.textContent);
  const words = lines.length ? lines.join("\n") : box.textContent;
  // White space at the edge is no word; the first letter's place counts.
  const shift = [...words].length - [...words.trimStart()].length;
  const at = offsetOf(line, range.startContainer, range.startOffset) + shift;
  if (words.trim()) selected = { words: words.trim(), at };
};

document.addEventListener("selectionchange", remember);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-takes-span]");
  if (!button) return;
  const told = document.getElementById("announcer");
  if (!selected) {
    told.textContent = told.dataset.selectFirst;
    return;
  }
  const words = document.getElementById(button.dataset.takesSpan);
  const near = words.form.elements.near;
  const adds = "adds" in button.dataset && words.value.trim();
  words.value = adds ? `${words.value.trim()} … ${selected.words}` : selected.words;
  if (!adds) near.value = selected.at;
  words.focus();
  told.textContent = told.dataset.taken;
});

const showButtons = () => {
  for (const button of document.querySelectorAll("[data-takes-span]")) button.hidden = false;
};

document.addEventListener("htmx:afterSettle", showButtons);
showButtons();
remember();
