// SPDX-License-Identifier: Apache-2.0
// An article with every finding marked. A click on a mark tells what was found there and by which
// rule; a second click corrects it; one more undoes that.
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Article, type Correction, type Finding, type Rule, address, correct, useApi } from "../api";
import { Title, Wait, useNames } from "../parts/common";
import { KINDS, type Kind, type Mark, type Segment, marksOf, paragraphs } from "../parts/marks";
import { confidence } from "../parts/confidence";
import { dateText } from "../parts/when";
import { href, language } from "../state";
import { type Word, colon, field, kindWord, named, say } from "../words";

const HIDDEN = new Set(["id", "start", "end", "text", "rule", "cue_start", "cue_end", "anchor", "words"]);

// A value of a finding in words: of a party its name, of a reference what it refers to.
function valueText(article: Article, value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (value === true) return "✓";
  if (Array.isArray(value)) return value.map((one) => valueText(article, one)).filter(Boolean).join(", ");
  if (typeof value === "object") {
    const { text, entity, value: inner, currency } = value as Record<string, unknown>;
    const named = article.entities.find((one) => one.id === entity)?.name;
    return [text ?? named ?? inner ?? entity, currency].filter(Boolean).join(" ");
  }
  const of = [...article.entities, ...article.amounts].find((one) => one.id === value);
  return String(of?.name ?? of?.text ?? value);
}

function Fields({ article, finding }: { article: Article; finding: Finding }) {
  const names = useNames();
  const rows = Object.entries(finding)
    .filter(([key]) => !HIDDEN.has(key))
    .map(([key, value]) => {
      const words = (names as Record<string, Record<string, string>>)[key];
      return [key, (typeof value === "string" && (words?.[value] ?? named(key, value))) || valueText(article, value)] as const;
    })
    .filter(([, text]) => text !== "");
  return <dl class="fields small">{rows.map(([key, text]) => <><dt>{field(key)}</dt><dd>{text}</dd></>)}</dl>;
}

// The rule's name, its line in the lexicon where it is one, and how far to trust it.
function RuleView({ name, kind, lang }: { name: string; kind: Kind; lang: string | null }) {
  const rule = useApi<Rule>(address("rule", { name })).data;
  return (
    <>
      <p class="small">{say("rule")} <code>{name}</code></p>
      {rule?.text && <pre class="small" title={`${rule.file}:${rule.line}`}>{rule.text}</pre>}
      <p class="small soft">{confidence(name, kind, lang)}</p>
    </>
  );
}

type Correcting = (words: string[]) => void;

function Attribute({ article, mark, run }: { article: Article; mark: Mark; run: Correcting }) {
  const [open, show] = useState(false);
  const give = (event: SubmitEvent) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget as HTMLFormElement).get("name")).trim();
    if (name) run(["reattribute", article.id, mark.finding.id, name]);
  };
  if (!open) return <button onClick={() => show(true)}>{say("reattribute")}</button>;
  return (
    <form class="give" onSubmit={give}>
      <label>{say("name")} <input name="name" list="names" autoFocus required /></label>
      <datalist id="names">{article.entities.map((entity) => <option value={String(entity.name ?? "")} />)}</datalist>
      <button>{say("give")}</button>
    </form>
  );
}

function FindingCard({ article, mark, run }: { article: Article; mark: Mark; run: Correcting }) {
  const { kind, finding } = mark;
  const words = finding.text ?? (finding.anchor as { text?: string } | undefined)?.text;
  const speaks = kind === "quotes" || kind === "events" || kind === "commitments";
  const claim = kind === "events" || kind === "commitments" ? href("claim", `${article.id}.${finding.id}`) : null;
  return (
    <li class={`finding ${kind}`}>
      <h3>{kindWord(kind)} <span class="soft small">{finding.id}</span></h3>
      {words && <p>« {words} »</p>}
      <Fields article={article} finding={finding} />
      {finding.rule && <RuleView name={finding.rule} kind={kind} lang={article.lang} />}
      {claim && <p class="small"><a href={claim}>{say("claim")}</a></p>}
      <p class="actions">
        <button onClick={() => run(["reject", article.id, finding.id])}>{say("reject")}</button>{" "}
        {kind === "mentions" && <button onClick={() => run(["split", article.id, finding.id])}>{say("split")}</button>}
        {speaks && <Attribute article={article} mark={mark} run={run} />}
      </p>
    </li>
  );
}

function SegmentView({ segment, spot, chosen, choose }:
  { segment: Segment; spot: [number, number] | null; chosen: boolean; choose: (segment: Segment) => void }) {
  const inSpot = spot !== null && segment.start >= spot[0] && segment.start < spot[1];
  const id = spot !== null && segment.start === spot[0] ? "spot" : undefined;
  if (segment.marks.length === 0) return <span id={id} class={inSpot ? "spot" : undefined}>{segment.text}</span>;
  const kinds = [...new Set(segment.marks.map((mark) => mark.kind))];
  if (!segment.text.trim()) return <span class={`mark ${kinds.join(" ")}${inSpot ? " spot" : ""}`}>{segment.text}</span>;
  return (
    <span id={id} role="button" tabIndex={0} aria-pressed={chosen} class={`mark ${kinds.join(" ")}${inSpot ? " spot" : ""}`}
      onClick={() => choose(segment)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose(segment);
      }}>{segment.text}</span>
  );
}

