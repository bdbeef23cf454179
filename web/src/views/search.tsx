// SPDX-License-Identifier: Apache-2.0
// Search over the dossier: each hit with its sentence, the words found in it marked.
import { type Hit, address, useApi } from "../api";
import { Title, Wait, readHref, useFirst } from "../parts/common";
import { dateText } from "../parts/when";
import { language } from "../state";
import { colon, kindWord, problem, say } from "../words";

const EXAMPLES = {
  fr: ["qui:France", "quoi:aide", "quand:2025", "stage:promised", "kind:quote", "montant:>1M"],
  en: ["who:France", "what:aid", "when:2025", "stage:promised", "kind:quote", "amount:>1M"],
};
// What stands in docs/dossier.md, for who searches.
const GRAMMAR: [string, string, string][] = [
  ["livrer missile", "les deux mots, sous toutes leurs formes", "both words, in all their forms"],
  ['"défense aérienne" livr*', "les mots tels quels ; les mots qui commencent ainsi", "the words as written; words that begin so"],
  ["a OR b, a AND b", "l’un ou l’autre ; les deux (OR lie d’abord)", "either; both (OR binds first)"],
  ["-mot, NOT mot, NOT (a b)", "sans ce mot ; sans les deux à la fois", "without that word; without both at once"],
  ["who:(a OR b)", "les parenthèses groupent, aussi dans un champ", "parentheses group, in a field too"],
  ["who: qui:", "qui agit, donne ou parle", "who acts, gives or speaks"],
  ["whom: cible:", "qui reçoit", "who receives"],
  ["said: dit:", "qui répond de ce qui est dit", "who is responsible for the statement"],
  ["what: quoi:", "sorte d’acte (aide, menace, attaque…) ou de bien (air_defence)", "kind of act (aid, threat, attack…) or of goods (air_defence)"],
  ["when: quand:", "2025, 2025-07, 2025-07-01..2025-07-14", "2025, 2025-07, 2025-07-01..2025-07-14"],
  ["where: ou:", "un lieu", "a place"],
  ["amount: montant:", "550, 100..200, >1,5M, \"5M EUR\"", "550, 100..200, >1.5M, \"5M EUR\""],
  ["stage: status: kind:", "delivered ; announced ; quote, event ou commitment", "delivered; announced; quote, event or commitment"],
  ["site: lang: origin:", "de l’article : titre de presse, langue, agence", "of the article: outlet, language, agency"],
];

function Grammar() {
  return (
    <details>
      <summary class="small">{say("grammar")}</summary>
      <dl class="fields small">
        {GRAMMAR.map(([written, fr, en]) => <><dt><code>{written}</code></dt><dd>{language.value === "en" ? en : fr}</dd></>)}
      </dl>
    </details>
  );
}

// What cannot be read of a query, with the place marked.
function Wrong({ query, message, at }: { query: string; message: string; at: [number, number] | undefined }) {
  const letters = Array.from(query);
  const part = (from: number, to?: number) => letters.slice(from, to).join("");
  return (
    <div role="alert">
      <p class="problem">{problem(message)}</p>
      {at && <p><code>{part(0, at[0])}<u class="wrong">{part(at[0], at[1])}</u>{part(at[1])}</code></p>}
    </div>
  );
}

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
      <p class="small soft">{[hit.site, dateText(hit.published, language.value), ...new Set(hit.findings.map(kindOf))].filter(Boolean).join(" · ")}</p>
    </li>
  );
}

// "v3": an event.
const kindOf = (finding: string | null) =>
  finding && kindWord({ v: "events", c: "commitments", q: "quotes" }[finding[0]!] ?? "");

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
      <p class="soft">{say("search_help")} {EXAMPLES[language.value].map((example) => <><a href={`#/search?q=${encodeURIComponent(example)}`}><code>{example}</code></a> </>)}</p>
      <Grammar />
      {query && answer.problem && <Wrong query={query} message={answer.problem} at={answer.at} />}
      {query && !answer.problem && (
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
