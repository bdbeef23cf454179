// SPDX-License-Identifier: Apache-2.0
// A story: its claims through time, who reports which, and its articles.
import { type Cell, type Source, type Story, address, useApi } from "../api";
import { SourceLine, Title, VerdictMark, Wait, claimHref, readHref, useFirst } from "../parts/common";
import { Timeline } from "../parts/timeline";
import { since } from "../state";
import { colon, say } from "../words";

type Row = Story["claims"][number];

// The article of the story that says it too and that this one's text is copied from.
function copiedFrom(story: Story, row: Row, column: number): Source | null {
  const from = story.sources[column]!.copied_from;
  const place = story.sources.findIndex((source) => source.id === from);
  const original = place < 0 ? null : row.cells[place];
  return original && original.as !== "silent" ? story.sources[place]! : null;
}

const SIGNS = { says: "●", otherwise: "≠", silent: "○" };

function CellView({ story, row, column }: { story: Story; row: Row; column: number }) {
  const cell: Cell | null | undefined = row.cells[column];
  const source = story.sources[column]!;
  if (!cell) return <td />;
  const original = cell.as === "silent" ? null : copiedFrom(story, row, column);
  const meaning = original ? `${say("copied")} ${original.name}` : say(cell.as);
  const label = `${source.name} ${meaning}${cell.value ? `${colon()}${cell.value}` : ""}`;
  return (
    <td class={`cell ${original ? "copied" : cell.as}`}>
      <a href={readHref(source.id, cell.start, cell.end)} title={label} aria-label={label}>
        {original ? "=" : SIGNS[cell.as]}
        {cell.value && <span class="value">{cell.value}</span>}
      </a>
    </td>
  );
}

function Matrix({ story, rows, caption }: { story: Story; rows: Row[]; caption: string }) {
  // So that a story of 200 articles does not draw 50,000 cells at once.
  const [shown, more] = useFirst(rows, Math.max(10, Math.round(400 / (story.sources.length + 1))));
  return (
    <>
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="matrix">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say("claim")}</th>
            {story.sources.map((source, number) => (
              <th scope="col" class="source">
                <a href={readHref(source.id)} title={source.title}><span class="soft">{number + 1}</span> {source.name}</a>
                <br /><span class="soft small">{source.date ?? say("no_date")}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr>
              <th scope="row">
                <a href={claimHref(row.claim)}>{row.claim.heading}</a>
                {row.claim.date && <span class="soft">, {row.claim.date}</span>}{" "}
                <VerdictMark verdict={row.claim.verdict} />
              </th>
              {story.sources.map((_, column) => <CellView story={story} row={row} column={column} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {more}
    </>
  );
}

function Key() {
  return (
    <ul class="key small">
      <li><span class="cell says">●</span> {say("says")}</li>
      <li><span class="cell otherwise">≠</span> {say("otherwise")}</li>
      <li><span class="cell silent">○</span> {say("silent")}</li>
      <li><span class="cell copied">=</span> {say("copied_short")}</li>
      <li>{say("empty_cell")}</li>
    </ul>
  );
}

function SourceItem({ story, source }: { story: Story; source: Source }) {
  const original = story.sources.find((other) => other.id === source.copied_from);
  return (
    <li>
      <a href={readHref(source.id)}>{source.title}</a><br />
      <span class="small"><SourceLine source={source} />
        {original && <> · = {say("copied_from")} <a href={readHref(original.id)}>{original.name}</a></>}
        {source.new && since.value > 0 && <> · <span class="fresh">{say("new_one")}</span></>}
      </span>
    </li>
  );
}

function Body({ story }: { story: Story }) {
  const strong = story.claims.filter((row) => row.claim.verdict !== "single_origin");
  const single = story.claims.filter((row) => row.claim.verdict === "single_origin");
  const [sources, more] = useFirst(story.sources, 40);
  const outside = story.key === "other";
  return (
    <>
      <Title text={story.title}>{story.title}</Title>
      <p class="soft">{story.counts}</p>
      {strong.length > 0 && (
        <section>
          <h2>{say("matrix")}</h2>
          <Matrix story={story} rows={strong} caption={say("matrix")} />
          <Key />
        </section>
      )}
      <Timeline story={story} />
      {single.length > 0 && (
        <details open={strong.length === 0}>
          <summary><h2>{say(outside || strong.length === 0 ? "single_origin" : "only_strong")} ({single.length})</h2></summary>
          {outside
            ? <ul class="plain">{single.map((row) => <li><a href={claimHref(row.claim)}>{row.claim.heading}</a> <span class="soft">{row.claim.date}</span></li>)}</ul>
            : <Matrix story={story} rows={single} caption={say("single_origin")} />}
        </details>
      )}
      <section>
        <h2>{say("sources")} ({story.articles})</h2>
        <ol class="sources">{sources.map((source) => <SourceItem story={story} source={source} />)}</ol>
        {more}
      </section>
    </>
  );
}

export function StoryView({ id }: { id: string }) {
  const answer = useApi<Story>(address(`stories/${encodeURIComponent(id)}`, { since: since.value }));
  return <Wait whole answer={answer}>{(story) => <Body story={story} />}</Wait>;
}
