// A review of a thousand statements is readable before any WebAssembly has come, and does not move when it comes.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { alive, browser, demo, pushedFiles, signIn } from "./stage.mjs";

const FILES = 20;
const STATEMENTS = 50;

let stage, chrome, address;
before(async () => {
  [stage, chrome] = await Promise.all([demo(), browser()]);
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer");
  const files = await pushedFiles(page, stage.base, 2);
  await page.context().close();
  const pushed = await stage.push("large", { ...files, ...large() });
  assert.equal(pushed.code, 0, pushed.err);
  address = new URL(pushed.out.match(/https?:\S+\/r\/\d+/)[0]).pathname;
});
after(async () => {
  await chrome?.close();
  await stage?.stop();
  assert.deepEqual(chrome.complaints, [], "no script error and no report of the content security policy");
});

/** Twenty migrations of fifty statements; the last of each makes a foreign key and no index for it. */
function large() {
  const migration = (_, file) => {
    const number = String(file + 100).padStart(3, "0");
    const table = `large_${number}`;
    const columns = Array.from({ length: STATEMENTS - 2 }, (_, i) => `ALTER TABLE ${table} ADD COLUMN c${i} text;`);
    const first = `CREATE TABLE ${table} (id bigint PRIMARY KEY);`;
    const last = `ALTER TABLE ${table} ADD COLUMN parent_id bigint REFERENCES ${table} (id);`;
    const text = [`-- Migration ${number}: Large`, first, ...columns, last];
    return [`${number}_large.sql`, `${text.join("\n")}\n`];
  };
  return Object.fromEntries(Array.from({ length: FILES }, migration));
}

/** Lets no WebAssembly through until it is told to. */
async function withhold(page) {
  const asked = [];
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(/\.wasm$/, async (route) => {
    asked.push(route.request().url());
    await released;
    await route.continue();
  });
  return { asked, release };
}

test("a thousand statements are readable before any WebAssembly arrives, and stay where they are", async () => {
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer");
  await page.addInitScript(() => {
    window.moved = 0;
    const add = (list) => list.getEntries().forEach((it) => (window.moved += it.hadRecentInput ? 0 : it.value));
    new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  });
  const wasm = await withhold(page);
  await page.goto(address, { waitUntil: "domcontentloaded" });
  const files = page.locator("section.file").filter({ hasText: "Large" });
  assert.equal(await files.count(), FILES);
  const text = await page.locator("main").innerText();
  const said = text.match(/ADD COLUMN c\d+ text;|CREATE TABLE large_\d+ \(id|parent_id bigint REFERENCES large_/g);
  assert.ok(said.length >= FILES * STATEMENTS, `${said.length} statements can be read`);
  const findings = page.locator(".finding", { hasText: "foreign-key-without-index" });
  assert.ok((await findings.count()) >= FILES, "each foreign key without an index is told");
  assert.ok(await findings.first().isVisible());
  assert.equal(await page.locator("html[data-hydrated]").count(), 0, "nothing of WebAssembly is there yet");
  wasm.release();
  await alive(page);
  assert.ok(wasm.asked.length > 0, "and then it comes");
  const moved = await page.evaluate(() => window.moved);
  assert.ok(moved < 0.01, `the layout moved by ${moved}`);
  await page.context().close();
});
