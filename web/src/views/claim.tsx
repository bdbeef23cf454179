// SPDX-License-Identifier: Apache-2.0
// One claim: what each source says, side by side, the differing words marked, and what the
// differences mean.
import { useState } from "preact/hooks";
import { type ClaimDetail, type Difference, type Evidence, type Place, address, useApi } from "../api";
import { SourceLine, Title, VerdictMark, Wait, readHref, useNames } from "../parts/common";
import { differ } from "../parts/differ";
import { href } from "../state";
import { type Word, say } from "../words";

const language = (evidence: Evidence) => evidence.places[0]?.source.lang;

function Sentence({ evidence, reference }: { evidence: Evidence; reference: Evidence }) {
  if (evidence === reference || language(evidence) !== language(reference)) return <>{evidence.text}</>;
  return <>{differ(reference.text, evidence.text).map((piece) => (piece.differs ? <u>{piece.text}</u> : piece.text))}</>;
}

function PlaceLine({ all, place }: { all: Place[]; place: Place }) {
  const original = all.find((other) => other.source.id === place.source.copied_from);
  return (
    <li><SourceLine source={place.source} />{" "}
      <a href={readHref(place.source.id, place.start, place.end)} aria-label={`${say("open_article")} ${place.source.name}`}>{say("open_article")}</a>
      {original && <span class="soft"> = {say("copied_from")} {original.source.name}</span>}
    </li>
  );
}

function EvidenceCard({ detail, evidence, reference, choose }:
  { detail: ClaimDetail; evidence: Evidence; reference: Evidence; choose: () => void }) {
  const places = detail.evidence.flatMap((one) => one.places);
  const foreign = language(evidence) !== language(reference);
  return (
    <li class={`card evidence${evidence === reference ? " chosen" : ""}`}>
      <ul class="plain small">{evidence.places.map((place) => <PlaceLine all={places} place={place} />)}</ul>
      <blockquote lang={language(evidence) ?? undefined}><Sentence evidence={evidence} reference={reference} /></blockquote>
      {evidence.manner && <p class="small">{evidence.manner}</p>}
      {foreign && <p class="small soft">{say("other_language")}</p>}
      <p class="small foot">
        {evidence === reference
          ? detail.evidence.length > 1 && <span class="soft">{say("reference")}</span>
          : !foreign && <button onClick={choose}>{say("make_reference")}</button>}
        {evidence.rule && <span class="soft">{say("rule")} {evidence.rule}</span>}
      </p>
    </li>
  );
}

function Differences({ detail }: { detail: ClaimDetail }) {
  const names = useNames();
  const places = new Map(detail.evidence.flatMap((one) => one.places).reverse().map((place) => [place.source.id, place]));
  if (detail.differences.length === 0) return <p class="soft">{say("no_differences")}</p>;
  const order: Difference["relation"][] = ["conflict", "update", "compatible"];
  return (
    <>
      {order.filter((relation) => detail.differences.some((one) => one.relation === relation)).map((relation) => (
        <div class={`difference ${relation}`}>
          <p>{say(`${relation}_why` as Word)}</p>
          <table>
            <caption class="hidden">{names.relation[relation]}</caption>
            <thead><tr><th scope="col">{say("field")}</th><th scope="col">{say("values")}</th></tr></thead>
            <tbody>
              {detail.differences.filter((one) => one.relation === relation).map((one) => (
                <tr>
                  <th scope="row">{one.field_word}</th>
                  <td>
                    <ul class="plain">
                      {one.values.map((value) => (
                        <li><b>{value.value ?? "?"}</b>{" — "}
                          {value.documents.map((id, i) => {
                            const at = places.get(id);
                            return <>{i > 0 && ", "}<a href={readHref(id, at?.start, at?.end)}>{at?.source.name ?? id}</a></>;
                          })}
                        </li>
                      ))}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </>
  );
}

function Body({ detail }: { detail: ClaimDetail }) {
  const [chosen, choose] = useState(0);
  const { claim, story } = detail;
  const reference = detail.evidence[chosen] ?? detail.evidence[0];
  const heading = `${claim.heading ?? say("claim")}${claim.date ? `, ${claim.date}` : ""}`;
  return (
    <>
      {story && <p class="small">{say("in_story")} <a href={href("story", story.key)}>{story.title}</a></p>}
      <Title text={heading}>{heading}</Title>
      <p><VerdictMark verdict={claim.verdict} /> <span class="soft">{claim.origins} {say(claim.origins > 1 ? "origins" : "origin")}
        {detail.origin_names.length > 0 && ` (${detail.origin_names.join(", ")})`}</span></p>
      {(detail.evidence.length > 1 || detail.differences.length > 0) && (
        <section><h2>{say("differences")}</h2><Differences detail={detail} /></section>
      )}
      <section>
        <h2>{say("sentences")}</h2>
        {detail.evidence.length > 1 && <p class="soft small">{say("sentences_help")}</p>}
        <ul class="plain grid">
          {reference && detail.evidence.map((evidence, i) => (
            <EvidenceCard detail={detail} evidence={evidence} reference={reference} choose={() => choose(i)} />
          ))}
        </ul>
        {detail.left_out > 0 && <p class="soft">+ {detail.left_out} {say("more")}</p>}
      </section>
      {detail.silent.length > 0 && (
        <section>
          <h2>{say("silent_heading")}</h2>
          <ul>{detail.silent.map((source) => <li><a href={readHref(source.id)}>{source.title}</a> <span class="small"><SourceLine source={source} /></span></li>)}</ul>
        </section>
      )}
      {detail.why && <p class="soft small">{say("why")} {detail.why}</p>}
    </>
  );
}

export function ClaimView({ id }: { id: string }) {
  const answer = useApi<ClaimDetail>(address(`claims/${encodeURIComponent(id)}`));
  return <Wait whole answer={answer}>{(detail) => <Body detail={detail} />}</Wait>;
}
