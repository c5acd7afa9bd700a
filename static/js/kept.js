// Keeps what is typed into a page of the admin in this browser, and offers it again after a crash or an ended session.

const EVERY = 5_000; // milliseconds
const LASTS = 14 * 24 * 3_600_000;
const SKIPPED = ["hidden", "file", "password", "submit", "button"];
const WHOSE = "kept:";
const SENT = "kept-sent"; // in this tab: the page that was sent last
const bar = document.querySelector("#kept"); // in the form of the page
const logout = document.querySelector("#logout-form");

const entries = () => Object.keys(localStorage).filter((key) => key.startsWith(WHOSE));

let leaving = false; // who logs out leaves nothing behind

logout?.addEventListener("submit", () => {
  leaving = true;
  entries().forEach((key) => localStorage.removeItem(key));
});
for (const key of entries()) {
  if (Date.now() - (JSON.parse(localStorage.getItem(key)).at ?? 0) > LASTS) localStorage.removeItem(key);
}
const sent = sessionStorage.getItem(SENT);
sessionStorage.removeItem(SENT);
if (sent && document.querySelector(".messagelist .success")) localStorage.removeItem(sent);
if (bar) keep(bar.closest("form"));

function keep(form) {
  const key = `${WHOSE}${bar.dataset.for}:${location.pathname}`;
  const told = bar.querySelector("[role=status]");
  const state = () => [...form.querySelectorAll("input[name^=state_]")].map((field) => [field.name, field.value]);
  const opened = Object.fromEntries(state());
  const first = values(form);
  const before = JSON.parse(localStorage.getItem(key));
  const isHere = ([name, value]) => first[name] === value;
  const isAllHere = before && Object.entries(before.changed).every(isHere);
  // A page that was refused shows what was typed, and nothing of it is saved.
  const refused = isAllHere && document.querySelector(".errornote") ? before.changed : {};

  const store = () => {
    const now = values(form);
    const isChanged = ([name, value]) => name in refused || value !== (first[name] ?? "");
    const changed = Object.fromEntries(Object.entries(now).filter(isChanged));
    if (leaving || !Object.keys(changed).length) return;
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), opened, changed }));
    } catch (error) {
      told.textContent = `This browser keeps nothing of what you type (${error.name}): save now and then.`;
      bar.hidden = false;
    }
  };
  const forget = () => {
    localStorage.removeItem(key);
    bar.hidden = true;
  };
  const begin = () => {
    setInterval(store, EVERY);
    addEventListener("visibilitychange", store);
    form.addEventListener("submit", () => {
      store();
      sessionStorage.setItem(SENT, key);
    });
  };

  if (!before || isAllHere) {
    if (!Object.keys(refused).length) localStorage.removeItem(key);
    begin();
    return;
  }
  told.textContent = `What you typed here on ${new Date(before.at).toLocaleString()} was not saved.`;
  bar.hidden = false;
  bar.querySelector("[data-put-back]").addEventListener("click", () => {
    const left = Object.entries(before.changed).filter(([name, value]) => !fill(form, name, value));
    for (const [name, value] of Object.entries(before.opened)) form.elements[name].value = value;
    const rest = bar.querySelector("pre");
    rest.hidden = !left.length;
    rest.textContent = left.map(([, value]) => value).join("\n\n");
    told.textContent = left.length ? "Put back, except for these words: their row is not here any more." : "Put back. Save it now.";
    bar.querySelectorAll("button").forEach((button) => button.remove());
    form.scrollIntoView();
    begin();
  }, { once: true });
  bar.querySelector("[data-throw-away]").addEventListener("click", () => { forget(); begin(); }, { once: true });
}

function values(form) {
  const found = {};
  for (const field of form.elements) {
    if (!field.name || SKIPPED.includes(field.type) || field.disabled) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) found[field.name] = [found[field.name], field.value].filter(Boolean).join("\n");
      else found[field.name] ??= "";
    } else found[field.name] = field.value;
  }
  return found;
}

// Sets a field, adding rows of its kind until it is there; whether it could.
function fill(form, name, value) {
  const rows = name.match(/^(.+)-\d+-/)?.[1];
  for (let tries = 0; rows && !form.elements[name] && tries < 50; tries += 1) {
    const more = form.querySelector(`#${rows}-group .add-row a`);
    if (!more) return false;
    more.click();
  }
  const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const chosen = value.split("\n");
  for (const field of fields) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = chosen.includes(field.value);
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return fields.length > 0;
}
