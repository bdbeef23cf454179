// SPDX-License-Identifier: Apache-2.0
// The page: bar with the views, language and appearance; the view that the address names. What is
// addressed is an article or a finding in one, so that links keep their meaning.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { forget, ownChange } from "./api";
import { Title } from "./parts/common";
import { type Language, type Theme, href, language, place, theme, useValue } from "./state";
import { Actors } from "./views/actors";
import { ClaimView } from "./views/claim";
import { DeskView } from "./views/desk";
import { Ledger } from "./views/ledger";
import { QuotesView } from "./views/quotes";
import { Reader } from "./views/reader";
import { Search } from "./views/search";
import { StoryView } from "./views/story";
import { type Word, say } from "./words";

const BAR: [string, Word][] = [["", "desk"], ["ledger", "ledger"], ["quotes", "quotes"], ["actors", "actors"]];

function View() {
  const { parts, given } = useValue(place);
  const [view = "", key = "", spot = ""] = parts;
  switch (view) {
    case "": return <DeskView />;
    case "story": return <StoryView key={key} id={key} />;
    case "claim": return <ClaimView key={key} id={key} />;
    case "ledger": return <Ledger />;
    case "quotes": return <QuotesView name={parts[1]} />;
    case "actors": return <Actors />;
    case "read": return <Reader key={key} id={key} spot={spot} />;
    case "search": return <Search query={given.get("q") ?? ""} />;
    default: return <Title text={say("not_found")}>{say("not_found")}</Title>;
  }
}

// The server says when the dossier has changed; the page changes when its reader asks for it.
function Live() {
  const [changed, set] = useState(false);
  useEffect(() => {
    const stream = new EventSource("/api/live");
    stream.addEventListener("changed", () => {
      if (Date.now() - ownChange < 60000) forget(); // most likely what this page has corrected itself
      else set(true);
    });
    return () => stream.close();
  }, []);
  return (
    <div role="status" class="live">
      {changed && (
        <p>{say("changed_live")} <button onClick={() => { set(false); forget(); }}>{say("refresh")}</button></p>
      )}
    </div>
  );
}

function Bar() {
  const { parts, given } = useValue(place);
  const spoken = useValue(language);
  const look = useValue(theme);
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    const query = new FormData(event.currentTarget as HTMLFormElement).get("q") as string;
    location.hash = `#/search?q=${encodeURIComponent(query)}`;
  };
  return (
    <header class="bar">
      <a class="skip" href="#main" onClick={(event) => {
        event.preventDefault();
        document.querySelector<HTMLElement>("#main h1")?.focus();
      }}>{say("skip")}</a>
      <a class="brand" href="#/" aria-label="recoupe"><img src="/icon.svg" alt="" width="24" height="24" /> recoupe</a>
      <nav aria-label={say("views")}>
        {BAR.map(([path, word]) => (
          <a href={path ? href(path) : "#/"} aria-current={parts[0] === path ? "page" : undefined}>{say(word)}</a>
        ))}
      </nav>
      <form role="search" onSubmit={find}>
        <input id="search" type="search" name="q" value={given.get("q") ?? ""} aria-label={say("search")} placeholder={say("search")} aria-keyshortcuts="/" />
      </form>
      <div class="settings">
        <label><span class="hidden">{say("language")}</span>
          <select value={spoken} onChange={(event) => language.set(event.currentTarget.value as Language)}>
            <option value="fr" lang="fr">français</option><option value="en" lang="en">English</option>
          </select></label>
        <label><span class="hidden">{say("theme")}</span>
          <select value={look} onChange={(event) => theme.set(event.currentTarget.value as Theme)}>
            {(["auto", "light", "dark"] as const).map((name) => <option value={name}>{say(name)}</option>)}
          </select></label>
      </div>
    </header>
  );
}

function Page() {
  const where = useValue(place);
  useValue(language);
  useEffect(() => {
    if (where.parts[0] !== "read") scrollTo(0, 0);
  }, [where]);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).matches("input, textarea, select");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      document.getElementById("search")?.focus();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
  return (
    <>
      <Bar />
      <Live />
      <main id="main"><View /></main>
      <footer><p class="soft small">{say("neutral")} <a href={`/report?lang=${language.value}`}>{say("report")}</a></p></footer>
    </>
  );
}

const root = document.getElementById("page")!;
root.replaceChildren(); // what stood there was for the eye, until now
render(<Page />, root);
