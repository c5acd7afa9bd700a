// Marks put into a field, in the way that its undo knows: minutes/text/prose.py tells what they mean.

const BLANK = "…"; // what is to be filled in

/** Writes over what is selected; then the first blank in it is selected, or the words from `from` to `to`. */
export function put(field, text, from = null, to = null) {
  field.focus();
  const start = field.selectionStart;
  // The one way that keeps the browser's undo; where it is missing, the words are put in all the same.
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, start, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const blank = text.indexOf(BLANK);
  if (from !== null) field.setSelectionRange(start + from, start + to);
  else if (blank >= 0) field.setSelectionRange(start + blank, start + blank + BLANK.length);
}

/** Widens the selection to whole words, and draws its ends in from blanks. */
function words(field) {
  let { selectionStart: start, selectionEnd: end } = field;
  const { value } = field;
  while (start > 0 && /\w/.test(value[start - 1]) && /\w/.test(value[start] ?? "")) start -= 1;
  while (end < value.length && /\w/.test(value[end]) && /\w/.test(value[end - 1] ?? "")) end += 1;
  while (start < end && /\s/.test(value[start])) start += 1;
  while (end > start && /\s/.test(value[end - 1])) end -= 1;
  field.setSelectionRange(start, end);
  return value.slice(start, end);
}

/** Puts a sign on both sides of the words, or takes it away again. */
function around(field, sign) {
  const chosen = words(field);
  const { selectionStart: start, selectionEnd: end, value } = field;
  const length = sign.length;
  const stars = (text, step) => { let n = 0; while (text[step > 0 ? n : text.length - 1 - n] === "*") n += 1; return n; };
  const before = stars(value.slice(0, start), -1);
  const isSet = before === stars(value.slice(end), 1) && (before === length || before === 3);
  if (isSet) {
    field.setSelectionRange(start - length, end + length);
    put(field, chosen, 0, chosen.length);
  } else put(field, `${sign}${chosen}${sign}`, length, length + chosen.length);
}

/** Selects the whole lines of the selection; gives them. */
function lines(field) {
  const { value, selectionStart, selectionEnd } = field;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", selectionEnd);
  const end = next < 0 ? value.length : next;
  field.setSelectionRange(start, end);
  return value.slice(start, end).split("\n");
}

/** Begins each line anew, in place of the mark that it begins with; without marks where all have this one. */
function begin(field, pattern, mark) {
  const found = lines(field);
  const bare = found.map((line) => line.replace(/^(\s*)(?:#{2,3} |[-•] |\d{1,3}[.)] )/, "$1"));
  const isSet = found.some((line) => line.trim()) && found.every((line) => pattern.test(line) || !line.trim());
  let number = 0;
  const marked = bare.map((line) => {
    if (isSet || (!line.trim() && bare.length > 1)) return line;
    number += 1;
    return line.replace(/^(\s*)/, `$1${mark(number)}`);
  });
  const text = (isSet ? bare : marked).join("\n");
  put(field, text, text.length, text.length);
}

export const bold = (field) => around(field, "**");
export const italic = (field) => around(field, "*");
export const heading = (field) => begin(field, /^\s*## /, () => "## ");
export const list = (field) => begin(field, /^\s*[-•] /, () => "- ");
export const numbers = (field) => begin(field, /^\s*\d{1,3}[.)] /, (number) => `${number}. `);

/** Words that lead somewhere: where, is selected to be written. */
export function link(field) {
  const chosen = words(field) || "words";
  const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(chosen);
  const shown = isAddress ? "words" : chosen;
  const address = isAddress ? chosen : "https://";
  const at = isAddress ? 1 : shown.length + 3;
  put(field, `[${shown}](${address})`, at, at + (isAddress ? shown.length : address.length));
}

/** A table of two columns, on lines of its own; its first heading is selected. */
export function table(field) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const before = !start || value.slice(0, start).endsWith("\n\n") ? "" : value[start - 1] === "\n" ? "\n" : "\n\n";
  const after = end < value.length && value[end] !== "\n" ? "\n\n" : "";
  field.setSelectionRange(end, end);
  put(field, `${before}| Heading | Heading |\n| words | words |${after}`, before.length + 2, before.length + 9);
}
