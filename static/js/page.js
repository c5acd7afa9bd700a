// Copy, share and print: comfort beside the citation and the e-mail link, which work without this script.

const show = (button) => { button.parentElement.hidden = false; };

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  show(button);
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const text = document.querySelector(button.dataset.copy).innerText;
    await navigator.clipboard.writeText(text.trim().replace(/\s+/g, " "));
    button.textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) break;
  show(button);
  button.addEventListener("click", () => {
    navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}); // closed without sharing
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  show(button);
  button.addEventListener("click", () => print());
}
