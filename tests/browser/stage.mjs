// What every browser test stands on: the demo as its own process, and Chromium driven as a person would.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const run = promisify(execFile);
export const LOCKGATE = process.env.LOCKGATE ?? "target/debug/lockgate";
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts `lockgate demo` on a free port. `base` is its address, `token` its CI token, `sql` asks its target. */
export async function demo() {
  const child = spawn(LOCKGATE, ["demo", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const said = {};
  const lines = createInterface({ input: child.stdout });
  const known = [
    ["base", /^The demo is at (\S+)/],
    ["token", /LOCKGATE_TOKEN=(\S+)/],
    ["target", /^Its target is (\S+)/],
  ];
  await new Promise((resolve, reject) => {
    ended.then((code) => reject(new Error(`the demo ended with ${code} before it was ready`)));
    lines.on("line", (line) => {
      for (const [name, pattern] of known) said[name] ??= line.match(pattern)?.[1];
      if (known.every(([name]) => said[name])) resolve();
    });
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { ...said, stop, sql: (text) => sql(said.target, text), push: (...rest) => push(said, ...rest) };
}

/** One value from the target, by PostgreSQL's own client. */
async function sql(target, text) {
  const folders = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql") : [];
  const found = folders.map((it) => `/usr/lib/postgresql/${it}/bin/psql`).find(existsSync);
  const { stdout } = await run(found ?? "psql", ["-X", "-A", "-t", "-d", target, "-c", text]);
  return stdout.trim();
}

/** `lockgate push` of files, as CI calls it. Answers the exit code and what was printed. */
async function push({ base, token }, key, files, { author = "casey@example.org", secret = token, server = base } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "lockgate-push-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const flags = ["--server", server, "--project", "people-ops", "--author", author, "--review-key", key];
  const options = { env: { ...process.env, LOCKGATE_TOKEN: secret } };
  const answer = await run(LOCKGATE, ["push", ...flags, folder], options).catch((error) => error);
  return { code: answer.code ?? 0, out: answer.stdout, err: answer.stderr };
}

/** The files of the demo's open review, as its server has them. */
export async function pushedFiles(page, base, review) {
  const answer = await page.request.get(`${base}/serverfn/read_revision_files?number=${review}&revision=1`);
  const { files } = await answer.json();
  return Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]));
}

/** Chromium with a page whose complaints are collected: script errors and reports of the content security policy. */
export async function browser() {
  const chrome = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: QUIET });
  const complaints = [];
  const open = async (base, options = {}) => {
    const context = await chrome.newContext({ baseURL: base, viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error}`));
    page.on("console", (message) => {
      const text = message.text();
      const expected = /status of (400|401|403|404|409|422|429)/.test(text);
      if (message.type() === "error" && !expected) complaints.push(`${page.url()}: ${text}`);
    });
    return page;
  };
  return { open, complaints, close: () => chrome.close() };
}

/** One click on the demo's door, and the page is alive again. */
export async function signIn(page, role, to = "/") {
  await page.goto(`/sign-in?return=${encodeURIComponent(to)}`);
  await alive(page);
  await page.getByRole("button", { name: role, exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await alive(page);
}

/** Waits until the page's own WebAssembly has taken over; does nothing where scripts are off. */
export const alive = (page) => page.waitForSelector("html[data-hydrated]");
