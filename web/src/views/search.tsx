// SPDX-License-Identifier: Apache-2.0
// Search over the dossier: each hit with its sentence, the words found in it marked.
import { type Hit, address, useApi } from "../api";
import { Title, Wait, readHref, useFirst } from "../parts/common";
import { colon, say } from "../words";

const EXAMPLES = ["who:France", "what:AID", "when:2025", "stage:promised", "kind:quote", "lang:fr"];

function HitView({ hit }: { hit: Found }) {
  const letters = Array.from(hit.text);
  const pieces = [];
  let at = 0;
  for (const [start, end] of hit.marks) {
    pieces.push(letters.slice(at, start).join(""), <mark>{letters.slice(start, end).join("")}</mark>);
    at = end;
  }
  pieces.push(letters.slice(at).join(""));
  return (
    <li class="card">
      <a href={readHref(hit.document, hit.start, hit.end)}>{hit.title ?? "—"}</a>
      <blockquote>{pieces}</blockquote>
      <p class="small soft">{[hit.site, hit.published?.slice(0, 10), ...hit.findings].filter(Boolean).join(" · ")}</p>
    </li>
  );
}

interface Found extends Hit { findings: (string | null)[] }

// An event and a commitment of one sentence are one hit to read.
function together(hits: Hit[]): Found[] {
  const found = new Map<string, Found>();
  for (const hit of hits) {
    const key = `${hit.document} ${hit.start} ${hit.end} ${hit.text}`;
    const known = found.get(key);
    if (known) known.findings.push(hit.finding);
    else found.set(key, { ...hit, findings: [hit.finding] });
  }
  return [...found.values()];
}

function Hits({ hits }: { hits: Hit[] }) {
  const [shown, more] = useFirst(together(hits), 25);
  return <><ol class="plain">{shown.map((hit) => <HitView hit={hit} />)}</ol>{more}</>;
}

export function Search({ query }: { query: string }) {
  const answer = useApi<{ more: boolean; hits: Hit[] }>(query ? address("search", { q: query }) : null);
  return (
    <>
      <Title text={query ? `${say("search")} ${query}` : say("search")}>{say("search")}{query && <>{colon()}<code>{query}</code></>}</Title>
      <p class="soft">{say("search_help")} {EXAMPLES.map((example) => <><a href={`#/search?q=${encodeURIComponent(example)}`}><code>{example}</code></a> </>)}</p>
      {query && (
        <Wait answer={answer}>{(result) => (
          <>
            {result.hits.length === 0 && <p>{say("no_hits")}</p>}
            <Hits key={query} hits={result.hits} />
            {result.more && <p>{say("more_hits")}</p>}
          </>
        )}</Wait>
      )}
    </>
  );
}