function Corrections({ id, undo }: { id: string; undo: (number: number) => void }) {
  const list = useApi<{ corrections: Correction[] }>(address("corrections")).data?.corrections ?? [];
  const own = list.filter((one) => one.document === id && !one.undone);
  if (own.length === 0) return null;
  return (
    <section>
      <h2>{say("corrections")}</h2>
      <ul>{own.map((one) => (
        <li>{say(one.what as Word)} {one.about} {one.name && `→ ${one.name}`} <span class="soft">{one.made}</span>{" "}
          <button onClick={() => undo(one.number)}>{say("undo")}</button></li>
      ))}</ul>
    </section>
  );
}

interface Told { text: string; undo?: number; problem?: boolean }

function useCorrecting(): [Told | null, Correcting, (number: number) => void] {
  const [told, tell] = useState<Told | null>(null);
  const run = (words: string[], text: string, undoable: boolean) =>
    correct(words).then(
      (number) => tell(undoable ? { text, undo: number } : { text }),
      (error: Error) => tell({ text: error.message, problem: true }),
    );
  return [told, (words) => void run(words, say("corrected"), true),
    (number) => void run(["undo", String(number)], say("undone"), false)];
}

function Toolbar({ shown, show, article }: { shown: Set<Kind>; show: (next: Set<Kind>) => void; article: Article }) {
  const names = useNames();
  const toggle = (kind: Kind) => {
    const next = new Set(shown);
    if (!next.delete(kind)) next.add(kind);
    show(next);
  };
  return (
    <fieldset class="kinds small">
      <legend>{say("show")}</legend>
      {KINDS.map((kind) => (
        <label><input type="checkbox" checked={shown.has(kind)} onChange={() => toggle(kind)} />
          <span class={`mark ${kind}`}>{names.kind[kind] ?? kind}</span> {(article[kind] as Finding[]).length}</label>
      ))}
    </fieldset>
  );
}

function Panel({ article, segment, run, close }: { article: Article; segment: Segment | null; run: Correcting; close: () => void }) {
  return (
    <aside class="panel" aria-label={say("findings_here")}>
      {segment
        ? (
          <>
            <button class="close" aria-label={say("close")} onClick={close}>×</button>
            <h2>{say("findings_here")}</h2>
            <ul class="plain">{[...segment.marks].reverse().map((mark) => <FindingCard key={mark.finding.id} article={article} mark={mark} run={run} />)}</ul>
          </>
        )
        : <p class="soft">{say("click_help")}</p>}
    </aside>
  );
}

// Only addresses of the web become links.
const safe = (url: string | null) => (url && /^https?:\/\//.test(url) ? url : null);

function Body({ article, spot }: { article: Article; spot: [number, number] | null }) {
  const [shown, show] = useState<Set<Kind>>(new Set<Kind>(["quotes", "events", "commitments", "times", "amounts", "mentions"]));
  const [at, choose] = useState<number | null>(null);
  const [told, run, undo] = useCorrecting();
  const letters = useMemo(() => Array.from(article.text), [article]);
  const cut = useMemo(() => paragraphs(letters, marksOf(article, shown), spot), [letters, article, shown, spot]);
  const segment = cut.flat().find((one) => one.start === at && one.marks.length > 0) ?? null;
  useEffect(() => {
    document.getElementById("spot")?.scrollIntoView({ block: "center" });
  }, [article.id, spot]);
  const url = safe(article.url);
  const title = article.title ?? "—";
  return (
    <>
      <Title text={title}><span lang={article.lang ?? undefined}>{title}</span></Title>
      <p class="soft">{[article.site, dateText(article.published?.value ?? null, language.value) ?? say("no_date"), ...article.authors].filter(Boolean).join(" · ")}</p>
      <p class="small soft">{url ? <>{say("original")}{colon()}<a href={url} rel="noreferrer">{url}</a></> : article.source}
        {" · "}<a href={href("story", article.id)}>{say("in_story")}</a></p>
      <Toolbar shown={shown} show={show} article={article} />
      <p role="status" class="told">{told && (
        <span class={told.problem ? "problem" : ""}>{told.text}{" "}
          {told.undo !== undefined && <button onClick={() => undo(told.undo!)}>{say("undo")}</button>}</span>
      )}</p>
      <div class="reader">
        <div class="text" lang={article.lang ?? undefined}>
          {cut.map((segments) => (
            <p>{segments.map((one) => (
              <SegmentView key={one.start} segment={one} spot={spot} chosen={one.start === at} choose={(next) => choose(next.start)} />
            ))}</p>
          ))}
        </div>
        <Panel article={article} segment={segment} run={run} close={() => choose(null)} />
      </div>
      <Corrections id={article.id} undo={undo} />
    </>
  );
}

export function Reader({ id, spot }: { id: string; spot: string }) {
  const answer = useApi<Article>(`/api/documents/${encodeURIComponent(id)}`);
  const range = useMemo<[number, number] | null>(() => {
    const parts = spot.match(/^(\d+)-(\d+)$/);
    return parts ? [Number(parts[1]), Number(parts[2])] : null;
  }, [spot]);
  return <Wait whole answer={answer}>{(article) => <Body article={article} spot={range} />}</Wait>;
}
