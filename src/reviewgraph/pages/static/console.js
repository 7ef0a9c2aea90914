// The SPARQL console: puts the query to this server and shows the answer as a table and a chart.
"use strict";
(() => {
  const form = document.getElementById("console");
  const stored = document.getElementById("stored");
  const query = document.getElementById("query");
  const format = document.getElementById("format");
  const result = document.getElementById("result");
  const said = document.getElementById("said");
  const rows = document.getElementById("rows");
  const chart = document.getElementById("chart");
  const IDS = "https://w3id.org/reviewgraph/id/";
  const MOST_ROWS = 1000;
  const MOST_BARS = 20;
  let running = null;

  const element = (name, text, attributes = {}) => {
    const made = name === "svg" || name === "rect"
      ? document.createElementNS("http://www.w3.org/2000/svg", name)
      : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== null) made.textContent = text;
    return made;
  };

  const address = (iri) =>
    iri.startsWith(IDS) ? `${form.dataset.root}/doc/${iri.slice(IDS.length)}.html` : iri;
  const short = (iri) => (iri.startsWith(IDS) ? iri.slice(IDS.length).replace("/", ":") : iri);

  const cell = (term) => {
    const made = element("td", null, { dir: "auto" });
    if (!term) return made;
    if (term.type === "uri" && /^https?:/.test(term.value)) {
      made.append(element("a", short(term.value), { href: address(term.value) }));
    } else {
      made.textContent = term.value;
      if (term.value.length > 100) made.className = "long";
    }
    return made;
  };

  const table = (columns, bindings) => {
    const made = element("table", null, { class: "plain answer" });
    const head = element("tr", null);
    for (const column of columns) head.append(element("th", column, { scope: "col" }));
    const body = element("tbody", null);
    for (const binding of bindings.slice(0, MOST_ROWS)) {
      const row = element("tr", null);
      for (const column of columns) row.append(cell(binding[column]));
      body.append(row);
    }
    const top = element("thead", null);
    top.append(head);
    made.append(top, body);
    return made;
  };

  // A column of numbers and a column of words make a chart.
  const draw = (columns, bindings) => {
    const isNumber = (column) =>
      bindings.every((row) => row[column] && row[column].type === "literal" &&
        row[column].value !== "" && Number.isFinite(Number(row[column].value)) &&
        !/Year|date/i.test(row[column].datatype || ""));
    const number = columns.find(isNumber);
    const label = columns.find((column) => /label/i.test(column) && column !== number) ||
      columns.find((column) => column !== number);
    if (!number || !label || bindings.length < 2) return;
    const shown = bindings.slice(0, MOST_BARS);
    const most = Math.max(...shown.map((row) => Number(row[number].value)), 0);
    if (most <= 0) return;
    const made = element("table", null, { class: "bars" });
    made.append(element("caption", `${number} by ${label}` +
      (bindings.length > MOST_BARS ? `, the first ${MOST_BARS} rows` : "")));
    const body = element("tbody", null);
    for (const row of shown) {
      const value = Number(row[number].value);
      const line = element("tr", null);
      const text = row[label] ? short(row[label].value) : "";
      const picture = element("svg", null,
        { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
      const width = Math.max(0, (100 * value) / most);
      picture.append(element("rect", null, { width, height: 10 }));
      const bar = element("td", null, { class: "bar" });
      bar.append(picture);
      line.append(element("th", text, { scope: "row" }), element("td", row[number].value,
        { class: "n" }), bar);
      body.append(line);
    }
    made.append(body);
    chart.append(made);
  };

  const show = (answer, milliseconds) => {
    if ("boolean" in answer) {
      said.textContent = answer.boolean ? "Yes." : "No.";
      return;
    }
    const columns = answer.head.vars;
    const bindings = answer.results.bindings;
    const count = bindings.length === 1 ? "1 row" : `${bindings.length} rows`;
    said.textContent = `${count} in ${milliseconds} ms` +
      (bindings.length > MOST_ROWS ? `; the first ${MOST_ROWS} are shown` : "");
    draw(columns, bindings);
    rows.append(table(columns, bindings));
  };

  const answer = async () => {
    if (running) running.abort();
    running = new AbortController();
    const start = performance.now();
    result.hidden = false;
    rows.replaceChildren();
    chart.replaceChildren();
    said.textContent = "Asking…";
    try {
      // A page without a server answers by itself, as a server would.
      const ask = window.reviewgraphAsk || ((options) => fetch("/sparql", options));
      const response = await ask({
        method: "POST",
        body: query.value,
        signal: running.signal,
        headers: {
          "Content-Type": "application/sparql-query",
          Accept: "application/sparql-results+json, text/turtle",
        },
      });
      const type = response.headers.get("Content-Type") || "";
      if (type.startsWith("application/sparql-results+json")) {
        show(await response.json(), Math.round(performance.now() - start));
      } else if (type.startsWith("text/turtle")) {
        said.textContent = "RDF, as Turtle:";
        rows.append(element("pre", await response.text(), { class: "code" }));
      } else {
        said.textContent = (await response.json()).detail;
      }
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = `The server cannot be reached: ${error.message}`;
    }
  };

  // Without a server nothing can be sent to be downloaded: the answer is made here and saved.
  const SUFFIXES = { csv: "csv", json: "json", turtle: "ttl" };
  const save = async () => {
    result.hidden = false;
    rows.replaceChildren();
    chart.replaceChildren();
    said.textContent = "Asking…";
    const response = await window.reviewgraphAsk({ body: query.value, format: format.value });
    if (!response.ok) {
      said.textContent = (await response.json()).detail;
      return;
    }
    const link = element("a", null, { download: `answer.${SUFFIXES[format.value]}` });
    link.href = URL.createObjectURL(await response.blob());
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    said.textContent = `The answer is saved as ${link.download}.`;
  };

  form.addEventListener("submit", (event) => {
    if (format.value !== "page" && !window.reviewgraphAsk) return;
    event.preventDefault();
    if (format.value === "page") answer();
    else save();
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      format.value = "page";
      form.requestSubmit();
    }
  });
  stored.addEventListener("change", () => {
    const chosen = stored.selectedOptions[0];
    if (chosen.dataset.text) query.value = chosen.dataset.text;
  });
})();
