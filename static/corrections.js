// Corrections in place: after a form was sent, its result is told and the focus stays near.
// Without this file each form answers with a whole page.
"use strict";

let sent = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("form[data-form]");
  if (form && event.target === form) sent = form.dataset.form;
});

document.addEventListener("htmx:afterSettle", () => {
  if (!sent) return;
  const told = document.getElementById("announcer");
  const opened = document.querySelector(`details[data-form="${sent}"][open]`);
  const wrong = document.querySelector(`form[data-form="${sent}"] [aria-invalid="true"]`);
  if (wrong) wrong.focus();
  else if (opened) opened.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  else {
    told.textContent = "Saved.";
    document.querySelector(`details[data-form="${sent}"] > summary`)?.focus({ preventScroll: true });
  }
  sent = "";
});
