// Shows what the search of a deposit found (disk-search.js), as the site's own page of results does.

(() => {
  const { search, load, texts, root } = window.minutebook;
  const AT_ONCE = 20, TOGETHER = 1000, WHOLE = 400, BEFORE = 120;
  const language = document.documentElement.lang;
  const box = document.querySelector("#answer"), said = box.dataset;
  const [heading, hint, list] = ["h2", "p", "ol"].map((name) => box.querySelector(name));
  const names = [...document.querySelectorAll("#kinds dt")].map((dt) => [dt.textContent, dt.nextElementSibling.textContent]);
  const kinds = new Map(names);
  const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // A text cut at its words, each with whether it is looked for.
  const cut = (text, isHit) => [...text.matchAll(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu)].map(([piece]) => ({ piece, hit: isHit(piece) }));
  const marked = (pieces) => pieces.map(({ piece, hit }) => (hit ? element("mark", {}, piece) : piece));

  // The passage that holds most of the words; of several a resolution; with none of them, a resolution or the first.
  const best = (passages, isHit) => {
    const told = passages.map(([kind, place, label, text]) => {
      const pieces = cut(text, isHit);
      const number = new Set(pieces.filter(({ hit }) => hit).map(({ piece }) => piece.toLowerCase())).size;
      return { kind, place, label, pieces, length: text.length, rank: number * 2 + (kind === "resolution") };
    });
    return told.sort((one, other) => other.rank - one.rank)[0];
  };

  // The sentence around the first word that is looked for.
  const excerpt = ({ pieces, length }) => {
    if (length <= WHOLE) return marked(pieces);
    const first = Math.max(pieces.findIndex(({ hit }) => hit), 0);
    let start = first, end = first;
    for (let room = BEFORE; start > 0 && room > 0; start -= 1) room -= pieces[start - 1].piece.length;
    for (let room = WHOLE - BEFORE; end < pieces.length && room > 0; end += 1) room -= pieces[end].piece.length;
    return [start ? "… " : "", ...marked(pieces.slice(start, end)), end < pieces.length ? " …" : ""];
  };

  const shown = async (item, isHit) => {
    await load(`search/texts/${Math.floor(parseInt(item, 16) / TOGETHER).toString(16)}/${item}.js`);
    const { title, label, committee, date: day, page, passages } = texts.get(item);
    const passage = best(passages, isHit);
    const isFile = passage?.place.includes("/");
    const address = new URL(`${language === "cy" ? "cy/" : ""}${page}`, root);
    if (passage && passage.pieces.some(({ hit }) => hit) && !isFile) address.hash = passage.place;
    const parts = [
      element("h3", {}, element("a", { href: address }, ...marked(cut(title, isHit)))),
      element("p", { className: "facts" }, committee, label ? filled(said.item, { label }) : ""),
    ];
    if (passage) {
      const line = element("p", { className: "resolved-line" });
      const name = kinds.get(passage.kind);
      if (isFile) {
        const text = filled(said.page, { title: passage.label, number: passage.place.split("#page=")[1] });
        line.append(element("a", { href: new URL(passage.place, root) }, element("strong", {}, text)), ": ");
      } else if (name) line.append(element("strong", {}, `${name}:`), " ");
      line.append(...excerpt(passage));
      parts.push(line);
    }
    const when = element("time", { dateTime: day }, date.format(new Date(`${day}T00:00Z`)));
    return element("li", { className: "hung" }, element("span", { className: "mark" }, when), element("article", {}, ...parts));
  };

  const show = async (items, isHit) => {
    const rows = await Promise.all(items.slice(0, AT_ONCE).map((item) => shown(item, isHit)));
    list.append(...rows);
    if (items.length <= AT_ONCE) return;
    const more = element("button", { type: "button" }, said.more);
    more.addEventListener("click", async () => {
      more.remove();
      const before = list.children.length;
      await told(show(items.slice(AT_ONCE), isHit));
      list.children[before]?.querySelector("a").focus();
    });
    list.after(more);
  };

  const told = (work) => work.catch((error) => {
    hint.textContent = filled(said.broken, { name: error.message });
    hint.hidden = false;
  });

  const begin = async () => {
    const asked = new URLSearchParams(location.search);
    const [words, committee] = ["q", "committee"].map((name) => asked.get(name) ?? "");
    document.querySelector("#q").value = words;
    document.querySelector("#committee").value = committee;
    if (!words.trim() && !committee) return;
    const { items, isHit } = await search(words, document.querySelector("#committee").value);
    const number = items.length.toLocaleString(language);
    heading.textContent = items.length ? filled(items.length === 1 ? said.one : said.many, { number }) : said.none;
    heading.hidden = false;
    if (!items.length) {
      hint.textContent = said.fewer;
      hint.hidden = false;
    }
    await show(items, isHit);
  };
  told(begin());
})();
