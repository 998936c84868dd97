// The journey's events, and what of them is drawn and listed.
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useCatalog } from '../../api/catalog.ts';
import type { EventItem, SessionDetail } from '../../api/types.ts';
import { listOf, type Search, textOf } from '../../app/search.ts';
import { useWord } from '../../words/words.ts';
import { keyOf, startOf, timeOf } from './eventKey.ts';
import { matching } from './listFilter.ts';
import { makeAxis } from './timeline/axis.ts';
import { foldableGroups } from './timeline/folds.ts';
import { useEventWords } from './useEventWords.ts';
import { useEvents } from './useJourney.ts';

/** What an event is to the answer: the role, and the word for it. */
function useRoles({ explanation }: SessionDetail) {
  const word = useWord();
  return useMemo(() => {
    const roles = new Map(explanation.evidence.map((one) => [keyOf(one), one.role as string]));
    const roleWords = new Map([...roles].map(([key, role]) => [key, word('evidence', role, explanation.confidence)]));
    return { roles, roleWords };
  }, [explanation, word]);
}

function useListed(events: readonly EventItem[], search: Search) {
  const { gist } = useEventWords();
  const [source, stage, text] = [textOf(search, 'source'), textOf(search, 'stage'), textOf(search, 'text')];
  const impacts = listOf(search, 'impact').join(' ');
  return useMemo(() => {
    const listed = matching(events, { source, stage, text, impacts: impacts ? impacts.split(' ') : [] }, gist);
    const shownKeys: ReadonlySet<string> = new Set(listed.map(keyOf));
    return { listed, shownKeys, shown: (key: string) => shownKeys.has(key) };
  }, [events, source, stage, text, impacts, gist]);
}

export function useModel(detail: SessionDetail, search: Search, asOf: string | undefined) {
  const { event: typeOf } = useCatalog();
  const loaded = useEvents(detail.session_id, asOf);
  const events = useDeferredValue(loaded.events);
  const listed = useListed(events, search);
  const roles = useRoles(detail);
  const hides = useCallback((name: string) => typeOf(name)?.flags.includes('hidden') ?? false, [typeOf]);
  const drawn = useMemo(() => {
    const spans = events.map((event) => ({ start: startOf(event), end: timeOf(event) }));
    const byKey: ReadonlyMap<string, { event: EventItem }> = new Map(events.map((event) => [keyOf(event), { event }]));
    return { axis: makeAxis(spans), byKey, start: spans[0] ? Math.min(spans[0].start, spans[0].end) : Date.parse(detail.created_at) };
  }, [events, detail.created_at]);
  return { events, complete: loaded.complete, error: loaded.error, hides, ...drawn, ...listed, ...roles };
}

/** Groups of which every check is drawn, and whether that is all of them. */
export function useFolding(events: readonly EventItem[]) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const groups = useMemo(() => foldableGroups(events), [events]);
  return {
    unfolded,
    unfold: (group: string) => setUnfolded(new Set(unfolded).add(group)),
    all: (open: boolean) => setUnfolded(new Set(open ? groups : [])),
    state: groups.length === 0 ? null : groups.every((group) => unfolded.has(group)),
  };
}
