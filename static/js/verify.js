// A file is hashed here, so that it need not be sent, however large it is. Without this script it is sent, and hashed there.

const form = document.querySelector("[data-hashed]");
const LARGEST = 1024 ** 3; // bytes: all of it has to be in memory at once

form?.addEventListener("submit", async (event) => {
  const [file] = form.elements.file.files;
  if (!file || !crypto.subtle || file.size > LARGEST) return;
  event.preventDefault();
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    location.assign(`${form.action}?address=${hex}`);
  } catch {
    form.submit(); // it could not be read into memory
  }
});
