// Print what the audit suite of graphql-http finds about a server, as JSON: node audit.mjs URL
import { serverAudits } from "graphql-http";

const url = process.argv[2];
const results = [];
for (const { id, name, fn } of serverAudits({ url })) {
  const { status, reason } = await fn();
  results.push({ id, name, status, reason });
}
process.stdout.write(JSON.stringify(results));
