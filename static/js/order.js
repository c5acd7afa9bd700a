// Up and down beside the box for a row's place: comfort, for the number in the box alone moves the row when it is saved.

const ROW = "tr.form-row:not(.empty-form), .inline-related[id]:not(.empty-form)";
const rowOf = (box) => box.closest("tr.form-row, .inline-related[id]");
const boxIn = (row) => row.querySelector("input.place");

/** The rows of one list, in the order in which they stand. */
const rowsBeside = (row) => [...row.parentElement.children].filter((other) => other.matches(ROW) && boxIn(other));

const move = (row, up, button) => {
  const rows = rowsBeside(row);
  const at = rows.indexOf(row);
  const other = rows[up ? at - 1 : at + 1];
  if (!other) return;
  if (up) other.before(row); else other.after(row);
  rowsBeside(row).forEach((one, place) => {
    if (boxIn(one).value || one === row) boxIn(one).value = place + 1;
  });
  button.focus();
};

const add = (box) => {
  if (box.dataset.moves || box.closest(".empty-form")) return;
  box.dataset.moves = "1";
  const name = box.getAttribute("aria-label") ?? "";
  const buttons = [["Up", true], ["Down", false]].map(([words, up]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "order";
    button.textContent = words;
    button.setAttribute("aria-label", `${words}: ${name}`);
    button.addEventListener("click", () => move(rowOf(box), up, button));
    return button;
  });
  box.after(...buttons);
};

const addAll = () => document.querySelectorAll("input.place").forEach(add);
addAll();
document.addEventListener("formset:added", addAll);
