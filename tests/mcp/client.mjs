// SPDX-License-Identifier: Apache-2.0
// `recoupe mcp` asked by the official client of the Model Context Protocol (npm): every tool is listed, answers, and
// every word that it gives stands where it says in the article. Arguments: the program, a dossier of examples/press.
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

const [program, dossier] = process.argv.slice(2);
const client = new Client({ name: "check", version: "1" });
await client.connect(new StdioClientTransport({ command: program, args: ["mcp", dossier] }));
const { tools } = await client.listTools();
const names = tools.map((tool) => tool.name).sort();
assert.deepEqual(names, ["claim", "claims", "desk", "document", "ledger", "quotes", "search", "story"]);
assert.ok(tools.every((tool) => tool.annotations.readOnlyHint && tool.description && tool.inputSchema.type === "object"));
async function ask(name, given = {}, fails = false) {
  const answer = await client.callTool({ name, arguments: given });
  assert.equal(Boolean(answer.isError), fails, `${name}: ${answer.content[0].text.slice(0, 200)}`);
  return fails ? answer.content[0].text : JSON.parse(answer.content[0].text);
}
const articles = new Map();
async function words(id, start, end) {
  if (!articles.has(id)) articles.set(id, Array.from((await ask("document", { id })).text));
  return articles.get(id).slice(start, end).join("");
}
let cited = 0;
const found = await ask("search", { query: "what:AID OR kind:quote", limit: 50 });
assert.ok(found.hits.length > 5);
for (const hit of found.hits) {
  assert.equal(await words(hit.document, hit.start, hit.end), hit.text);
  cited++;
}
const desk = await ask("desk");
assert.equal(desk.articles, 15);
const story = await ask("story", { key: desk.stories[0].key });
assert.ok(story.sources.length > 1 && story.claims.length > 0);
for (const { claim } of story.claims.filter((row) => row.claim.key)) {
  const detail = await ask("claim", { key: claim.key });
  for (const { places, text } of detail.evidence)
    for (const { source, start, end } of places) {
      assert.equal(await words(source.id, start, end), text);
      cited++;
    }
}
for (const row of (await ask("ledger")).rows) for (const key of row.claims) assert.ok((await ask("claim", { key })).claim);
const { speakers } = await ask("quotes");
const said = await ask("quotes", { name: speakers[0].name });
for (const saying of said.sayings) {
  assert.ok((await words(saying.sources[0].id, saying.start, saying.end)).includes(saying.words));
  cited++;
}
assert.ok((await ask("claims")).claims.length > 0);
for (const [name, given] of [["document", { id: "ff" }], ["story", { key: "../.." }], ["claim", { key: "ff.v1" }], ["search", { query: "wat:1" }]])
  await ask(name, given, true);
await assert.rejects(client.callTool({ name: "remove", arguments: {} }));
await client.close();
console.log(`mcp: ${names.length} tools asked by the official client, ${cited} citations stand where they say`);
