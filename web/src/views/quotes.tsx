// SPDX-License-Identifier: Apache-2.0
// Who says what: speakers, and one speaker's words through time.
import { useState } from "preact/hooks";
import { type Quotes, type Saying, address, useApi } from "../api";
import { SourceLine, Title, Wait, readHref, useFirst } from "../parts/common";
import { monthsBetween } from "../parts/when";
import { href, language } from "../state";
import { say } from "../words";

// "juillet 2025": what heads the words of that month.
function monthOf(saying: Saying): string {
  const month = saying.sources[0]?.published?.slice(0, 7);
  return (month && monthsBetween(month, month, language.value)[0]?.[1]) || say("no_date");
}

function SayingView({ saying }: { saying: Saying }) {
  const [first, ...others] = saying.sources;
  if (!first) return null;
  return (
    <li class="card">
      <p class="small"><SourceLine source={first} /></p>
      <blockquote lang={first.lang ?? undefined}>
        <a href={readHref(first.id, saying.start, saying.end)}>{saying.direct ? `« ${saying.words} »` : saying.words}</a>
      </blockquote>
      {others.length > 0 && <p class="small soft">+ {others.map((source) => source.name).join(", ")}</p>}
    </li>
  );
}

function Body({ quotes }: { quotes: Quotes }) {
  const [filter, set] = useState("");
  const wanted = filter.toLocaleLowerCase();
  const speakers = quotes.speakers.filter((one) => (one.name ?? "").toLocaleLowerCase().includes(wanted));
  const [sayings, more] = useFirst(quotes.sayings, 30);
  const name = quotes.name ?? say("unnamed");
  return (
    <div class="two">
      <nav aria-label={say("speakers")}>
        <h2>{say("speakers")}</h2>
        <input type="search" value={filter} aria-label={say("filter")} placeholder={say("filter")} onInput={(event) => set(event.currentTarget.value)} />
        <ul class="plain speakers">
          {speakers.slice(0, 100).map((one) => (
            <li><a href={href("quotes", one.name ?? "")} aria-current={one.name === quotes.name ? "true" : undefined}>{one.name ?? say("unnamed")}</a> <span class="soft">{one.count}</span></li>
          ))}
        </ul>
      </nav>
      <section>
        <h2>{name}</h2>
        <ol class="plain">{sayings.map((saying, i) => {
          const month = monthOf(saying), before = sayings[i - 1];
          return <>{(!before || monthOf(before) !== month) && <li><h3>{month}</h3></li>}<SayingView saying={saying} /></>;
        })}</ol>
        {more}
      </section>
    </div>
  );
}

export function QuotesView({ name }: { name: string | undefined }) {
  const answer = useApi<Quotes>(address("quotes", { name }));
  return (
    <>
      <Title text={say("quotes")}>{say("quotes")}</Title>
      <Wait answer={answer}>{(quotes) => <Body key={quotes.name} quotes={quotes} />}</Wait>
    </>
  );
}
