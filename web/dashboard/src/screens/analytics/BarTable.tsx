// A table whose figures are drawn in it: chart and table in one. Every figure leads to exactly those sessions.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Search } from '../../app/search.ts';
import styles from './BarTable.module.css';
import { changeOf } from './period.ts';

export interface BarRow {
  key: string;
  label: React.ReactNode;
  value: number;
  before?: number | undefined;
  to: Search;
}

export function BarTable({ caption, rows, tone, most = 12 }: { caption: string; rows: readonly BarRow[]; tone?: string; most?: number }) {
  const { t } = useTranslation();
  const greatest = Math.max(1, ...rows.map((row) => row.value));
  if (rows.length === 0) return <p className="quiet">{t('analytics.nothing')}</p>;
  return (
    <table className={styles.table}>
      <caption className="hidden-visually">{caption}</caption>
      <thead className="hidden-visually">
        <tr>
          <th scope="col">{caption}</th>
          <th scope="col">{t('analytics.sessions')}</th>
          <th scope="col">{t('analytics.change')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, most).map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.label}</th>
            <td className={styles.bar}>
              <Link to="/sessions" search={row.to} className={styles.link}>
                <span className={styles.fill} data-tone={tone} style={{ width: `${(row.value / greatest) * 100}%` }} />
                <span className="num">{row.value}</span>
              </Link>
            </td>
            <td className={`num quiet ${styles.change}`}>{changeOf(row.value, row.before)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
