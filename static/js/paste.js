// Keeps a paste's numbering, tables and italics beside its plain text: comfort, for the text alone is read as well.

const field = document.querySelector("#id_text");
const rich = document.querySelector("#id_html");
const told = document.querySelector("#pasted-as");
const LARGEST = 10_000_000; // characters; beyond, the words alone are sent
let kept = null; // the text in the field as it stood behind the last paste

const say = (words) => { told.textContent = words; };

field.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const atEnd = field.selectionStart === field.value.length && field.value === kept;
  const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
  const before = atEnd && !whole ? rich.value : "";
  setTimeout(() => {
    if (html && (whole || atEnd) && before.length + html.length < LARGEST) {
      rich.value = before + html;
      kept = field.value;
      say("Numbering, tables and italics were kept. Correct the text on the next page.");
    } else {
      rich.value = "";
      say(html ? "The text is read as it stands here, without italics." : "");
    }
  });
});

field.addEventListener("input", () => {
  setTimeout(() => {
    if (rich.value && field.value !== kept) {
      rich.value = "";
      say("You changed the text, so it is read as it stands here, without italics.");
    }
  });
});
