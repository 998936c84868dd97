// What is different between two tries of a person: the last result of each check, the circumstances, where it ended.
import type { EventItem } from '../../api/types.ts';
import { type FactName, factNames, factOf, lastScreen } from '../compare/facts.ts';

export interface Change {
  kind: 'check' | 'fact' | 'screen';
  /** A check's name or a fact's; empty for the last screen. */
  name: string;
  before: string | undefined;
  after: string | undefined;
}

/** The last result of each check of the server. */
export function lastResults(events: readonly EventItem[]): Map<string, string> {
  const results = new Map<string, string>();
  for (const event of events) if (event.source === 'BE' && event.result !== undefined) results.set(event.name, event.result);
  return results;
}

const isGood = (result: string | undefined) => result === 'PASS';

function checkChanges(before: readonly EventItem[], after: readonly EventItem[]): Change[] {
  const [then, now] = [lastResults(before), lastResults(after)];
  // A check that passed once and was not reached, or not needed, another time is no news.
  return [...new Set([...then.keys(), ...now.keys()])]
    .map((name): Change => ({ kind: 'check', name, before: then.get(name), after: now.get(name) }))
    .filter((one) => one.before !== one.after && !((isGood(one.before) || !one.before) && (isGood(one.after) || !one.after)));
}

function factChanges(before: readonly EventItem[], after: readonly EventItem[]): Change[] {
  const value = (events: readonly EventItem[], name: FactName) => factOf(events, name)?.values.join(' → ');
  return factNames
    .map((name): Change => ({ kind: 'fact', name, before: value(before, name), after: value(after, name) }))
    .filter((one) => one.before !== undefined && one.after !== undefined && one.before !== one.after);
}

export function changesBetween(before: readonly EventItem[], after: readonly EventItem[]): Change[] {
  const screens: Change = { kind: 'screen', name: '', before: lastScreen(before), after: lastScreen(after) };
  return [...checkChanges(before, after), ...factChanges(before, after), ...(screens.before === screens.after ? [] : [screens])];
}

/** What stood in the way before and did not then, and which circumstances were others. */
export function helped(before: readonly EventItem[], after: readonly EventItem[]): Change[] {
  const better = (one: Change) => isGood(one.after) || one.after === undefined;
  return changesBetween(before, after).filter((one) => one.kind === 'fact' || (one.kind === 'check' && better(one)));
}
