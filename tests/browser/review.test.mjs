// The main job, as people do it: sign in, read a finding, approve, apply, see it applied.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { alive, browser, demo, signIn } from "./stage.mjs";

let stage, chrome;
before(async () => {
  [stage, chrome] = await Promise.all([demo(), browser()]);
});
after(async () => {
  await chrome?.close();
  await stage?.stop();
  assert.deepEqual(chrome.complaints, [], "no script error and no report of the content security policy");
});

const panel = (page) => page.locator("aside.decide");

test("a reviewer finds the review in the inbox, reads a finding and approves", async () => {
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer");
  await page.getByRole("link", { name: /Record adherence events/ }).first().click();
  await page.waitForURL("**/r/2");
  const finding = page.locator(".finding").first();
  await finding.waitFor();
  const rule = finding.locator("a[href^='/rules/']").first();
  assert.match(await rule.getAttribute("href"), /^\/rules\/[a-z-]+$/);
  assert.match(await page.locator("body").innerText(), /commit point/i, "commit points are told before any approval");
  await panel(page).getByText("your browser").first().waitFor();
  await panel(page).getByRole("button", { name: /^Approve [0-9a-f]{8} for staging$/ }).click();
  await panel(page).getByText("1 of 1 approvals").waitFor();
  assert.match(await panel(page).innerText(), /hash from their browser/);
  assert.match(await panel(page).innerText(), /takes the role admin/);
  await page.context().close();
});

test("an admin applies what was approved, and the target has it", async () => {
  assert.equal(await stage.sql("SELECT to_regclass('adherence_events') IS NULL"), "t");
  const page = await chrome.open(stage.base);
  await signIn(page, "Admin", "/r/2");
  const apply = panel(page).getByRole("button", { name: /^Apply [0-9a-f]{8} to staging$/ });
  await panel(page).getByLabel(/to go on/).fill("production");
  await apply.click();
  await panel(page).getByText("Type the target’s name").waitFor();
  assert.equal(await stage.sql("SELECT to_regclass('adherence_events') IS NULL"), "t", "nothing ran");
  await panel(page).getByLabel(/to go on/).fill("staging");
  await apply.click();
  await page.getByText("applied", { exact: false }).first().waitFor();
  await panel(page).getByText("is on staging already").waitFor({ timeout: 20_000 });
  assert.equal(await stage.sql("SELECT to_regclass('adherence_events') IS NOT NULL"), "t");
  const column = "SELECT count(*) FROM information_schema.columns WHERE column_name = 'registration_source'";
  assert.equal(await stage.sql(column), "1");
  const rows = "SELECT count(*) || ' ' || bool_and(done) FROM lockgate.ledger WHERE review = 2";
  assert.match(await stage.sql(rows), /^[3-9] true$/, "a ledger row for each commit point");
  await page.goto("/p/people-ops");
  await alive(page);
  const cells = await page.locator("table tbody tr").allInnerTexts();
  assert.ok(cells.length >= 6 && cells.every((it) => /applied/i.test(it)), cells.join("\n"));
  await page.context().close();
});

test("the activity names who did what", async () => {
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer", "/r/2?tab=activity");
  const activity = await page.locator("main").innerText();
  for (const words of [/Rita Reviewer/, /Ada Admin/, /approved/i, /appl/i]) assert.match(activity, words);
  await page.context().close();
});
