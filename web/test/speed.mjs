// SPDX-License-Identifier: Apache-2.0
// How long a page over a big dossier takes: of each view the first contentful paint and the moment when its
// content stands; of interactions the time from the key or click to the frame that shows its effect.
// Arguments: address. Environment: CHROMIUM. Medians of five.
import { chromium } from "playwright-core";

const [base] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const median = (list) => Math.round([...list].sort((a, b) => a - b)[list.length >> 1]);
const desk = await (await fetch(`${base}/api/desk`)).json();
const big = [...desk.stories].sort((a, b) => b.articles - a.articles)[0]?.key;
const claim = desk.disputed.claims[0]?.key ?? desk.new.claims[0]?.key;
const VIEWS = {
  desk: ["#/", ".story-card"], story: [`#/story/${big}`, ".sources li"], claim: [`#/claim/${claim}`, ".evidence"],
  ledger: ["#/ledger", ".ledger tbody tr"], quotes: ["#/quotes", "blockquote"], actors: ["#/actors", ".actor"],
  reader: [`#/read/${big}`, ".text"], search: ["#/search?q=gouvernement", "main .card"],
};
for (const [name, [path, content]] of Object.entries(VIEWS)) {
  const paints = [], contents = [];
  for (let i = 0; i < 5; i++) {
    const context = await browser.newContext({ locale: "fr", viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript((selector) => {
      const look = () => {
        if (document.querySelector(selector)) requestAnimationFrame(() => (window.stood = performance.now()));
        else requestAnimationFrame(look);
      };
      look();
    }, content);
    await page.goto(`${base}/${path}`);
    await page.waitForFunction(() => window.stood);
    paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0));
    contents.push(await page.evaluate(() => window.stood));
    await context.close();
  }
  console.log(`${name.padEnd(8)} first paint ${String(median(paints)).padStart(4)} ms, content ${String(median(contents)).padStart(4)} ms`);
}

// What an event leads to, up to the frame after the one in which `done` first holds.
const ACTS = {
  "desk to a story": ["#/", ".story-card a", (element) => element.click(), () => document.querySelector(".sources li")],
  "desk to the ledger": ["#/", "nav a[href='#/ledger']", (element) => element.click(), () => document.querySelector(".ledger tbody tr")],
  "ledger: a filter": ["#/ledger", ".filters select >> nth=2", (element) => {
    element.value = "delivered";
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }, () => !document.querySelector(".ledger tbody tr:nth-child(300)")],
  "quotes: a letter in the filter": ["#/quotes", ".two input", (element) => {
    element.value = "z";
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }, () => [...document.querySelectorAll(".speakers a")].slice(0, 3).every((a) => /z/i.test(a.textContent))],
  "quotes: another speaker": ["#/quotes", ".speakers li:nth-child(5) a", (element) => {
    window.wanted = element.textContent;
    element.click();
  }, () => document.querySelector(".two section h2")?.textContent === window.wanted],
  "actors: one chosen": ["#/actors", ".actor", (element) => element.dispatchEvent(new MouseEvent("click", { bubbles: true })), () => document.querySelector(".link.faint")],
  "actors: ungrouped": ["#/actors", ".filters input", (element) => { window.before = document.querySelector(".actor"); element.click(); },
    () => document.querySelector(".actor") && document.querySelector(".actor") !== window.before],
  "language": ["#/ledger", "header select", (element) => {
    element.value = "en";
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }, () => document.querySelector("h1")?.textContent === "Ledger" && document.querySelector(".ledger tbody tr")],
};
for (const [name, [path, target, act, done]] of Object.entries(ACTS)) {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const context = await browser.newContext({ locale: "fr", viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${base}/${path}`);
    await page.locator(target).first().waitFor();
    await page.waitForTimeout(300);
    times.push(await page.locator(target).first().evaluate((element, [actText, doneText]) => new Promise((resolve) => {
      const run = new Function("element", `return (${actText})(element)`), ended = new Function(`return (${doneText})()`);
      const start = performance.now();
      run(element);
      const look = () => requestAnimationFrame(() => (ended() ? setTimeout(() => resolve(performance.now() - start)) : look()));
      look();
      setTimeout(() => resolve(9999), 9999);
    }), [act.toString(), done.toString()]).catch(() => 9999));
    await context.close();
  }
  console.log(`${name.padEnd(32)} ${String(median(times)).padStart(5)} ms`);
}
await browser.close();
