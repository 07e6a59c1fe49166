// The engine answers byte for byte alike in the terminal, in Chromium and in Firefox.
//
// Each browser opens a page that runs the worker over all requests and posts the answers back, so that it needs no
// driver. LOCKGATE_PROJECTS can name more folders, separated by colons, to be compared as well.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import test from "node:test";
import { CHROMIUM, LOCKGATE, QUIET } from "./stage.mjs";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const DIST = process.env.LOCKGATE_DIST ?? "target/dist";
const CASES = new URL("../cases/", import.meta.url).pathname;
const TYPES = { js: "text/javascript", wasm: "application/wasm", html: "text/html" };

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((it) => join(folder, it))
    .filter((it) => statSync(it).isFile())
    .sort();
}

/** Bytes as the engine's request holds them. */
function bytes(path) {
  const raw = readFileSync(path);
  const text = raw.toString("utf8");
  return Buffer.from(text, "utf8").equals(raw) ? text : { base64: raw.toString("base64") };
}

function requests() {
  const cases = filesBelow(CASES).filter((it) => it.endsWith(".sql"));
  const named = cases.map((path) => [path, { files: [{ path: "001_case.sql", bytes: bytes(path) }] }]);
  for (const folder of (process.env.LOCKGATE_PROJECTS ?? "").split(":").filter(Boolean)) {
    const files = filesBelow(folder).map((it) => ({ path: relative(folder, it), bytes: bytes(it) }));
    named.push([folder, { files }]);
  }
  return named.map(([name, request]) => [name, JSON.stringify(request)]);
}

function inTerminal(request) {
  return execFileSync(LOCKGATE, ["engine"], { input: request, encoding: "utf8", maxBuffer: 1 << 28 });
}

const PAGE = `<!doctype html><meta charset="utf-8"><script type="module">
  const requests = await (await fetch("/requests")).json();
  const worker = new Worker("/pkg/WORKER", { type: "module" });
  const answers = [];
  worker.onmessage = ({ data }) => {
    answers.push(data[1] ?? "crashed: " + data[2]);
    next();
  };
  worker.onerror = (event) => send({ error: event.message ?? "the worker could not be loaded" });
  const send = (body) => fetch("/answers", { method: "POST", body: JSON.stringify(body) });
  const next = () => answers.length < requests.length
    ? worker.postMessage([answers.length, requests[answers.length]])
    : send(answers);
  next();
</script>`;

/** Serves the page, the engine and the requests, and hands over the answers that come back. */
function serve(texts) {
  const worker = JSON.parse(readFileSync(join(DIST, "manifest.json"))).engine_worker.replace("/pkg/", "");
  let answered;
  const answers = new Promise((resolve) => (answered = resolve));
  const server = createServer(async (request, response) => {
    const reply = (type, body) => response.writeHead(200, { "Content-Type": type }).end(body);
    if (request.url === "/") return reply(TYPES.html, PAGE.replace("WORKER", worker));
    if (request.url === "/requests") return reply("application/json", JSON.stringify(texts));
    if (request.url === "/answers") {
      const parts = [];
      for await (const part of request) parts.push(part);
      answered(JSON.parse(Buffer.concat(parts)));
      return reply("text/plain", "");
    }
    if (request.url.startsWith("/pkg/")) {
      return reply(TYPES[request.url.split(".").pop()], readFileSync(join(DIST, request.url.slice(5))));
    }
    response.writeHead(404).end();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const url = `http://127.0.0.1:${server.address().port}/`;
      resolve({ url, answers, close: () => server.close() });
    });
  });
}

const BROWSERS = {
  Chromium: (profile, url) => [CHROMIUM, ["--headless", ...QUIET, "--remote-debugging-port=0", `--user-data-dir=${profile}`, url]],
  Firefox: (profile, url) => [FIREFOX, ["--headless", "--no-remote", "--profile", profile, url]],
};

const named = requests();
const expected = named.map(([, request]) => inTerminal(request).trimEnd());

for (const [name, command] of Object.entries(BROWSERS)) {
  test(`${name} answers as the terminal does`, { timeout: 240_000 }, async () => {
    assert.ok(named.length > 13, `only ${named.length} cases`);
    const server = await serve(named.map(([, request]) => request));
    const profile = mkdtempSync(join(tmpdir(), "lockgate-profile-"));
    const [program, flags] = command(profile, server.url);
    const child = spawn(program, flags, { stdio: "ignore", detached: true });
    const gone = new Promise((resolve) => child.once("exit", resolve));
    try {
      const answers = await server.answers;
      assert.equal(answers.error, undefined);
      named.forEach(([path], i) => assert.equal(answers[i], expected[i], path));
    } finally {
      process.kill(-child.pid, "SIGKILL");
      await gone;
      server.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}
