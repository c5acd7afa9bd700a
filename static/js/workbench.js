// Dragging the items of an agenda into place: comfort beside the buttons, which do the same without this script.

const form = document.querySelector("#bench");
const list = form?.querySelector("ol.bench");
let dragged = null;

const lines = () => [...list.querySelectorAll("li[data-item]")];
const mark = (line) => {
  for (const other of list.children) other.classList.toggle("drop-before", other === line);
};

/** The line before which something dropped at this height would stand; the last row, for a new item, means the end. */
const lineAt = (y) => lines().find((line) => {
  const box = line.getBoundingClientRect();
  return y < box.top + box.height / 2;
}) ?? null;

const send = (item, before) => {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "place";
  field.value = `${item}:${before ?? ""}`;
  form.append(field);
  form.submit(); // not by a button: none of them was pressed
};

for (const line of form ? list.querySelectorAll("li[data-open]") : []) {
  const grip = document.createElement("span");
  grip.className = "grip";
  grip.textContent = "⠿";
  grip.title = "Drag it to its place";
  grip.setAttribute("aria-hidden", "true"); // for a pointer alone: the buttons say what they do
  grip.draggable = true;
  line.prepend(grip);
  grip.addEventListener("dragstart", (event) => {
    dragged = line;
    line.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", line.dataset.item);
    event.dataTransfer.setDragImage(line, 0, 0);
  });
  grip.addEventListener("dragend", () => {
    line.classList.remove("dragged");
    mark(null);
    dragged = null;
  });
}

list?.addEventListener("dragover", (event) => {
  if (!dragged) return;
  event.preventDefault();
  mark(lineAt(event.clientY) ?? list.lastElementChild);
});
list?.addEventListener("drop", (event) => {
  if (!dragged) return;
  event.preventDefault();
  const before = lineAt(event.clientY);
  if (before !== dragged) send(dragged.dataset.item, before?.dataset.item);
});
