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

  const MOST_FILES = 4;

  // A word is in the file with the longest start that it begins with.
  const fileOf = (word, starts) => {
    for (let length = word.length; length > 1; length -= 1) {
      if (starts.has(word.slice(0, length))) return [word.slice(0, length)];
    }
    return [];
  };

  // The last word may be the beginning of one, unless too many begin so.
  const filesOf = (word, isLast, starts) => {
    const longer = isLast ? [...starts].filter((start) => start.length > word.length && start.startsWith(word)) : [];
    return [...fileOf(word, starts), ...(longer.length < MOST_FILES ? longer : [])];
  };

  // After the first place of a word stand the steps from one to the next.
  const placesOf = (steps) => {
    let place = 0;
    return steps.map((step) => (place += step));
  };

  // Where a word stands; in how many, as a number, if that is too often to be told.
  const found = async (word, isLast, starts) => {
    const parts = await Promise.all(filesOf(word, isLast, starts).map((start) => load(`search/words-${start}.json`)));
    const told = Object.assign({}, ...parts);
    if (typeof told[word] === "number") return { word, often: told[word] };
    const matching = Object.keys(told).filter((each) => each === word || (isLast && each.startsWith(word)));
    const listed = matching.filter((each) => Array.isArray(told[each]));
    return { word, places: new Set(listed.flatMap((each) => placesOf(told[each]))) };
  };

  const count = (number, what) => `${number.toLocaleString("en-GB")} ${what}${number === 1 ? "" : "s"}`;

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
    const starts = new Set(about.starts);
    const answers = await Promise.all(given.map((word, place) => found(word, place === given.length - 1, starts)));
    if (mine !== asked) return;
    const aside = answers.filter(({ often }) => often).map(({ word, often }) =>
      ` “${word}” is in ${count(often, "recommendation")}: too many to narrow by.`);
    const sets = answers.filter(({ places }) => places).map(({ places }) => places);
    if (!sets.length) {
      said.textContent = `Add a word.${aside.join("")}`;
      hits.replaceChildren();
      return;
    }
    const numbers = [...sets[0]].filter((number) => sets.every((set) => set.has(number))).sort((a, b) => a - b);
    said.textContent = count(numbers.length, "recommendation") +
      (numbers.length > MOST ? `; the first ${MOST} are shown.` : aside.length ? "." : "") + aside.join("");
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
