// Search without a server: an index in small files, of which only those for the words are fetched.
"use strict";
(() => {
  const box = document.getElementById("q");
  const said = document.getElementById("said");
  const hits = document.getElementById("hits");
  const root = new URL(`${document.getElementById("search").dataset.root}/`, document.baseURI);
  const MOST = 50;
  const kept = new Map();

  const load = (path) => {
    if (!kept.has(path)) {
      kept.set(path, fetch(new URL(path, root)).then((response) => (response.ok ? response.json() : null)));
    }
    return kept.get(path);
  };

  const words = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[a-z0-9]+/g) || [];

  // The last word may be the beginning of one.
  const found = async (word, isLast) => {
    const part = (await load(`search/words-${word.slice(0, 2)}.json`)) || {};
    const matching = Object.keys(part).filter((each) => each === word || (isLast && each.startsWith(word)));
    return new Set(matching.flatMap((each) => part[each]));
  };

  const show = async (numbers, about) => {
    const { size } = about;
    const entries = await Promise.all(numbers.slice(0, MOST).map(async (number) => {
      const part = await load(`search/texts-${Math.floor(number / size)}.json`);
      return part[number % size];
    }));
    hits.replaceChildren(...entries.map(({ key, label, text, to }) => {
      const entry = document.createElement("article");
      entry.className = "entry";
      const where = document.createElement("p");
      where.className = "where";
      const link = document.createElement("a");
      link.href = new URL(`doc/recommendation/${key}.html`, root);
      link.textContent = label;
      where.append(link);
      const words = document.createElement("p");
      words.className = "text";
      words.textContent = text;
      const addressee = document.createElement("p");
      addressee.className = "to";
      addressee.textContent = to ? `To ${to}` : "";
      entry.append(where, words, addressee);
      return entry;
    }));
  };

  let asked = 0;
  const search = async () => {
    const mine = (asked += 1);
    const given = words(box.value).filter((word) => word.length > 1);
    if (!given.length) {
      said.textContent = "";
      hits.replaceChildren();
      return;
    }
    const about = await load("search/about.json");
    const sets = await Promise.all(given.map((word, place) => found(word, place === given.length - 1)));
    if (mine !== asked) return;
    const numbers = [...sets[0]].filter((number) => sets.every((set) => set.has(number))).sort((a, b) => a - b);
    said.textContent = `${numbers.length.toLocaleString("en-GB")} ${numbers.length === 1 ? "recommendation" : "recommendations"}` +
      (numbers.length > MOST ? `; the first ${MOST} are shown` : "");
    await show(numbers, about);
  };

  box.value = new URLSearchParams(location.search).get("q") || "";
  box.addEventListener("input", search);
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(box.value)}`);
    search();
  });
  search();
})();
