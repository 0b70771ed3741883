/** Run an operation from the plain page and show the answer. */

const [example, operation, variables, run, result] = ["example", "operation", "variables", "run", "result"].map((id) =>
  document.getElementById(id),
);
const examples = JSON.parse(document.getElementById("examples").textContent);

function fillIn({ query, variables: values }) {
  operation.value = query;
  variables.value = values ?? "";
}

async function answer() {
  const response = await fetch(run.dataset.endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ query: operation.value, variables: JSON.parse(variables.value || "{}") }),
  });
  return JSON.stringify(await response.json(), null, 2);
}

for (const { query } of examples) {
  example.add(new Option(query.match(/^(?:query|mutation) (\w+)/m)?.[1] ?? query.split("\n", 1)[0]));
}
if (examples.length) fillIn(examples[0]);

example.addEventListener("change", () => fillIn(examples[example.selectedIndex]));
run.addEventListener("click", async () => {
  result.textContent = await answer().catch((error) => String(error));
});
