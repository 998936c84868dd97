// What an event is called: the catalog's title in the viewer's language, a screen by its path. The code stays in the tooltip.
import { useMemo } from 'react';
import { useCatalog } from '../../api/catalog.ts';
import type { EventItem, Impact } from '../../api/types.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock, dateTime, day } from '../../time/format.ts';
import { useWord } from '../../words/words.ts';

export interface EventWords {
  title: (event: Pick<EventItem, 'name' | 'attributes'>) => string;
  /** The title, and what a check answered. */
  gist: (event: EventItem) => string;
  /** A decision's reason. */
  reason: (code: string) => string;
  /** The impact to name beside the title: none where the title says it, as that of a decision or of the end of a step does. */
  impact: (event: EventItem) => Impact;
}

export function useEventWords(): EventWords {
  const { pick } = useLanguage();
  const { event: typeOf, reason: reasonOf } = useCatalog();
  const word = useWord();
  return useMemo(() => {
    const title: EventWords['title'] = ({ name, attributes }) => {
      if (name === 'STEP_VIEW' && typeof attributes?.path === 'string') return attributes.path;
      const type = typeOf(name);
      return type ? pick(type.title) : name;
    };
    const reason: EventWords['reason'] = (code) => {
      const known = reasonOf(code);
      return known ? pick(known.title) : code;
    };
    const gist: EventWords['gist'] = (event) => (event.result ? `${title(event)}: ${word('check_result', event.result)}` : title(event));
    const impact: EventWords['impact'] = ({ name, effective_impact }) =>
      effective_impact === 'COMPLETED' || typeOf(name)?.kind === 'decision' ? 'NONE' : effective_impact;
    return { title, gist, reason, impact };
  }, [pick, typeOf, reasonOf, word]);
}

/** The time of day; with the date where it is another day than `reference`. */
export function moment(time: string, reference: string, zone: string): string {
  return day(time, zone) === day(reference, zone) ? clock(time, zone).slice(0, 8) : dateTime(time, zone);
}
