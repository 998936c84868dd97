// One row a session, in groups, the last that changed on top of each.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { DecisionMark, StatusChip } from '../../design/marks.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { dateTime } from '../../time/format.ts';
import { useWord } from '../../words/words.ts';
import type { LiveRow } from './changes.ts';
import styles from './LiveScreen.module.css';
import { Person, Why } from '../sessions/Cell.tsx';
import { useAgo } from './useAgo.ts';

function Changes({ live }: { live: LiveRow }) {
  const { t } = useTranslation();
  const { event } = useCatalog();
  const { pick } = useLanguage();
  const { last_event: name } = live.row;
  const known = event(name);
  return (
    <span className={styles.changes}>
      {live.changes.map((one) => (
        <strong key={one} className={styles.change}>
          {t(`live.change.${one}`, { count: live.newEvents })}
        </strong>
      ))}
      <span className="quiet" title={name}>
        {known ? pick(known.title) : name}
      </span>
    </span>
  );
}

function Row({ live, now, zone }: { live: LiveRow; now: number; zone: string }) {
  const { row } = live;
  const word = useWord();
  const ago = useAgo();
  return (
    <tr data-changed={live.changes.length > 0}>
      <td className="num">
        <time dateTime={row.updated_at} title={dateTime(row.updated_at, zone)}>
          {ago(Date.parse(row.updated_at), now)}
        </time>
      </td>
      <th scope="row">
        <Link to="/sessions/$sessionId" params={{ sessionId: row.session_id }} search={{}} title={row.session_id}>
          <Person row={row} />
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
      <td>
        <Why row={row} />
      </td>
      <td>{word('stage', row.stage)}</td>
    </tr>
  );
}

export interface LiveGroup {
  title: string;
  rows: readonly LiveRow[];
}

const headings = ['column.person', 'live.what', 'column.status', 'column.decision', 'column.why', 'column.stage'] as const;

export function LiveTable({ groups, now, zone }: { groups: readonly LiveGroup[]; now: number; zone: string }) {
  const { t } = useTranslation();
  return (
    <div className={`panel ${styles.list}`} role="region" aria-label={t('live.title')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('column.updated')}
            </th>
            {headings.map((name) => (
              <th key={name} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.title}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={headings.length + 1}>
                {group.title}
              </th>
            </tr>
            {group.rows.map((live) => (
              <Row key={live.row.session_id} live={live} now={now} zone={zone} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
