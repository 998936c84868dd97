// What the keyboard does on this screen.
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EventItem } from '../../api/types.ts';
import { useShortcuts } from '../../app/keyboard.tsx';
import { listSearch, neighboursOf } from '../sessions/neighbours.ts';
import { keyOf } from './eventKey.ts';
import { nextImpact } from './listFilter.ts';

export function useSessionKeys(id: string, listed: readonly EventItem[], selected: string | null, select: (key: string) => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const at = listed.findIndex((event) => keyOf(event) === selected);
  const to = (index: number) => listed[index] && select(keyOf(listed[index]));
  const open = (other: string | undefined) =>
    other && void navigate({ to: '/sessions/$sessionId', params: { sessionId: other }, search: {}, replace: true });
  useShortcuts([
    { keys: 'j', label: t('keys.nextEvent'), run: () => to(Math.min(listed.length - 1, at + 1)) },
    { keys: 'k', label: t('keys.previousEvent'), run: () => to(Math.max(0, at - 1)) },
    { keys: 'n', label: t('keys.nextImpact'), run: () => to(nextImpact(listed, at, 1)) },
    { keys: 'p', label: t('keys.previousImpact'), run: () => to(nextImpact(listed, at < 0 ? listed.length : at, -1)) },
    { keys: 'o', label: t('keys.openEvent'), run: () => selected && document.getElementById(`event-${selected}`)?.click() },
    { keys: '[', label: t('keys.previousSession'), run: () => open(neighboursOf(id).previous) },
    { keys: ']', label: t('keys.nextSession'), run: () => open(neighboursOf(id).next) },
    { keys: '/', label: t('keys.searchEvents'), run: () => document.getElementById('event-search')?.focus() },
    { keys: 'u', label: t('keys.backToList'), run: () => void navigate({ to: '/sessions', search: listSearch() }) },
  ]);
}
