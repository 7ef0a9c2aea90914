// SPARQL without a server: Oxigraph in WebAssembly over the dump that lies beside the pages.
const form = document.getElementById("console");
const engine = document.getElementById("engine");
const root = new URL(`${form.dataset.root}/`, document.baseURI);
const JSON_RESULTS = "application/sparql-results+json";
let opened = null;

const answer = (body, type, status = 200) =>
  new Response(body, { status, headers: { "Content-Type": type } });
const refusal = (detail) =>
  answer(JSON.stringify({ detail }), "application/problem+json", 400);

const fetched = async (path) => {
  const response = await fetch(new URL(path, root));
  if (!response.ok) throw new Error(`${path} is not here (${response.status})`);
  return response;
};

const open = async () => {
  engine.textContent = "Loading the engine…";
  const oxigraph = await import(new URL("vendor/oxigraph/web.js", root));
  await oxigraph.default({ module_or_path: new URL("vendor/oxigraph/web_bg.wasm", root) });
  engine.textContent = "Loading the graph…";
  const dump = await fetched("dump/reviewgraph.ttl.gz");
  const stream = dump.body.pipeThrough(new DecompressionStream("gzip"));
  const store = new oxigraph.Store();
  store.load(await new Response(stream).text(), { format: "text/turtle" });
  engine.textContent = `${store.size.toLocaleString("en-GB")} statements are loaded.`;
  return store;
};

// What the engine calls the forms in which it gives statements, and rows.
const STATEMENTS = { page: ["ttl", "text/turtle"], turtle: ["ttl", "text/turtle"] };
const ROWS = {
  page: ["json", JSON_RESULTS],
  json: ["json", JSON_RESULTS],
  csv: ["csv", "text/csv"],
};

window.reviewgraphAsk = async ({ body, format = "page" }) => {
  try {
    opened = opened || open();
    const store = await opened;
    const form = /^\s*(?:(?:PREFIX|BASE)\b[^\n]*\n\s*|#[^\n]*\n\s*)*(\w+)/i.exec(body);
    const graph = form && /^(CONSTRUCT|DESCRIBE)$/i.test(form[1]);
    const chosen = (graph ? STATEMENTS : ROWS)[format];
    if (!chosen) {
      return refusal(graph ? "This query gives statements: take them as Turtle."
        : "This query gives a table: take it as CSV or JSON.");
    }
    return answer(store.query(body, { results_format: chosen[0] }), chosen[1]);
  } catch (error) {
    opened = opened && (await opened.then(() => opened, () => null));
    if (!opened) engine.textContent = "The engine could not be loaded; the other pages work without it.";
    return refusal(String(error.message || error));
  }
};
