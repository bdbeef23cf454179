// SPDX-License-Identifier: Apache-2.0
// Small pieces that views share: the state of an answer, verdicts, a claim as a line, a source.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Answer, type Claim, type Names, type Source, type Verdict, address, useApi } from "../api";
import { href, language, useValue } from "../state";
import { problem as problemText, say } from "../words";

// Names of types, stages and so on; empty until they have come.
export function useNames(): Names {
  useValue(language);
  const empty: Names = { type: {}, stage: {}, status: {}, category: {}, verdict: {}, relation: {}, kind: {} };
  return useApi<Names>(address("words")).data ?? empty;
}

// whole: the answer makes the whole view, with its heading.
export function Wait<T>({ answer, whole, children }:
  { answer: Answer<T>; whole?: boolean; children: (data: T) => ComponentChildren }) {
  const problem = answer.problem && <p class="problem" role="alert">{problemText(answer.problem)}</p>;
  if (problem) return whole ? <><Title text={say("not_found")}>{say("not_found")}</Title>{problem}</> : problem;
  if (!answer.data) return <p class="soft" role="status">{say(answer.waits ? "comparing" : "loading")}</p>;
  return <>{children(answer.data)}</>;
}

// The heading of a view: takes the focus when the view opens, so that a screen reader says it.
let opened = false;
export function Title({ children, text }: { children: ComponentChildren; text: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} — recoupe`;
    if (opened) heading.current?.focus({ preventScroll: true });
    opened = true;
  }, [text]);
  return <h1 ref={heading} tabIndex={-1}>{children}</h1>;
}

// The beginning of a long list, and a button that shows as much again: a page stays quick however big the dossier.
export function useFirst<T>(list: T[], step: number): [T[], ComponentChildren] {
  const [count, show] = useState(step);
  const rest = list.length - count;
  return [rest > 0 ? list.slice(0, count) : list,
    rest > 0 && <p><button onClick={() => show(count + 4 * step)}>+ {rest} {say("more")}</button></p>];
}

export const SIGNS: Record<Verdict, string> = { disputed: "≠", corroborated: "✓", single_origin: "·" };

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const names = useNames();
  return (
    <span class={`verdict ${verdict}`}>
      <span aria-hidden="true">{SIGNS[verdict]}</span> {names.verdict[verdict]}
    </span>
  );
}

export function claimHref(claim: Claim): string | undefined {
  return claim.key ? href("claim", claim.key) : undefined;
}

export function ClaimLine({ claim }: { claim: Claim }) {
  return (
    <li class="claim-line">
      <a href={claimHref(claim)}>{claim.heading}</a>
      {claim.date && <span class="soft">, {claim.date}</span>}{" "}
      <VerdictMark verdict={claim.verdict} />{" "}
      {claim.origins > 1 && <span class="soft small">{claim.origins} {say("origins")}</span>}
    </li>
  );
}

export function SourceLine({ source }: { source: Source }) {
  return (
    <>
      <b>{source.name}</b>
      <span class="soft">, {source.date ?? say("no_date")}{source.origin && source.origin !== source.name ? `, ${source.origin}` : ""}</span>
    </>
  );
}

export function readHref(document: string, start?: number, end?: number): string {
  return start === undefined || end === undefined ? href("read", document) : href("read", document, `${start}-${end}`);
}
