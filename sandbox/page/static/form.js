// A sheet with fields to fill in, one line for what is wrong, and a button. Enter sends it, Escape closes it.

import { el } from "./dom.js";
import { openSheet } from "./sheet.js";

/** `send` gets the form and returns `{ error, field }`, or an answer that `done` gets when the sheet has closed. */
export function openForm(title, fields, label, { send, done = () => {} }) {
  const wrong = el("p", { class: "wrong", role: "alert" });
  const ok = el("button", { type: "submit", class: "ok" }, label);
  const submit = async (event) => {
    event.preventDefault();
    if (ok.disabled) return; // Enter was pressed twice
    ok.disabled = true;
    const answer = await send(form);
    ok.disabled = false;
    if (answer.error) {
      showError(form, wrong, answer);
      return;
    }
    sheet.close();
    done(answer);
  };
  // The browser's own words for an empty field would not be Chinese everywhere.
  const form = el("form", { novalidate: true, submit }, ...fields, el("footer", {}, wrong, ok));
  const sheet = openSheet(title, [form], "form");
}

export function textField(label, name, attributes) {
  return el("label", { class: "field" }, label, el("input", { type: "text", name, autocomplete: "off", ...attributes }));
}

/** `choices`: pairs of a value and its words. */
export function selectField(label, name, choices, chosen, change) {
  const options = choices.map(([value, words]) => el("option", { value, selected: value === chosen }, words));
  return el("label", { class: "field" }, label, el("select", { name, change }, ...options));
}

/** `choices`: pairs of a value and its words; see `ticked` for those that are chosen. */
export function checkboxes(label, choices, isTicked) {
  const row = ([value, words]) =>
    el("label", { class: "option" }, el("input", { type: "checkbox", value, checked: isTicked }), words);
  return el("fieldset", { class: "options" }, el("legend", {}, label), ...choices.map(row));
}

export const ticked = (form) =>
  [...form.querySelectorAll("[type=checkbox]:checked:enabled")].map(({ value }) => Number(value));

function showError(form, wrong, { error, field }) {
  wrong.textContent = error;
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  const input = form.elements[field];
  input?.setAttribute("aria-invalid", "true");
  input?.focus();
}
