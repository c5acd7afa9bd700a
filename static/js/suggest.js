// Suggestions while typing: a list box under the search box. Without this script the box searches as it is.

const WAIT = 150; // milliseconds after the last letter
let number = 0;

for (const box of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = `suggestions-${++number}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestions);
  list.hidden = true;
  box.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) box.setAttribute(name, value);

  let timer, asked, chosen = -1;

  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    chosen = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", options()[place].id);
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map(({ text, kind, url }, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = url;
      const small = document.createElement("span");
      small.className = "facts";
      small.textContent = ` ${kind}`;
      option.append(text, small);
      return option;
    }));
    choose(-1);
    list.hidden = !suggestions.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };
  const ask = async () => {
    const words = box.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < 2) return close();
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null);
    if (answer?.ok && box.value.trim() === words && document.activeElement === box) {
      show((await answer.json()).suggestions);
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = options().length - 1;
    if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  box.addEventListener("blur", close);
}
