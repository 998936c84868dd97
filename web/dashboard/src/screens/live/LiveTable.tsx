// Sessions of one group, the last that changed on top.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { DecisionMark, StatusChip } from '../../design/marks.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { dateTime } from '../../time/format.ts';
import { useWhy } from '../../words/useWhy.ts';
import { useWord } from '../../words/words.ts';
import type { LiveRow } from './changes.ts';
import styles from './LiveScreen.module.css';
import { useAgo } from './useAgo.ts';

function Changes({ live }: { live: LiveRow }) {
  const { t } = useTranslation();
  if (live.changes.length === 0) return null;
  return (
    <span className={styles.changes}>
      {live.changes.map((one) => (
        <span key={one} className={styles.change}>
          {t(`live.change.${one}`, { count: live.newEvents })}
        </span>
      ))}
    </span>
  );
}

function Row({ live, now, zone }: { live: LiveRow; now: number; zone: string }) {
  const { row } = live;
  const word = useWord();
  const why = useWhy();
  const ago = useAgo();
  const { event } = useCatalog();
  const { pick } = useLanguage();
  const last = event(row.last_event);
  return (
    <tr data-changed={live.changes.length > 0}>
      <td className="num">
        <time dateTime={row.updated_at} title={dateTime(row.updated_at, zone)}>
          {ago(Date.parse(row.updated_at), now)}
        </time>
      </td>
      <th scope="row">
        <Link to="/sessions/$sessionId" params={{ sessionId: row.session_id }} search={{}} title={row.session_id}>
          {row.email ?? row.user_id ?? row.session_id}
        </Link>
      </th>
      <td>
        <Changes live={live} />
      </td>
      <td>
        <StatusChip status={row.status} />
      </td>
      <td>
        <DecisionMark outcome={row.decision?.outcome ?? 'NONE'} />
      </td>
      <td title={row.decision?.reason ?? row.headline}>{why(row)}</td>
      <td>{word('stage', row.stage)}</td>
      <td title={row.last_event}>{last ? pick(last.title) : row.last_event}</td>
    </tr>
  );
}

const columns = ['column.updated', 'column.session_id', 'live.changed', 'column.status', 'column.decision'] as const;

export function LiveTable({ title, rows, now, zone }: { title: string; rows: readonly LiveRow[]; now: number; zone: string }) {
  const { t } = useTranslation();
  return (
    <section className={`panel ${styles.list}`} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
              <th scope="col">{t('compare.why')}</th>
              <th scope="col">{t('column.stage')}</th>
              <th scope="col">{t('column.last_event')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((live) => (
              <Row key={live.row.session_id} live={live} now={now} zone={zone} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
