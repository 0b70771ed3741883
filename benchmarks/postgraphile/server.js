// Serve PostGraphile 5 as an operator would in production; ../README.md says why each setting is as it is.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const port = Number(process.argv[process.argv.indexOf("--port") + 1]);

const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: process.env.CARNET_DATABASE_URL,
      schemas: ["public", "peer"],
      pubsub: false,
      poolConfig: { max: 20, options: "-c plan_cache_mode=force_generic_plan" },
    }),
  ],
  grafserv: { graphiql: false, watch: false, websockets: false, outputDataAsString: true },
  grafast: { explain: false },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(port, "127.0.0.1");
