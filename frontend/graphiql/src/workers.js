/** Tell Monaco where its workers are: modules beside this one, named by the build. */

/* global WORKERS -- { editor, json, graphql }: file names, put in by build.mjs */
globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    const file = WORKERS[label] ?? WORKERS.editor;
    return new Worker(new URL(`./${file}`, import.meta.url), { type: "module" });
  },
};
