// What happens now: one row a session, those in progress above those that ended. It can be paused: then changes are counted, not
// shown.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../app/keyboard.tsx';
import type { Search } from '../../app/search.ts';
import { Empty, Failed, Waiting } from '../../design/states.tsx';
import { usePreference } from '../../preferences/usePreference.ts';
import { number } from '../../time/format.ts';
import { FilterBar } from '../sessions/FilterBar.tsx';
import { useFilters } from '../sessions/filters.ts';
import type { LiveRow } from './changes.ts';
import { LiveTable } from './LiveTable.tsx';
import { useAgo } from './useAgo.ts';
import { type Live, useLiveRows } from './useLiveRows.ts';

const tickMs = 5000;
const recentMs = 300_000;

/** The time, so that "12 s ago" stays true. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Pulse({ rows, now }: { rows: readonly LiveRow[]; now: number }) {
  const { t } = useTranslation();
  const ago = useAgo();
  const newest = Math.max(...rows.map((one) => Date.parse(one.row.updated_at)));
  const recent = rows.filter((one) => now - Date.parse(one.row.updated_at) < recentMs).length;
  return (
    <span className="quiet">
      {recent > 0 ? t('live.recent', { sessions: number(recent) }) : t('live.lastChange', { ago: ago(newest, now) })}
    </span>
  );
}

function Groups({ live, zone }: { live: Live; zone: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const rows = [...live.rows.values()].reverse();
  if (rows.length === 0)
    return live.error ? (
      <Failed error={live.error} />
    ) : live.listed ? (
      <Empty title={t('live.nothing')}>
        <p>{t('live.nothingHelp')}</p>
      </Empty>
    ) : (
      <Waiting />
    );
  const going = rows.filter((one) => one.row.status === 'IN_PROGRESS');
  const ended = rows.filter((one) => one.row.status !== 'IN_PROGRESS');
  const groups = [
    { title: t('live.going', { sessions: number(going.length) }), rows: going },
    { title: t('live.ended', { sessions: number(ended.length) }), rows: ended },
  ];
  return (
    <>
      <Pulse rows={rows} now={now} />
      <LiveTable groups={groups} now={now} zone={zone} />
    </>
  );
}

export default function LiveScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const [zone] = usePreference('zone');
  const { filters } = useFilters(search, zone);
  const live = useLiveRows(filters);
  useShortcuts([{ keys: ' ', label: t('live.pause'), run: live.toggle }]);
  return (
    <div className="stack">
      <div className="row">
        <h1 className="grow">{t('live.title')}</h1>
        <span role="status" className="quiet">
          {t(`live.${live.stream}`)}
        </span>
        <button type="button" className="button" aria-pressed={live.paused} onClick={live.toggle}>
          {live.paused ? t('live.resume', { count: live.waiting }) : t('live.pause')} <kbd>␣</kbd>
        </button>
      </div>
      <FilterBar search={search} zone={zone} onChange={(next) => void navigate({ to: '/live', search: next })} />
      <Groups live={live} zone={zone} />
    </div>
  );
}
