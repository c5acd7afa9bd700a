// Fields of a row that is added are called by its number: Django's own script renames their ids alone.

document.addEventListener("formset:added", ({ target: row }) => {
  const number = Number(row.id.match(/-(\d+)$/)?.[1]) + 1;
  row.querySelectorAll('[aria-label*="__prefix__"]').forEach((field) => {
    field.setAttribute("aria-label", field.getAttribute("aria-label").replace("__prefix__", number));
  });
});
