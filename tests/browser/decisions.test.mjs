// What stops a yes: a newer revision, the wrong role, one's own work; and the same without any script.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { alive, browser, demo, pushedFiles, signIn } from "./stage.mjs";

let stage, chrome, files;
before(async () => {
  [stage, chrome] = await Promise.all([demo(), browser()]);
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer");
  files = await pushedFiles(page, stage.base, 2);
  await page.context().close();
});
after(async () => {
  await chrome?.close();
  await stage?.stop();
  assert.deepEqual(chrome.complaints, [], "no script error and no report of the content security policy");
});

const panel = (page) => page.locator("aside.decide");
const approve = (page) => panel(page).getByRole("button", { name: /^Approve [0-9a-f]{8} for staging$/ });
const changed = (text) => ({ ...files, "007_more.sql": text });

test("pushing the same bytes again changes nothing", async () => {
  const first = await stage.push("twice", changed("-- Migration 007: One\nSELECT 1;\n"));
  assert.equal(first.code, 0, first.err);
  const address = first.out.match(/https?:\S+\/r\/\d+/)[0];
  const second = await stage.push("twice", changed("-- Migration 007: One\nSELECT 1;\n"));
  assert.equal(second.code, 0, second.err);
  assert.ok(second.out.includes(address), second.out);
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer", new URL(address).pathname);
  assert.equal(await page.locator("nav[aria-label=Revisions] a").count(), 1);
  await page.context().close();
});

test("a token that is wrong, and a server that is down, say what to do", async () => {
  const wrong = await stage.push("wrong", files, { secret: "lg_wrong" });
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /token/i);
  const down = await stage.push("down", files, { server: "http://127.0.0.1:9" });
  assert.equal(down.code, 2);
  assert.match(down.err, /127\.0\.0\.1:9/);
});

test("a newer revision makes an approval stale", async () => {
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer", "/r/2");
  await approve(page).click();
  await panel(page).getByText("1 of 1 approvals").waitFor();
  const pushed = await stage.push("adherence", changed("-- Migration 007: Two\nSELECT 2;\n"));
  assert.equal(pushed.code, 0, pushed.err);
  await page.reload();
  await alive(page);
  await panel(page).getByText("0 of 1 approvals").waitFor();
  assert.match(await panel(page).innerText(), /no longer counts: Revision 2 has been pushed/);
  await page.context().close();
});

test("the page that is behind is told so when it approves", async () => {
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer", "/r/2");
  await approve(page).waitFor();
  await stage.push("adherence", changed("-- Migration 007: Three\nSELECT 3;\n"));
  await approve(page).click();
  await panel(page).getByText(/Revision 3 has been pushed since/).first().waitFor();
  await page.context().close();
});

test("a viewer can read and cannot approve or apply", async () => {
  const page = await chrome.open(stage.base);
  await signIn(page, "CI", "/r/2");
  assert.ok(await approve(page).isDisabled());
  assert.match(await panel(page).innerText(), /takes the role reviewer/);
  const hash = "a".repeat(64);
  const terms = { review: "2", revision: "1", target: "staging", content_hash: hash, rules_hash: hash };
  const form = { csrf: "x", ...terms, confirm: "staging" };
  const forged = await page.request.post("/serverfn/apply", {
    form,
    headers: { "Sec-Fetch-Site": "same-origin", Origin: stage.base },
    maxRedirects: 0,
  });
  assert.ok([302, 303, 400, 403].includes(forged.status()), `${forged.status()}`);
  const crossed = await page.request.post("/serverfn/apply", {
    form,
    headers: { "Sec-Fetch-Site": "cross-site", Origin: "https://elsewhere.example" },
    maxRedirects: 0,
  });
  assert.equal(crossed.status(), 403);
  assert.equal(await stage.sql("SELECT count(*) FROM lockgate.ledger WHERE review = 2"), "0");
  await page.context().close();
});

test("nobody approves their own revision", async () => {
  const mine = changed("-- Migration 007: Mine\nSELECT 7;\n");
  const pushed = await stage.push("mine", mine, { author: "rita@example.org" });
  assert.equal(pushed.code, 0, pushed.err);
  const page = await chrome.open(stage.base);
  await signIn(page, "Reviewer", new URL(pushed.out.match(/https?:\S+\/r\/\d+/)[0]).pathname);
  assert.ok(await approve(page).isDisabled());
  assert.match(await panel(page).innerText(), /You wrote or pushed a revision of this review/);
  await page.context().close();
});

test("without script a reviewer signs in, reads and approves, and a refusal comes back to the review", async () => {
  const page = await chrome.open(stage.base, { javaScriptEnabled: false });
  await page.goto("/sign-in?return=%2Fr%2F2");
  await page.getByRole("button", { name: "Reviewer", exact: true }).click();
  await page.waitForURL("**/r/2");
  assert.ok((await page.locator(".finding").count()) > 0, "findings are there");
  assert.match(await panel(page).innerText(), /server/, "the page says that the server computed the hash");
  await stage.push("adherence", changed("-- Migration 007: Four\nSELECT 4;\n"));
  await approve(page).click();
  await page.waitForURL(/\/r\/2/);
  assert.match(await panel(page).innerText(), /Revision 4 has been pushed since/);
  await page.goto("/r/2");
  await approve(page).click();
  await page.waitForURL(/\/r\/2/);
  assert.match(await panel(page).innerText(), /1 of 1 approvals/);
  assert.match(await panel(page).innerText(), /hash from the server/);
  await page.context().close();
});
