// SPDX-License-Identifier: Apache-2.0
// The desk: what is disputed, changed or new since the last visit; all stories.
import { useEffect } from "preact/hooks";
import { type ClaimList, type Desk, type StoryHead, address, useApi } from "../api";
import { ClaimLine, SIGNS, Title, Wait, useFirst, useNames } from "../parts/common";
import { href, seen, since, useValue } from "../state";
import { type Word, say } from "../words";

function Stories({ stories }: { stories: StoryHead[] }) {
  const [shown, more] = useFirst(stories, 24);
  return (
    <section>
      <h2>{say("stories")}</h2>
      <ul class="plain stories">{shown.map((story) => <StoryCard story={story} />)}</ul>
      {more}
    </section>
  );
}

function Claims({ word, list }: { word: Word; list: ClaimList }) {
  const [shown, more] = useFirst(list.claims, 10);
  if (list.count === 0) return null;
  return (
    <section class="card">
      <h2>{say(word)} <span class="soft">({list.count})</span></h2>
      <ul class="plain">{shown.map((claim) => <ClaimLine claim={claim} />)}</ul>
      {more}
      {!more && list.count > list.claims.length && <p class="soft">+ {list.count - list.claims.length} {say("more")}</p>}
    </section>
  );
}

function StoryCard({ story }: { story: StoryHead }) {
  const names = useNames();
  return (
    <li class="story-card">
      <h3><a href={href("story", story.key)}>{story.title}</a></h3>
      <p class="soft small">
        {story.counts}
        {story.new > 0 && story.new < story.articles && <> · <span class="fresh">{story.new} {say("new_articles")}</span></>}
      </p>
      <p class="tally small">
        {(["disputed", "corroborated", "single_origin"] as const).filter((verdict) => story[verdict] > 0).map((verdict) => (
          <span class={`verdict ${verdict}`} title={names.verdict[verdict]}>
            <span aria-hidden="true">{SIGNS[verdict]}</span> {story[verdict]} <span class="hidden">{names.verdict[verdict]}</span>
          </span>
        ))}
      </p>
    </li>
  );
}

function Since({ desk }: { desk: Desk }) {
  const from = useValue(since);
  const quiet = desk.disputed.count + desk.changed.count + desk.new.count === 0;
  return (
    <p class="soft">
      {from === 0 ? say("first_visit") : quiet ? say("nothing_new") : say("since_visit")}{" "}
      {from < desk.newest && <button onClick={() => since.set(desk.newest)}>{say("all_seen")}</button>}{" "}
      {from > 0 && <button onClick={() => since.set(0)}>{say("show_all")}</button>}
    </p>
  );
}

export function DeskView() {
  const answer = useApi<Desk>(address("desk", { since: useValue(since) }));
  const newest = answer.data?.newest;
  useEffect(() => {
    if (newest !== undefined) seen(newest);
  }, [newest]);
  return (
    <>
      <Title text={say("desk")}>{say("desk")}</Title>
      <Wait answer={answer}>{(desk) => desk.articles === 0
        ? <p>{say("empty")}<code>recoupe add</code></p>
        : (
          <>
            <p>{desk.counts}<br /><span class="soft">{desk.verdicts}</span></p>
            <Since desk={desk} />
            <div class="columns">
              <Claims word="disputed" list={desk.disputed} />
              <Claims word="changed" list={desk.changed} />
              <Claims word="new_claims" list={desk.new} />
            </div>
            <Stories stories={desk.stories} />
          </>
        )}</Wait>
    </>
  );
}
