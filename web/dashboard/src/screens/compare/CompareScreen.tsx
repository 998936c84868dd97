// Two sessions side by side: what they came to, then each check and screen with what both have of it.
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { type SessionDetail, stages } from '../../api/types.ts';
import { changed, type Search, textOf } from '../../app/search.ts';
import { Failed, Waiting } from '../../design/states.tsx';
import { usePreference } from '../../preferences/usePreference.ts';
import { dateTime } from '../../time/format.ts';
import { Person } from '../sessions/Cell.tsx';
import { useDetail, useEvents } from '../session/useJourney.ts';
import { align, tookDifferently } from './align.ts';
import styles from './CompareScreen.module.css';
import { StageRows } from './StageRows.tsx';
import { type Side, Verdicts } from './Verdicts.tsx';

function Head({ detail, zone }: { detail: SessionDetail; zone: string }) {
  return (
    <th scope="col" className={styles.head}>
      <Link to="/sessions/$sessionId" params={{ sessionId: detail.session_id }} search={{}}>
        <Person row={detail} />
      </Link>
      <span className="num quiet">
        <time dateTime={detail.created_at}>{dateTime(detail.created_at, zone)}</time>
      </span>
      <code className="quiet">{detail.session_id}</code>
    </th>
  );
}

function Comparison({ sides, onlyDifferences }: { sides: [Side, Side]; onlyDifferences: boolean }) {
  const { t } = useTranslation();
  const [zone] = usePreference('zone');
  const { event } = useCatalog();
  const [a, b] = sides;
  const rows = useMemo(() => align(a.events, b.events, event), [a.events, b.events, event]);
  const shown = onlyDifferences ? rows.filter((row) => row.differs || tookDifferently(row)) : rows;
  const details: [SessionDetail, SessionDetail] = [a.detail, b.detail];
  const stageDiffers = (stage: string) => {
    const [left, right] = details.map((detail) => detail.stages.find((one) => one.stage === stage)?.state);
    return left !== right;
  };
  return (
    <>
      <div className={`panel ${styles.scroll}`} role="region" aria-label={t('compare.title')} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden-visually">{t('compare.what')}</span>
              </th>
              <Head detail={a.detail} zone={zone} />
              <Head detail={b.detail} zone={zone} />
              <th scope="col">{t('compare.difference')}</th>
            </tr>
          </thead>
          <Verdicts sides={sides} onlyDifferences={onlyDifferences} />
          {stages
            .map((stage) => ({ stage, rows: shown.filter((row) => row.stage === stage) }))
            .filter((group) => group.rows.length > 0 || stageDiffers(group.stage))
            .map((group) => (
              <StageRows key={group.stage} stage={group.stage} rows={group.rows} details={details} />
            ))}
        </table>
      </div>
      <p className="quiet">
        {shown.length < rows.length && <>{t('compare.hidden', { count: rows.length - shown.length })} </>}
        {t('compare.note')}
      </p>
    </>
  );
}

export default function CompareScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const { left, right } = useParams({ strict: false }) as { left: string; right: string };
  const details = [useDetail(left, undefined), useDetail(right, undefined)] as const;
  const events = [useEvents(left, undefined), useEvents(right, undefined)] as const;
  const { catalog } = useCatalog();
  const all = textOf(search, 'show') === 'all';
  const failed = [...details, ...events].find((one) => one.error);
  if (failed?.error) return <Failed error={failed.error} again={() => void details.map((one) => one.refetch())} />;
  const sides = details.map((one, index) => ({ detail: one.data, events: events[index]?.events ?? [] }));
  if (!catalog || !sides[0]?.detail || !sides[1]?.detail || !events[0].complete || !events[1].complete) return <Waiting />;
  const change = (show: string) =>
    void navigate({ to: '/compare/$left/$right', params: { left, right }, search: changed(search, { show }), replace: true });
  return (
    <div className="page">
      <div className="row">
        <h1 className="grow">{t('compare.title')}</h1>
        <label className="row">
          <input type="checkbox" checked={!all} onChange={() => change(all ? '' : 'all')} /> {t('compare.onlyDifferences')}
        </label>
      </div>
      <Comparison sides={sides as [Side, Side]} onlyDifferences={!all} />
    </div>
  );
}
