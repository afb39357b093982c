// The preview of an article: take what is selected in the text as the words of a quote.
// Without this file the words are copied by hand.

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
    told.textContent = "Select words in the text first.";
    return;
  }
  words.value = selected;
  words.focus();
  told.textContent = "The selected words were taken.";
});

const showButtons = () => {
  for (const button of document.querySelectorAll("[data-takes-selection]")) button.hidden = false;
};

document.addEventListener("htmx:afterSettle", showButtons);
showButtons();
// What was selected while this file was on its way counts too.
remember();
