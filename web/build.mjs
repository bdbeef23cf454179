// SPDX-License-Identifier: Apache-2.0
// Builds the page into built/ (or the folder given): one script, one style sheet. The HTML and the icon
// are embedded as they are. The same sources and the same package-lock.json give the same bytes.
import { build } from "esbuild";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "built");
mkdirSync(out, { recursive: true });
// Their licences ask that the whole notices go with them.
const preact = readFileSync(join(here, "node_modules/preact/LICENSE"), "utf8");
const atlas = readFileSync(join(here, "node_modules/world-atlas/LICENSE"), "utf8");
await build({
  absWorkingDir: here,
  entryPoints: { page: "src/main.tsx" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  charset: "utf8",
  loader: { ".json": "text" },
  banner: { js: `/* recoupe: Apache-2.0, source in web/src; holds Preact:\n${preact}\nand world-atlas (Natural Earth's outlines, public domain), packed by:\n${atlas}*/` },
});
await build({ absWorkingDir: here, entryPoints: ["src/page.css"], outdir: out, minify: true, charset: "utf8" });
