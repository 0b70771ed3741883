/** Two esbuild plugins for style sheets: fonts become files of their own, Monaco's own sheets are dropped. */
import { createHash } from "node:crypto";

/**
 * Write fonts that a style sheet carries as data: addresses to files: the page's policy allows fonts from files only,
 * and a browser then loads just the few that it needs.
 */
export const extractedFonts = {
  name: "extracted-fonts",
  setup(build) {
    build.onResolve({ filter: /^data:font\// }, ({ path }) => {
      const [, extension, base64] = path.match(/^data:font\/(\w+);base64,(.*)$/s);
      const digest = createHash("sha256").update(base64).digest("hex");
      return { path: `${digest}.${extension}`, namespace: "font", pluginData: base64 };
    });
    build.onLoad({ filter: /.*/, namespace: "font" }, ({ pluginData }) => ({
      contents: Buffer.from(pluginData, "base64"),
      loader: "file",
    }));
  },
};

/** Drop the sheets that Monaco's modules import: GraphiQL's style.css holds them already. */
export const withoutMonacoStyles = {
  name: "without-monaco-styles",
  setup(build) {
    build.onLoad({ filter: /[\\/]monaco-editor[\\/].*\.css$/ }, () => ({ contents: "", loader: "empty" }));
  },
};
