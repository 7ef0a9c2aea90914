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

window.reviewgraphAsk = async ({ body }) => {
  try {
    opened = opened || open();
    const store = await opened;
    const form = /^\s*(?:(?:PREFIX|BASE)\b[^\n]*\n\s*|#[^\n]*\n\s*)*(\w+)/i.exec(body);
    const graph = form && /^(CONSTRUCT|DESCRIBE)$/i.test(form[1]);
    const type = graph ? "text/turtle" : JSON_RESULTS;
    return answer(store.query(body, { results_format: graph ? "ttl" : "json" }), type);
  } catch (error) {
    opened = opened && (await opened.then(() => opened, () => null));
    if (!opened) engine.textContent = "The engine could not be loaded; the other pages work without it.";
    return refusal(String(error.message || error));
  }
};
