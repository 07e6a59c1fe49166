// Answers requests with the built engine: a JSON array of requests on stdin, one of answers on stdout.
// Usage: node engine.mjs FOLDER DOOR, the folder that holds engine.js and engine_bg.wasm, and `analyse` or `judge`.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, door] = process.argv.slice(2);
const script = readFileSync(join(folder, "engine.js"));
// By its text: Node would take a .js file outside a package for CommonJS.
const { initSync, ...doors } = await import(`data:text/javascript;base64,${script.toString("base64")}`);
initSync({ module: readFileSync(join(folder, "engine_bg.wasm")) });

const requests = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(requests.map((request) => doors[door](JSON.parse(request)))));
