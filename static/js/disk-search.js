// The search of a deposit: pages on a disk, that may fetch nothing. What it reads are scripts (minutes/deposit/words.py).

(() => {
  const root = new URL("../../", document.currentScript.src);
  const BEGINNING = 3, SYNONYM = 4;
  const ENDING = /^(e?s|e?d|ing|ings|e?rs?|y|ly|al|e|ions?|ments?)$/;
  const WEIGHTS = { T: 4, R: 2 };
  const read = new Map(), parts = new Map(), texts = new Map(), committees = new Map();
  let archive;

  // The scripts call these.
  window.minutebook = {
    archive: (told) => { archive = { ...told, parts: new Set(told.parts) }; },
    part: (name, tables) => parts.set(name, tables),
    text: (id, told) => texts.set(id, told),
    committee: (slug, places) => committees.set(slug, places),
  };

  const load = (name) => {
    if (!read.has(name)) read.set(name, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(name, root);
      script.onload = done;
      script.onerror = () => failed(new Error(name));
      document.head.append(script);
    }));
    return read.get(name);
  };

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const fileOf = (part) => `${[...part].map((c) => (/[a-z0-9]/i.test(c) ? c : `-${c.codePointAt(0).toString(16)}`)).join("")}_`;

  // The part in which a word stands; nothing, where nothing begins so.
  const partOf = async (word) => {
    const name = fileOf([...word].slice(0, BEGINNING).join(""));
    if (!archive.parts.has(name)) return { words: {}, places: {} };
    await load(`search/words/${name}.js`);
    return parts.get(name);
  };

  // What a word is looked up by: lists of lexemes, of which one must stand in an item whole; null for a word unknown.
  const lookUp = async (word) => {
    const { words, places } = await partOf(word);
    if (Object.hasOwn(words, word)) return [words[word]];
    if (Object.hasOwn(places, word)) return [[word]];
    if (word.length < BEGINNING) return null;
    // A form that stands nowhere, of a word that does: libraries, where every text says library.
    const stems = Object.keys(places).filter((each) => word.startsWith(each) && ENDING.test(word.slice(each.length)));
    if (stems.length) return [[stems.sort((one, other) => other.length - one.length)[0]]];
    const begun = Object.keys(words).filter((each) => each.startsWith(word)).map((each) => words[each]);
    const same = Object.keys(places).filter((each) => each.startsWith(word)).map((each) => [each]);
    return begun.length + same.length ? [...begun, ...same] : null;
  };

  // From what was typed, the words: each with what it is looked up by, and whether it must not be there.
  const understand = async (typed) => {
    const found = [];
    for (const text of fold(typed).replace(/["“”]/g, " ").split(/\s+/)) {
      if (text === "or") { found.push({ or: true }); continue; }
      const not = text.startsWith("-");
      const whole = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
      const known = whole && await lookUp(whole);
      const pieces = known ? [whole] : whole.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      for (const word of pieces) {
        const lexemes = await lookUp(word);
        if (lexemes === null && word.length < BEGINNING) continue; // of, to, a sign
        if (lexemes?.every((one) => !one.length)) continue; // the, and: every text has them
        found.push({ word, not, lexemes: lexemes ?? [] });
      }
    }
    return found;
  };

  // The group of synonyms to which the first words belong together, and how many words that are.
  const groupOf = (words) => {
    for (let width = Math.min(SYNONYM, words.length); width; width -= 1) {
      const some = words.slice(0, width);
      if (some.some(({ or, not, lexemes }) => or || not || lexemes.length !== 1)) continue;
      const said = some.flatMap(({ lexemes }) => lexemes[0]).join(" ");
      const group = archive.synonyms.find((terms) => terms.some((term) => term.join(" ") === said));
      if (group) return { group, width };
    }
    return { width: 1 };
  };
  const withSynonyms = (words) => {
    const terms = [];
    for (let at = 0; at < words.length;) {
      const { group, width } = groupOf(words.slice(at));
      terms.push(group ? { lexemes: group } : words[at]);
      at += width;
    }
    return terms;
  };

  // Of "b4a2e:1f,2aT": by item, its day and how much a place there weighs.
  const spread = (places) => {
    const found = new Map();
    for (const days of places ? places.split(" ") : []) {
      const [day, items] = days.split(":");
      for (const item of items.split(",")) {
        const weight = WEIGHTS[item.at(-1)];
        found.set(weight ? item.slice(0, -1) : item, { day: parseInt(day, 16), score: weight ?? 1 });
      }
    }
    return found;
  };
  const placesOf = async (lexeme) => {
    const { places } = await partOf(lexeme);
    return spread(Object.hasOwn(places, lexeme) ? places[lexeme] : "");
  };
  const both = (one, other) => {
    const found = new Map();
    for (const [item, { day, score }] of one) {
      if (other.has(item)) found.set(item, { day, score: score + other.get(item).score });
    }
    return found;
  };
  const either = (one, other) => {
    const found = new Map(one);
    for (const [item, place] of other) if (!(found.get(item)?.score >= place.score)) found.set(item, place);
    return found;
  };

  const itemsOf = async ({ lexemes }) => {
    let found = new Map();
    for (const together of lexemes) {
      const places = await Promise.all(together.map(placesOf));
      if (places.length) found = either(found, places.reduce(both));
    }
    return found;
  };

  // The items that answer to all terms, or to all of those before or after an OR.
  const answer = async (terms) => {
    let found = new Map(), here = null;
    const not = [];
    for (const term of [...terms, { or: true }]) {
      if (term.or) {
        if (here) found = either(found, here);
        here = null;
      } else if (term.not) not.push(await itemsOf(term));
      else {
        const items = await itemsOf(term);
        here = here ? both(here, items) : items;
      }
    }
    for (const items of not) for (const item of items.keys()) found.delete(item);
    return found;
  };

  const search = async (typed, committee) => {
    await load("search/parts.js");
    const terms = withSynonyms(await understand(typed));
    const wanted = new Set(terms.flatMap(({ lexemes, not }) => (not ? [] : (lexemes ?? []).flat())));
    let found = await answer(terms);
    if (committee) {
      await load(`search/committees/${committee}.js`);
      const its = spread(committees.get(committee));
      found = terms.length ? new Map([...found].filter(([item]) => its.has(item))) : its;
    }
    const sorted = [...found].sort(([a, one], [b, other]) =>
      other.score - one.score || other.day - one.day || parseInt(a, 16) - parseInt(b, 16));
    return { items: sorted.map(([item]) => item), isHit: hits(wanted) };
  };

  // Whether a word as it is written is one of those looked for.
  const hits = (wanted) => {
    const words = new Set(wanted);
    for (const { words: known } of parts.values()) {
      for (const word of Object.keys(known)) if (known[word].some((lexeme) => wanted.has(lexeme))) words.add(word);
    }
    return (word) => words.has(fold(word));
  };

  Object.assign(window.minutebook, { search, load, texts, root });
})();
