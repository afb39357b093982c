// The preview of an article: take what is selected in the text as the words of a quote.
// Keep what was set without a button. Without this file the words are copied by hand, and a button
// keeps them.

// The selection goes when a button takes the focus: what stood in the text last is kept.
let selected = "";

const remember = () => {
  const now = getSelection();
  const text = document.getElementById("draft-text");
  if (now.isCollapsed || !text?.contains(now.anchorNode) || !text.contains(now.focusNode)) return;
  selected = now.toString().trim();
};

document.addEventListener("selectionchange", remember);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-takes-selection]");
  if (!button) return;
  const words = document.getElementById(button.dataset.takesSelection);
  const told = document.getElementById("announcer");
  if (!selected) {
    told.textContent = told.dataset.selectFirst;
    return;
  }
  words.value = selected;
  words.focus();
  told.textContent = told.dataset.taken;
});

const showButtons = () => {
  for (const button of document.querySelectorAll("[data-takes-selection]")) button.hidden = false;
};

document.addEventListener("htmx:afterSettle", showButtons);
showButtons();
// What was selected while this file was on its way counts too.
remember();

// ------------------------------------------------------------------------------ autosave

let waiting;

const autosave = async (form) => {
  const body = new FormData(form);
  body.set("action", "autosave");
  // What is wrong is told when a button is pressed: not while somebody is still typing.
  // Not `form.action`: the buttons are named so, and stand before it.
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body }).catch(() => null);
  const told = document.getElementById("announcer");
  if (answer?.status === 204) told.textContent = told.dataset.kept;
};

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-autosaves]");
  if (!form) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => autosave(form), 600);
});

for (const sent of ["submit", "htmx:beforeRequest"]) {
  document.addEventListener(sent, () => clearTimeout(waiting));
}

// What is wrong stands above the cards, which may be far from the button that was pressed.
const showProblems = () => document.getElementById("problems")?.focus();

document.addEventListener("htmx:afterSettle", showProblems);
showProblems();
