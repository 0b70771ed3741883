/** Show GraphiQL in the page that server/graphiql serves. */
import "./workers.js";
import { explorerPlugin } from "@graphiql/plugin-explorer";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./carnet.css";

const root = document.getElementById("graphiql");
const fetcher = createGraphiQLFetcher({ url: root.dataset.endpoint });
const examples = JSON.parse(document.getElementById("examples").textContent);

// Monaco measures its font once, so the font has to be there by then.
await document.fonts.load('15px "Fira Code"').catch(() => []);

createRoot(root).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={[HISTORY_PLUGIN, explorerPlugin()]}
    defaultTabs={examples}
    defaultEditorToolsVisibility="variables"
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo>
      <span className="carnet-logo">Carnet</span>
    </GraphiQL.Logo>
  </GraphiQL>,
);
