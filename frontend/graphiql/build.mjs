/**
 * Bundle GraphiQL into server/graphiql/static/: hashed names, no download from elsewhere, a manifest for the Python side.
 *
 * Workers are built first, because the page's script must know their hashed names.
 */
import { rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";
import { extractedFonts, withoutMonacoStyles } from "./bundling/plugins.mjs";
import { licencesOf } from "./bundling/licences.mjs";

const OUTPUT = "../../server/graphiql/static";

const SHARED = {
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  legalComments: "external",
  outdir: OUTPUT,
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "font-[hash]",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
};

rmSync(OUTPUT, { recursive: true, force: true });

const workers = await build({
  ...SHARED,
  entryPoints: {
    "worker-editor": "monaco-editor/esm/vs/editor/editor.worker.js",
    "worker-json": "monaco-editor/esm/vs/language/json/json.worker.js",
    "worker-graphql": "monaco-graphql/esm/graphql.worker.js",
  },
});

const workerFiles = {
  editor: hashed(workers, "worker-editor.js"),
  json: hashed(workers, "worker-json.js"),
  graphql: hashed(workers, "worker-graphql.js"),
};

const page = await build({
  ...SHARED,
  entryPoints: { graphiql: "src/main.jsx" },
  jsx: "automatic",
  external: ["graphql-ws"],
  plugins: [extractedFonts, withoutMonacoStyles],
  define: { ...SHARED.define, WORKERS: JSON.stringify(workerFiles) },
});

const manifest = { script: hashed(page, "graphiql.js"), styles: hashed(page, "graphiql.css") };
writeFileSync(`${OUTPUT}/manifest.json`, JSON.stringify(manifest));
writeFileSync(`${OUTPUT}/licences.txt`, licencesOf([workers.metafile, page.metafile]));

/** Find the name that a file got in the output: "graphiql.js" became "graphiql-AB12CD34.js". */
function hashed({ metafile }, name) {
  const files = Object.keys(metafile.outputs).map((path) => basename(path));
  return files.find((file) => file.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, "") === name);
}
