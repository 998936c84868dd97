// What things on the axis are called and how much their names matter: causes and decisions, then impacts, last screens,
// milestones, the rest. Also how much room marks, and the names of evidence, take of the axis.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../../api/catalog.ts';
import { useEventWords } from '../useEventWords.ts';
import { fontOf, type Paint } from './draw.ts';
import { spanOf } from './geometry.ts';
import type { Item } from './layout.ts';

const byRole: Record<string, number> = { cause: 0, decision: 0, observation: 2, contributing: 2 };
/** What a page may tell before it is left; a name as important as that of the last screen. */
const leavingFlags: ReadonlySet<string> = new Set(['offline', 'hidden', 'error_page']);
const besideText = 26;
const markWidth = 18;

export function useLabels(roles: ReadonlyMap<string, string>, width: number, paint: Paint) {
  const { t } = useTranslation();
  const words = useEventWords();
  const { event: typeOf } = useCatalog();
  return useMemo(() => {
    const label = (item: Item) => {
      if (item.fold) return { text: t('timeline.passed', { count: item.fold.count }), importance: 3 };
      const { event } = item;
      const role = byRole[roles.get(item.key) ?? ''];
      const type = typeOf(event.name);
      const leaving = type?.flags.some((flag) => leavingFlags.has(flag));
      const other = event.effective_impact !== 'NONE' ? 1 : leaving ? 2 : type?.kind === 'milestone' ? 3 : 4;
      return { text: words.title(event), importance: Math.min(role ?? other, other) };
    };
    const context = document.createElement('canvas').getContext('2d');
    if (context) context.font = fontOf(paint, true);
    const room = (item: Item) =>
      roles.has(item.key) && context ? (context.measureText(label(item).text).width + besideText) / Math.max(1, spanOf(width)) : 0;
    return { label, room, breath: markWidth / Math.max(1, spanOf(width)) };
  }, [t, words, typeOf, roles, width, paint]);
}
