// What the sessions of a range add up to. Every figure is a link to exactly those sessions, so it can be checked.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { get, type Query } from '../../api/client.ts';
import type { Checks, Dropoffs, Errors, Funnel, Outcomes, Reasons } from '../../api/types.ts';
import { changed, listOf, type Search, textOf } from '../../app/search.ts';
import { Failed, Waiting } from '../../design/states.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { usePreference } from '../../preferences/usePreference.ts';
import { dateTime, duration } from '../../time/format.ts';
import { filterNames } from '../sessions/filters.ts';
import styles from './AnalyticsScreen.module.css';
import { BarTable } from './BarTable.tsx';
import { FunnelTable } from './FunnelTable.tsx';
import { OutcomesChart } from './OutcomesChart.tsx';
import { before, type Period, periodOf, periods } from './period.ts';

/** The figures of a range, and a former range's if it is to be compared. */
function useFigures<Answer>(name: string, filters: Query, period: Period, previous: Period | null, more: Query = {}) {
  const ask = (of: Period | null) => ({
    queryKey: ['analytics', name, filters, of, more],
    queryFn: ({ signal }: { signal: AbortSignal }) => get<Answer>(`/v1/analytics/${name}`, { ...filters, ...more, ...of }, signal),
    enabled: of !== null,
  });
  return { now: useQuery(ask(period)), before: useQuery(ask(previous)).data };
}

function Section({ title, help, children }: { title: string; help?: string; children: React.ReactNode }) {
  return (
    <section className="panel section" aria-label={title}>
      <h2>{title}</h2>
      {help && <p className="quiet">{help}</p>}
      {children}
    </section>
  );
}

interface Scope {
  filters: Query;
  period: Period;
  previous: Period | null;
  base: Search;
  zone: string;
}

function FunnelSection({ filters, period, previous, base }: Scope) {
  const { t } = useTranslation();
  const { now, before } = useFigures<Funnel>('funnel', filters, period, previous);
  return (
    <Section title={t('analytics.funnel')} help={t('analytics.funnelHelp')}>
      {now.error ? <Failed error={now.error} /> : now.data ? <FunnelTable funnel={now.data} previous={before} base={base} /> : <Waiting />}
    </Section>
  );
}

function OutcomesSection({ filters, period, base, zone }: Scope) {
  const { t } = useTranslation();
  const days = (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000;
  const { now } = useFigures<Outcomes>('outcomes', filters, period, null, {
    interval: days <= 2 ? 'hour' : days > 90 ? 'week' : 'day',
    tz: zone,
  });
  return (
    <Section title={t('analytics.outcomes')}>
      {now.error ? <Failed error={now.error} /> : now.data ? <OutcomesChart outcomes={now.data} base={base} zone={zone} /> : <Waiting />}
    </Section>
  );
}

function ReasonsSection({ filters, period, previous, base }: Scope) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const { reason } = useCatalog();
  const { now, before } = useFigures<Reasons>('reasons', filters, period, previous);
  const former = new Map(before?.data.map((row) => [`${row.outcome}${row.reason}`, row.sessions]));
  return (
    <Section title={t('analytics.reasons')}>
      {now.data && (
        <BarTable
          caption={t('analytics.reasons')}
          rows={now.data.data.map((row) => ({
            key: `${row.outcome}${row.reason}`,
            label: (
              <>
                <code>{row.reason ?? '—'}</code>{' '}
                <span className="quiet">
                  {row.outcome}
                  {row.reason && reason(row.reason) ? `, ${pick(reason(row.reason)!.title)}` : ''}
                </span>
              </>
            ),
            value: row.sessions,
            before: former.get(`${row.outcome}${row.reason}`),
            to: { ...base, decision: row.outcome, ...(row.reason ? { reason: row.reason } : {}) },
          }))}
        />
      )}
    </Section>
  );
}

function ErrorsSection({ filters, period, previous, base }: Scope) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const { family, errorCode } = useCatalog();
  const { now, before } = useFigures<Errors>('errors', filters, period, previous);
  const former = new Map(before?.data.map((row) => [row.error_code, row.sessions]));
  const families = new Map<string, number>();
  for (const row of now.data?.data ?? []) families.set(row.family, (families.get(row.family) ?? 0) + row.sessions);
  return (
    <Section title={t('analytics.errors')} help={t('analytics.errorsHelp')}>
      <BarTable
        caption={t('analytics.errorFamilies')}
        tone="red"
        rows={[...families]
          .sort((a, b) => b[1] - a[1])
          .map(([name, sessions]) => ({
            key: name,
            label: (
              <>
                <strong>{name}</strong> <span className="quiet">{family(name) ? pick(family(name)!.title) : ''}</span>
              </>
            ),
            value: sessions,
            to: { ...base, error_family: name },
          }))}
      />
      <BarTable
        caption={t('analytics.errors')}
        tone="red"
        rows={(now.data?.data ?? []).map((row) => ({
          key: row.error_code,
          label: (
            <>
              <code>{row.error_code}</code>{' '}
              <span className="quiet">{errorCode(row.error_code) ? pick(errorCode(row.error_code)!.title) : ''}</span>
            </>
          ),
          value: row.sessions,
          before: former.get(row.error_code),
          to: { ...base, error_code: row.error_code },
        }))}
      />
    </Section>
  );
}

const dropoffParts = ['headline', 'stage', 'last_path', 'last_event'] as const;

