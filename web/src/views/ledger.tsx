// SPDX-License-Identifier: Apache-2.0
// The ledger: who owes what to whom, each row's stages as a track, filters, totals of what is shown.
import { useState } from "preact/hooks";
import { type LedgerRow, type Names, address, useApi } from "../api";
import { Title, Wait, useFirst, useNames } from "../parts/common";
import { href, language } from "../state";
import { type Word, say } from "../words";

// How far a commitment has come; what is paused, refused or cancelled stands beside the track.
const TRACK = ["considered", "requested", "promised", "announced", "approved", "funded", "ordered", "delivered"];
const BESIDE = new Set(["paused", "resumed", "refused", "cancelled"]);

function Track({ row, names }: { row: LedgerRow; names: Names }) {
  const reached = new Set(row.steps.map((step) => step.stage));
  const last = Math.max(-1, ...TRACK.map((stage, i) => (reached.has(stage) ? i : -1)));
  return (
    <div class="stages">
      <div class="line" aria-hidden="true">
        {TRACK.map((stage, i) => <i class={reached.has(stage) ? "reached" : i < last ? "passed" : ""} title={names.stage[stage]} />)}
      </div>
      <ol class="plain small">
        {row.steps.map((step) => (
          <li class={BESIDE.has(step.stage) ? "beside" : ""}>
            {step.claim ? <a href={href("claim", step.claim)}>{names.stage[step.stage]}</a> : names.stage[step.stage]}
            {step.date && <span class="soft"> {step.date}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}

interface Total { currency: string; stage: string; low: bigint; high: bigint; open: boolean; count: number }

// Sums of decimals in cents, exactly; a bound that is not known makes the total open above.
function cents(text: string): bigint {
  const [whole = "0", part = ""] = text.split(".");
  return BigInt(whole) * 100n + BigInt((part + "00").slice(0, 2));
}
function totalsOf(rows: LedgerRow[]): Total[] {
  const totals = new Map<string, Total>();
  for (const row of rows) {
    if (!row.currency || !row.stage || (!row.low && !row.high)) continue;
    const key = `${row.currency} ${row.stage}`;
    const total = totals.get(key) ?? { currency: row.currency, stage: row.stage, low: 0n, high: 0n, open: false, count: 0 };
    const low = row.low ?? "0", high = row.high ?? row.low ?? "0";
    total.low += cents(low);
    total.high += cents(high);
    total.open ||= row.high === null;
    total.count++;
    totals.set(key, total);
  }
  return [...totals.values()].sort((a, b) => (a.currency + a.stage < b.currency + b.stage ? -1 : 1));
}
function money(value: bigint, currency: string): string {
  const digits = value % 100n === 0n ? 0 : 2;
  try {
    return new Intl.NumberFormat(language.value, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits })
      .format(Number(value) / 100);
  } catch {
    return `${Number(value) / 100} ${currency}`;
  }
}

function Totals({ rows, names }: { rows: LedgerRow[]; names: Names }) {
  const totals = totalsOf(rows);
  if (totals.length === 0) return null;
  return (
    <details class="totals">
      <summary><h2>{say("totals")}</h2></summary>
      <p class="soft small">{say("totals_help")}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={say("totals")}>
        <table><thead><tr><th scope="col">{say("stage")}</th><th scope="col">{say("amount")}</th><th scope="col">{say("rows")}</th></tr></thead>
          <tbody>{totals.map((total) => (
            <tr><th scope="row">{names.stage[total.stage]}</th>
              <td>{money(total.low, total.currency)}{total.high !== total.low && ` – ${money(total.high, total.currency)}`}{total.open && " +"}</td>
              <td>{total.count}</td></tr>
          ))}</tbody></table>
      </div>
    </details>
  );
}

type Filter = "giver" | "receiver" | "stage" | "category";
const FIELDS: Record<Filter, keyof LedgerRow> = { giver: "givers", receiver: "receivers", stage: "stage", category: "category" };

function Body({ all }: { all: LedgerRow[] }) {
  const names = useNames();
  const [filters, set] = useState<Partial<Record<Filter, string>>>({});
  const [deadlines, only] = useState(false);
  const rows = all.filter((row) => (!deadlines || row.deadline) &&
    (Object.keys(FIELDS) as Filter[]).every((name) => !filters[name] || row[FIELDS[name]] === filters[name]));
  const [shown, more] = useFirst(rows, 25);
  const label = (name: Filter, text: string) => (name === "stage" || name === "category" ? names[name][text] ?? text : text);
  const choices = (name: Filter) => [...new Set(all.map((row) => row[FIELDS[name]] as string | null))]
    .filter((text): text is string => text !== null).sort((a, b) => label(name, a).localeCompare(label(name, b), language.value));
  return (
    <>
      <form class="filters" onSubmit={(event) => event.preventDefault()} aria-label={say("filter")}>
        {(Object.keys(FIELDS) as Filter[]).map((name) => (
          <label>{say(name as Word)}{" "}
            <select value={filters[name] ?? ""} onChange={(event) => set({ ...filters, [name]: event.currentTarget.value })}>
              <option value="">{say("all")}</option>
              {choices(name).map((text) => <option value={text}>{label(name, text)}</option>)}
            </select></label>
        ))}
        <label><input type="checkbox" checked={deadlines} onChange={(event) => only(event.currentTarget.checked)} /> {say("only_deadlines")}</label>
        <a href={address("ledger.csv")} download="ledger.csv">{say("csv")}</a>
      </form>
      <p class="soft" role="status">{rows.length} {say("rows")}</p>
      <Totals rows={rows} names={names} />
      <div class="scroll" tabIndex={0} role="region" aria-label={say("ledger")}>
        <table class="ledger">
          <thead><tr>{(["giver", "receiver", "what", "stage", "deadline"] as const).map((word) => <th scope="col">{say(word)}</th>)}</tr></thead>
          <tbody>{shown.map((row) => (
            <tr>
              <td data-label={say("giver")}>{row.givers ?? <span class="soft">{say("unsaid")}</span>}</td>
              <td data-label={say("receiver")}>{row.receivers ?? <span class="soft">{say("unsaid")}</span>}</td>
              <td data-label={say("what")}>{row.claims[0] ? <a href={href("claim", row.claims[0])}>{row.what ?? say("claim")}</a> : row.what}</td>
              <td data-label={say("stage")}><Track row={row} names={names} /></td>
              <td data-label={say("deadline")}>{row.deadline_date}{row.passed && <span class="verdict disputed"> {say("passed")}</span>}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
      {more}
    </>
  );
}

export function Ledger() {
  const answer = useApi<{ rows: LedgerRow[] }>(address("ledger"));
  return (
    <>
      <Title text={say("ledger")}>{say("ledger")}</Title>
      <Wait answer={answer}>{(ledger) => <Body all={ledger.rows} />}</Wait>
    </>
  );
}
