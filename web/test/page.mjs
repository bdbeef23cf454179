// SPDX-License-Identifier: Apache-2.0
// Drives the page in Chromium: every view in both languages, light and dark, at the width of a
// desk and of a phone; axe's rules; nothing asked of another host; then a round by keyboard alone:
// from the desk to an article, a correction and its undoing. Arguments: address, folder for screenshots.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [base, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DOCUMENT = "30c147e6c9860998ecc809d7"; // crue-01-agence.txt of examples/press
const VIEWS = {
  desk: "#/",
  story: `#/story/${DOCUMENT}`,
  other: "#/story/other",
  claim: `#/claim/${DOCUMENT}.v1`,
  ledger: "#/ledger",
  quotes: "#/quotes",
  actors: "#/actors",
  reader: `#/read/${DOCUMENT}/0-123`,
  search: "#/search?q=who%3AFrance",
  broken: "#/%E0",
};
const MISSING = new Set(["other"]); // examples/press has no article outside a story
mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const problems = [];

async function open(path, { locale = "fr", colorScheme = "light", width = 1280 } = {}) {
  const context = await browser.newContext({ locale, colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const name = `${path} ${locale} ${colorScheme} ${width}`;
  page.on("console", (message) => {
    const refused = message.text().includes("404") && path.includes("other");
    if (["error", "warning"].includes(message.type()) && !refused) problems.push(`${name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`${name}: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${base}/`)) problems.push(`${name}: asks ${request.url()}`);
  });
  await page.goto(`${base}/${path}`);
  await page.locator("main h1, main .problem").first().waitFor();
  return { page, name, close: () => context.close() };
}

async function look(view, options) {
  const { page, name, close } = await open(VIEWS[view], options);
  const { width = 1280, locale = "fr", colorScheme = "light" } = options;
  await page.waitForFunction(() => !document.querySelector("main [role=status]")?.textContent.includes("…"));
  if (!MISSING.has(view)) assert.notEqual((await page.locator("h1").innerText()).trim(), "", name);
  assert.equal(await page.evaluate(() => document.documentElement.lang), locale, name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) problems.push(`${name}: ${wide} pixels wide`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const rule of violations)
    problems.push(`${name}: ${rule.id}: ${rule.nodes.slice(0, 2).map((node) => node.html.slice(0, 120)).join(" | ")}`);
  await page.screenshot({ path: `${shots}/${view}-${locale}-${colorScheme}-${width}.png`, fullPage: true });
  await close();
}

for (const view of Object.keys(VIEWS)) {
  await look(view, { locale: "fr" });
  await look(view, { locale: "en", colorScheme: "dark" });
  await look(view, { locale: "en", width: 390 });
}

// --- what a search may be told is told in French too
{
  const top = new URL("../../", import.meta.url), words = readFileSync(new URL("web/src/words.ts", top), "utf8");
  let told = 0;
  for (const file of ["query.c", "search.c"]) {
    const text = readFileSync(new URL(`src/store/${file}`, top), "utf8").replace(/"\n *"/g, "");
    for (const [, message] of text.matchAll(/"((?:the|there|this|a|no|nothing) [^"%]+)"/g)) {
      assert.ok(words.includes(`"${message}":`), `${file}: ${message}`);
      told++;
    }
  }
  assert.ok(told > 12, `only ${told} messages were found`);
}

// --- by keyboard alone

// What nobody is named to have said is asked for by an empty name, not by none (the first speaker).
{
  const { page, close } = await open("#/quotes/");
  await page.locator("section h2").waitFor();
  const asked = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  assert.ok(asked.some((url) => url.includes("/api/quotes?") && new URL(url).searchParams.get("name") === ""), asked.join(" "));
  await close();
}

// Tab until the wanted element has the focus.
async function tabTo(page, selector) {
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`no Tab leads to ${selector}`);
}

{
  const { page, close } = await open("#/");
  await page.locator(".story-card").first().waitFor();
  await tabTo(page, ".story-card a");
  await page.keyboard.press("Enter");
  await page.locator(".matrix").first().waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.matches("h1")), "the new view's heading has the focus");
  await tabTo(page, ".matrix tbody th a");
  await page.keyboard.press("Enter");
  await page.locator(".evidence").first().waitFor();
  await tabTo(page, ".evidence a");
  await page.keyboard.press("Enter");
  await page.locator("#spot").waitFor();
  await tabTo(page, ".text .mark.events");
  const marked = () => page.locator(".text .mark.events").count();
  const before = await marked();
  await page.keyboard.press("Enter");
  await tabTo(page, ".finding.events .actions button");
  await page.keyboard.press("Enter");
  await page.locator(".told button").waitFor();
  await page.waitForFunction((count) => document.querySelectorAll(".text .mark.events").length < count, before);
  await tabTo(page, ".told button");
  await page.keyboard.press("Enter");
  await page.waitForFunction((count) => document.querySelectorAll(".text .mark.events").length === count, before);
  await page.keyboard.press("/");
  await page.keyboard.type("radars OR bateaux");
  await page.keyboard.press("Enter");
  await page.locator("main .card mark").first().waitFor();
  await page.selectOption("header select >> nth=0", "en");
  await page.locator("h1", { hasText: "Search" }).waitFor();
  await page.reload();
  await page.locator("h1", { hasText: "Search" }).waitFor();
  await close();
}

// --- clicks: a cell leads to the words, another reference, a filter, an actor, a speaker
{
  const { page, close } = await open(VIEWS.story);
  await page.locator(".cell.otherwise a").first().click();
  await page.locator("#spot").waitFor();
  assert.match(await page.locator(".spot").allInnerTexts().then((all) => all.join("")), /morts/);
  await page.goto(`${base}/${VIEWS.claim}`);
  const chosen = () => page.locator(".evidence.chosen").innerText();
  await page.locator(".evidence u").first().waitFor();
  const first = await chosen();
  await page.locator(".evidence button").last().click();
  assert.notEqual(await chosen(), first);
  await page.goto(`${base}/${VIEWS.ledger}`);
  await page.locator(".ledger tbody tr").first().waitFor();
  const rows = await page.locator(".ledger tbody tr").count();
  await page.locator(".filters select").nth(2).selectOption("promised");
  assert.ok((await page.locator(".ledger tbody tr").count()) < rows);
  await page.goto(`${base}/${VIEWS.actors}`);
  await page.locator(".actor").first().click();
  await page.locator(".link.faint").first().waitFor({ state: "attached" });
  await page.locator(".choice button").nth(1).click();
  await page.locator(".world .land").waitFor();
  assert.ok((await page.locator(".world .actor").count()) > 2, "countries stand on the map");
  await page.evaluate(axe);
  const map = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const rule of map.violations) problems.push(`map: ${rule.id}`);
  await page.locator(".world .actor").first().focus();
  await page.keyboard.press("Enter");
  await page.screenshot({ path: `${shots}/map.png`, fullPage: true });
  await page.goto(`${base}/${VIEWS.quotes}`);
  await page.locator(".speakers a").nth(1).click();
  await page.locator(".speakers a[aria-current]").nth(0).waitFor();
  await page.locator("blockquote a").first().click();
  await page.locator("#spot").waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".bar").isVisible(), false, "no bar on paper");
  await close();
}

// --- time to the first paint, and to the desk's content, of a fresh page
{
  const { page, close } = await open("#/");
  await page.locator(".story-card").first().waitFor();
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1);
  console.log(`first contentful paint ${Math.round(paint)} ms`);
  await close();
}

await browser.close();
for (const problem of new Set(problems)) console.error(problem);
assert.equal(problems.length, 0, `${problems.length} problems`);
console.log("every view, both languages, dark, phone: no problem");
