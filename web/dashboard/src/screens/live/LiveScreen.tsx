// What happens now: every session that changes, the newest on top. It can be paused: then changes are counted, not shown.
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStream } from '../../api/stream.ts';
import type { SessionSummary } from '../../api/types.ts';
import { useShortcuts } from '../../app/keyboard.tsx';
import type { Search } from '../../app/search.ts';
import { DecisionMark, StatusChip } from '../../design/marks.tsx';
import { Empty } from '../../design/states.tsx';
import { usePreference } from '../../preferences/usePreference.ts';
import { dateTime } from '../../time/format.ts';
import { FilterBar } from '../sessions/FilterBar.tsx';
import { useFilters } from '../sessions/filters.ts';
import styles from './LiveScreen.module.css';

const shownMost = 200;

interface Change {
  number: number;
  row: SessionSummary;
}

export default function LiveScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const [zone] = usePreference('zone');
  const { filters } = useFilters(search, zone);
  const [changes, setChanges] = useState<Change[]>([]);
  const [waiting, setWaiting] = useState<Change[] | null>(null);
  const [, setNumber] = useState(0);
  const paused = waiting !== null;
  const stream = useStream('/v1/stream', filters, {
    session: (data) =>
      setNumber((number) => {
        const change = { number, row: data as SessionSummary };
        const add = (list: Change[]) => [change, ...list].slice(0, shownMost);
        if (paused) setWaiting((list) => add(list ?? []));
        else setChanges(add);
        return number + 1;
      }),
  });
  const toggle = () => {
    if (waiting) setChanges((list) => [...waiting, ...list].slice(0, shownMost));
    setWaiting(paused ? null : []);
  };
  useShortcuts([{ keys: ' ', label: t('live.pause'), run: toggle }]);
  return (
    <div className="stack">
      <div className="row">
        <h1 className="grow">{t('live.title')}</h1>
        <span role="status" className="quiet">
          {t(`live.${stream}`)}
        </span>
        <button type="button" className="button" aria-pressed={paused} onClick={toggle}>
          {paused ? t('live.resume', { count: waiting.length }) : t('live.pause')} <kbd>␣</kbd>
        </button>
      </div>
      <FilterBar search={search} zone={zone} onChange={(next) => void navigate({ to: '/live', search: next })} />
      <div className={`panel ${styles.list}`}>
        {changes.length === 0 ? (
          <Empty title={t('live.nothing')}>
            <p>{t('live.nothingHelp')}</p>
          </Empty>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('column.updated')}</th>
                <th scope="col">{t('column.session_id')}</th>
                <th scope="col">{t('column.last_event')}</th>
                <th scope="col">{t('column.stage')}</th>
                <th scope="col">{t('column.status')}</th>
                <th scope="col">{t('column.decision')}</th>
                <th scope="col">{t('column.headline')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ number, row }) => (
                <tr key={number}>
                  <td className="num">{dateTime(row.updated_at, zone)}</td>
                  <td>
                    <Link to="/sessions/$sessionId" params={{ sessionId: row.session_id }} search={{}} className="mono">
                      {row.session_id}
                    </Link>
                  </td>
                  <td>
                    <Link to="/reference" search={{}} hash={row.last_event} className="mono">
                      {row.last_event}
                    </Link>
                  </td>
                  <td className="mono">{row.stage}</td>
                  <td>
                    <StatusChip status={row.status} />
                  </td>
                  <td>
                    <DecisionMark outcome={row.decision?.outcome ?? 'NONE'} />
                  </td>
                  <td className="mono">{row.headline}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
