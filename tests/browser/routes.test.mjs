// Every route: whole by a plain GET, and nothing for axe to find in light and dark, wide and narrow.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test, { after, before } from "node:test";
import { alive, browser, demo, signIn } from "./stage.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let stage, chrome;
before(async () => {
  [stage, chrome] = await Promise.all([demo(), browser()]);
});
after(async () => {
  await chrome?.close();
  await stage?.stop();
  assert.deepEqual(chrome.complaints, [], "no script error and no report of the content security policy");
});

/** Each route with words that only its content has. */
const INSIDE = [
  ["/", /Record adherence events/],
  ["/p/people-ops", /005_adherence_events/],
  ["/r/2", /CREATE INDEX CONCURRENTLY/i],
  ["/r/2?tab=activity", /pushed/],
  ["/rules", /blocking-index-build/],
  ["/rules/table-dropped", /DROP TABLE/],
  ["/playground", /<textarea/],
  ["/people", /rita@example\.org/],
];
const OUTSIDE = [
  ["/sign-in", /Sign in as/],
  ["/set-up/none", /admin/i],
  ["/nowhere", /not/i],
];

test("every route is whole before any script", async () => {
  const page = await chrome.open(stage.base);
  await signIn(page, "Admin");
  for (const [path, words] of INSIDE) {
    const html = await (await page.request.get(path)).text();
    assert.match(html, words, path);
    assert.doesNotMatch(html, /<template|Loading…/, path);
  }
  for (const [path, words] of OUTSIDE) {
    const html = await (await fetch(stage.base + path)).text();
    assert.match(html, words, path);
  }
  await page.context().close();
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing in ${scheme}`, async () => {
    const page = await chrome.open(stage.base, { colorScheme: scheme });
    const found = [];
    const look = async (path) => {
      await page.goto(path);
      await alive(page);
      await page.evaluate(axe);
      const report = await page.evaluate(() =>
        axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      for (const it of report.violations) found.push(`${path} ${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`);
    };
    for (const [path] of OUTSIDE) await look(path);
    await signIn(page, "Admin");
    for (const [path] of INSIDE) await look(path);
    assert.deepEqual(found, []);
    await page.context().close();
  });
}

test("a narrow window scrolls in one direction only", async () => {
  const page = await chrome.open(stage.base, { viewport: { width: 420, height: 900 } });
  await signIn(page, "Admin");
  for (const [path] of INSIDE) {
    await page.goto(path);
    await alive(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${path} is ${over} px too wide`);
  }
  await page.context().close();
});

test("the keyboard moves through statements and findings, and shows its keys", async () => {
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer", "/r/2");
  const focused = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? "");
  const places = [];
  for (const key of ["j", "j", "k", "n"]) {
    await page.keyboard.press(key);
    places.push(await focused());
  }
  assert.notEqual(places[0], places[1], "j goes on");
  assert.equal(places[0], places[2], "k goes back");
  await page.keyboard.press("a");
  assert.match(await focused(), /data-approve/);
  await page.keyboard.press("?");
  assert.ok(await page.locator("dialog[open]").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.context().close();
});

test("the rules are searched as one types, and without script", async () => {
  const shown = (page) => page.locator("tr[data-row]:visible code").allTextContents();
  const plain = await chrome.open(stage.base, { javaScriptEnabled: false });
  await plain.goto("/rules?q=dropped+table");
  const found = await shown(plain);
  assert.ok(found.includes("table-dropped") && !found.includes("number-missing"), found.join(" "));
  await plain.context().close();
  const page = await chrome.open(stage.base);
  await page.goto("/rules");
  await alive(page);
  const all = await shown(page);
  await page.getByRole("searchbox").pressSequentially("TABLE dropped");
  await page.waitForFunction((all) => document.querySelectorAll("tr[data-row]:not([hidden])").length < all, all.length);
  assert.deepEqual(await shown(page), found, "the same rows as the server shows");
  assert.match(page.url(), /q=TABLE%20dropped$/);
  await page.getByRole("searchbox").fill("no such hazard");
  await page.getByText("No rule speaks of all these words").waitFor();
  await page.getByRole("searchbox").fill("");
  await page.waitForFunction((all) => document.querySelectorAll("tr[data-row]:not([hidden])").length === all, all.length);
  await page.context().close();
});

test("the playground lints what is pasted, and its editor takes over", async () => {
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer", "/playground");
  await page.locator(".cm-content").waitFor();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("-- жüß 😀\nDROP TABLE users;\n");
  await page.locator(".finding, .findings li").filter({ hasText: "table-dropped" }).first().waitFor();
  await page.locator(".cm-lintRange, .cm-lint-marker").first().waitFor();
  await page.context().close();
});
