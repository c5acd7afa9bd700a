// Buttons beside fields in which a clerk writes: marks, stock phrases, a preview; and pasting that keeps how words are
// set. Comfort: marks can be typed, and the phrases stand at the foot of the page.

import { bold, heading, italic, link, list, numbers, put, table } from "./marks.js";

const LARGEST = 10_000_000; // characters of a paste; of a longer one the words alone are taken
const LONGEST = 15_000; // milliseconds that an answer may take
const PAUSE = 400; // milliseconds without typing, before the preview is drawn again
const SET = /<(b|strong|i|em|h[1-6]|ul|ol|table|a)\b|mso-list|font-(weight|style)/i;
const ACTS = [
  ["Bold", bold, "b"],
  ["Italic", italic, "i"],
  ["Heading", heading],
  ["List", list],
  ["Numbers", numbers],
  ["Table", table],
  ["Link", link, "k"],
];
const shelf = document.querySelector("#phrases");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

const nameOf = (field) => field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent.replace(/:$/, "").trim() ?? "";

const make = (tag, attributes, words = "") => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = words;
  return element;
};

const button = (words, act, attributes = {}) => {
  const made = make("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
};

async function ask(address, facts) {
  const body = new URLSearchParams(facts);
  const headers = { "X-CSRFToken": token };
  const answer = await fetch(address, { method: "POST", body, headers, signal: AbortSignal.timeout(LONGEST) });
  if (answer.redirected) throw new Error("you are logged out");
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

/** The buttons of a field, in a toolbar that is one stop of the Tab key: arrows lead on inside it. */
function toolbar(field, buttons) {
  const bar = make("div", { role: "toolbar", class: "words", "aria-label": `Writing: ${nameOf(field)}`, "aria-controls": field.id });
  bar.append(...buttons);
  const go = (to) => {
    buttons.forEach((one) => one.setAttribute("tabindex", one === to ? 0 : -1));
    to.focus();
  };
  buttons.forEach((one, place) => one.setAttribute("tabindex", place ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    go(buttons[(to + buttons.length) % buttons.length]);
  });
  return bar;
}

/** A button that opens the phrases of a field, and the list that it opens. */
function phrases(field) {
  const source = shelf?.querySelector(`[data-place="${field.dataset.phrases}"]`);
  if (!source) return [];
  const box = make("ul", { class: "phrases", id: `${field.id}-phrases`, "aria-label": `Stock phrases: ${nameOf(field)}` });
  const opener = button("Phrases", () => show(box.hidden), { "aria-expanded": "false", "aria-controls": box.id });
  const show = (isOpen) => {
    box.hidden = !isOpen;
    opener.setAttribute("aria-expanded", isOpen);
    if (isOpen) box.querySelector("button").focus();
  };
  for (const row of source.children) {
    const phrase = row.textContent;
    const item = make("li", {});
    item.append(button(phrase, () => { show(false); put(field, phrase); }, { lang: row.lang }));
    box.append(item);
  }
  box.hidden = true;
  box.addEventListener("keydown", (event) => {
    const all = [...box.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { show(false); field.focus(); }
    if (!step) return;
    event.preventDefault();
    all.at((all.indexOf(event.target) + step) % all.length).focus();
  });
  return [opener, box];
}

/** A button that shows the text as the public will see it, drawn by the server while one types; and where it is shown. */
function preview(field) {
  const sheet = make("section", { class: "written", id: `${field.id}-preview`, "aria-label": `Preview: ${nameOf(field)}` });
  let asked = 0;
  let wait;
  const draw = async () => {
    const own = (asked += 1);
    let html = "";
    try {
      html = await ask(field.dataset.preview, { text: field.value });
    } catch (error) {
      html = "";
      sheet.textContent = `No preview (${error.message}).`;
    }
    if (own === asked && html) sheet.innerHTML = html; // made by the server, which escapes all that was typed
    else if (own === asked && !field.value.trim()) sheet.textContent = "Nothing is written yet.";
  };
  const switcher = button("Preview", () => {
    sheet.hidden = !sheet.hidden;
    switcher.setAttribute("aria-pressed", !sheet.hidden);
    if (!sheet.hidden) draw();
  }, { "aria-pressed": "false", "aria-controls": sheet.id });
  sheet.hidden = true;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    if (!sheet.hidden) wait = setTimeout(draw, PAUSE);
  });
  return [switcher, sheet];
}

/** Pasted words keep their headings, lists, tables, links, bold and italics, as marks. */
function takePastes(field, told) {
  field.addEventListener("paste", async (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const words = event.clipboardData?.getData("text/plain") ?? "";
    if (!SET.test(html) || html.length > LARGEST) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = field;
    field.readOnly = true;
    let text = words;
    try {
      text = (await ask(field.dataset.pasted, { html })) || words;
      told.textContent = "Pasted with its headings, lists, tables, links, bold and italics. Undo takes it back.";
    } catch {
      told.textContent = "Pasted as plain words.";
    }
    field.readOnly = false;
    field.setSelectionRange(selectionStart, selectionEnd);
    put(field, text);
  });
}

function equip(field) {
  if (field.dataset.equipped || field.readOnly || field.disabled || field.closest(".empty-form")) return;
  field.dataset.equipped = "1";
  const [opener, box] = phrases(field);
  const acts = field.dataset.preview
    ? ACTS.map(([words, act, key]) => button(words, () => act(field), key ? { "aria-keyshortcuts": `Control+${key.toUpperCase()}` } : {}))
    : [];
  const [switcher, sheet] = field.dataset.preview ? preview(field) : [];
  const buttons = [...acts, opener, switcher].filter(Boolean);
  if (!buttons.length) return;
  const told = make("p", { role: "status", class: "help" });
  const home = make("div", { class: "writing" });
  field.before(home);
  home.append(toolbar(field, buttons), ...[box].filter(Boolean), field, told, ...[sheet].filter(Boolean));
  if (!field.dataset.preview) return;
  takePastes(field, told);
  field.addEventListener("keydown", (event) => {
    const found = ACTS.find(([, , key]) => key && key === event.key.toLowerCase());
    if (!found || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    found[1](field);
  });
}

const equipAll = () => document.querySelectorAll("[data-phrases], [data-preview]").forEach(equip);
equipAll();
document.addEventListener("formset:added", equipAll);
if (shelf) shelf.hidden = true;
