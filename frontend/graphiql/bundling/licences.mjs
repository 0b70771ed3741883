/** Collect the licences of everything that ended up in the bundle. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FONTS = `GraphiQL's style sheet brings three fonts: Roboto (Copyright The Roboto Project Authors) and Fira Code
(Copyright The Fira Code Project Authors), both under the SIL Open Font License 1.1, and Codicon (Copyright Microsoft),
under the Creative Commons Attribution 4.0 licence.
`;

/** Name, version and licence text of each package that the given builds read a file from. */
export function licencesOf(metafiles) {
  const files = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(files.map((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean));
  return [FONTS, ...[...folders].sort().map(licenceOf)].join(`\n${"-".repeat(100)}\n\n`);
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|third.?party)/i.test(file));
  return [`${name} ${version} (${license})\n`, ...texts.map((file) => readFileSync(join(folder, file), "utf8"))].join("\n");
}