function DropoffsSection({ filters, period, previous, base }: Scope) {
  const { t } = useTranslation();
  const [part, setPart] = useState<(typeof dropoffParts)[number]>('headline');
  const { now, before } = useFigures<Dropoffs>('dropoffs', filters, period, previous);
  const rowsOf = (answer: Dropoffs | undefined) =>
    (answer?.[part] ?? []) as unknown as ({ sessions: number } & Record<string, string | null>)[];
  const former = new Map(rowsOf(before).map((row) => [row[part], row.sessions as unknown as number]));
  return (
    <Section title={t('analytics.dropoffs')} help={t('analytics.dropoffsHelp')}>
      <div className="row">
        {dropoffParts.map((one) => (
          <button key={one} type="button" className="button small" aria-pressed={part === one} onClick={() => setPart(one)}>
            {t(`filter.${one}`)}
          </button>
        ))}
      </div>
      <BarTable
        caption={t('analytics.dropoffs')}
        tone="orange"
        rows={rowsOf(now.data)
          .filter((row) => row[part] !== null)
          .map((row) => ({
            key: String(row[part]),
            label: <code>{row[part]}</code>,
            value: row.sessions as unknown as number,
            before: former.get(row[part] as string),
            to: { ...base, status: 'DROPPED', [part]: String(row[part]) },
          }))}
      />
    </Section>
  );
}

function ChecksSection({ filters, period, base }: Scope) {
  const { t } = useTranslation();
  const { now } = useFigures<Checks>('checks', filters, period, null);
  const navigate = useNavigate();
  const cell = (name: string, result: string, runs: number) =>
    runs === 0 ? (
      <span className="quiet">0</span>
    ) : (
      <button
        type="button"
        className={styles.figure}
        onClick={() => void navigate({ to: '/sessions', search: { ...base, check: result ? `${name}:${result}` : name } })}
      >
        {runs}
      </button>
    );
  return (
    <Section title={t('analytics.checks')} help={t('analytics.checksHelp')}>
      <div className={styles.scroll}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('analytics.check')}</th>
              {(['runs', 'PASS', 'FAIL', 'WARN', 'ERROR'] as const).map((name) => (
                <th key={name} scope="col" className="num">
                  {name === 'runs' ? t('analytics.runs') : name}
                </th>
              ))}
              <th scope="col" className="num">
                {t('analytics.failRate')}
              </th>
              <th scope="col" className="num">
                {t('analytics.withRetake')}
              </th>
              <th scope="col" className="num">
                p50
              </th>
              <th scope="col" className="num">
                p95
              </th>
            </tr>
          </thead>
          <tbody>
            {(now.data?.data ?? []).map((row) => (
              <tr key={row.check}>
                <th scope="row">
                  <code>{row.check}</code>
                </th>
                <td className="num">{cell(row.check, '', row.runs)}</td>
                <td className="num">{cell(row.check, 'PASS', row.pass)}</td>
                <td className="num">{cell(row.check, 'FAIL', row.fail)}</td>
                <td className="num">{cell(row.check, 'WARN', row.warn)}</td>
                <td className="num">{cell(row.check, 'ERROR', row.error)}</td>
                <td className="num">{row.runs ? `${((row.fail / row.runs) * 100).toFixed(1)} %` : '—'}</td>
                <td className="num">{row.sessions_with_retake}</td>
                <td className="num">{row.p50_ms === null ? '—' : duration(row.p50_ms)}</td>
                <td className="num">{row.p95_ms === null ? '—' : duration(row.p95_ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

export default function AnalyticsScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const [zone] = usePreference('zone');
  const [now, setNow] = useState(() => Date.now());
  const key = JSON.stringify(search);
  const scope = useMemo<Scope>(() => {
    const asked = JSON.parse(key) as Search;
    const period = periodOf(asked, now, zone);
    const chosen = filterNames.filter((name) => !['from', 'to', 'field', 'match'].includes(name) && listOf(asked, name).length > 0);
    const filters = Object.fromEntries(chosen.map((name) => [name, listOf(asked, name)]));
    return {
      filters,
      period,
      previous: textOf(asked, 'compare') === 'previous' ? before(period) : null,
      base: { ...filters, ...period },
      zone,
    };
  }, [key, now, zone]);
  const change = (changes: Record<string, string>) => void navigate({ to: '/analytics', search: changed(search, changes) });
  return (
    <div className="page">
      <div className="row">
        <h1 className="grow">{t('analytics.title')}</h1>
        <span className="num quiet">
          {dateTime(scope.period.from, zone)} – {dateTime(scope.period.to, zone)} {zone}
        </span>
        <select
          aria-label={t('range.label')}
          value={textOf(search, 'from') ? 'custom' : textOf(search, 'range') || '7d'}
          onChange={(event) => change({ range: event.target.value === '7d' ? '' : event.target.value, from: '', to: '' })}
        >
          {periods.map((range) => (
            <option key={range} value={range}>
              {t(`range.${range}`)}
            </option>
          ))}
          {textOf(search, 'from') && <option value="custom">{t('range.custom')}</option>}
        </select>
        <button
          type="button"
          className="button"
          aria-pressed={scope.previous !== null}
          onClick={() => change({ compare: scope.previous ? '' : 'previous' })}
        >
          {t('analytics.compare')}
        </button>
        <button type="button" className="button" onClick={() => setNow(Date.now())}>
          {t('analytics.refresh')}
        </button>
      </div>
      <FunnelSection {...scope} />
      <OutcomesSection {...scope} />
      <div className={styles.pair}>
        <ReasonsSection {...scope} />
        <DropoffsSection {...scope} />
      </div>
      <ErrorsSection {...scope} />
      <ChecksSection {...scope} />
    </div>
  );
}
