// SPDX-License-Identifier: Apache-2.0
// Finds each annotation's words in its article with the W3C selectors' own reader (@apache-annotator/selector, npm):
// arguments: the package's folder, the articles (JSON Lines), the annotation page. Prints how many it found.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [home, articles, page] = process.argv.slice(2);
const { textQuoteSelectorMatcher, textPositionSelectorMatcher } = await import(pathToFileURL(`${home}/lib/index.js`));
const texts = new Map(readFileSync(articles, "utf8").trim().split("\n").map((line) => {
    const { id, text } = JSON.parse(line);
    return [id, text];
}));
// One article is one chunk.
function chunked(text) {
    const chunk = { data: text, equals: (other) => other.data === text };
    return { currentChunk: chunk, nextChunk: () => null, previousChunk: () => null, precedesCurrentChunk: () => false };
}
let found = 0;
for (const { id, target } of JSON.parse(readFileSync(page, "utf8")).items) {
    const text = texts.get(id.split(":")[2]);
    const selectors = [target.selector].flat();
    const quote = selectors.find(({ type }) => type === "TextQuoteSelector");
    const position = selectors.find(({ type }) => type === "TextPositionSelector");
    const places = [];
    for await (const range of textQuoteSelectorMatcher(quote)(chunked(text))) places.push(range.startIndex);
    for await (const range of textPositionSelectorMatcher(position)(chunked(text))) {
        if (text.slice(range.startIndex, range.endIndex) !== quote.exact) throw new Error(`${id}: the position has other words`);
        if (!places.includes(range.startIndex)) throw new Error(`${id}: the quotation is not found at its place`);
        found++;
    }
}
console.log(found);
