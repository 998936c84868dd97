// What the sessions of a range add up to, beside the range before. Every figure is a link to exactly those sessions, so it can be checked.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Funnel, Outcomes } from '../../api/types.ts';
import type { Search } from '../../app/search.ts';
import { Failed, Waiting } from '../../design/states.tsx';
import { usePreference } from '../../preferences/usePreference.ts';
import { shortTime } from '../../time/format.ts';
import { FilterBar } from '../sessions/FilterBar.tsx';
import { filtersOf } from '../sessions/filters.ts';
import styles from './AnalyticsScreen.module.css';
import { BreakdownSection } from './BreakdownSection.tsx';
import { ChecksSection } from './ChecksSection.tsx';
import { DropoffsSection } from './DropoffsSection.tsx';
import { ErrorsSection } from './ErrorsSection.tsx';
import { type Scope, useFigures } from './figures.ts';
import { FunnelTable } from './FunnelTable.tsx';
import { OutcomesChart } from './OutcomesChart.tsx';
import { before, intervalOf, periodOf } from './period.ts';
import { Rates } from './Rates.tsx';
import { tallyOf } from './rates.ts';
import { ReasonsSection } from './ReasonsSection.tsx';
import { Section } from './Section.tsx';

function useScope(search: Search, now: number, zone: string): Scope {
  const key = JSON.stringify(search);
  return useMemo(() => {
    const asked = JSON.parse(key) as Search;
    const period = periodOf(asked, now, zone);
    const { from, to, ...filters } = filtersOf(asked, now, zone);
    return { filters, period, previous: before(period), base: { ...(filters as Search), ...period }, zone };
  }, [key, now, zone]);
}

function OutcomesSection({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const figures = useFigures<Outcomes>('outcomes', scope, { interval: intervalOf(scope.period), tz: scope.zone });
  if (figures.error) return <Failed error={figures.error} />;
  if (!figures.now) return <Waiting />;
  return (
    <>
      <Section title={t('analytics.rates')}>
        <Rates now={tallyOf(figures.now)} before={figures.before && tallyOf(figures.before)} base={scope.base} />
      </Section>
      <Section title={t('analytics.outcomes')}>
        <OutcomesChart outcomes={figures.now} scope={scope} />
      </Section>
    </>
  );
}

function FunnelSection({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const { now, before: then } = useFigures<Funnel>('funnel', scope);
  if (!now) return null;
  return (
    <Section title={t('analytics.funnel')} help={t('analytics.funnelHelp')}>
      <FunnelTable funnel={now} before={then} base={scope.base} />
    </Section>
  );
}

export default function AnalyticsScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const [zone] = usePreference('zone');
  const [now, setNow] = useState(() => Date.now());
  const scope = useScope(search, now, zone);
  // Figures are always of a range: what is shown without one is the last seven days.
  const shown = search.from || search.to || search.range ? search : { ...search, range: '7d' };
  const time = (text: string) => <time dateTime={text}>{shortTime(text, zone, now)}</time>;
  return (
    <div className="page">
      <div className="row">
        <h1 className="grow">{t('analytics.title')}</h1>
        <span className="num quiet">
          {time(scope.period.from)} – {time(scope.period.to)} · {t('analytics.comparedWith')} {time(scope.previous.from)} –{' '}
          {time(scope.previous.to)}
        </span>
        <button type="button" className="button" onClick={() => setNow(Date.now())}>
          {t('analytics.refresh')}
        </button>
      </div>
      <FilterBar search={shown} zone={zone} onChange={(next) => void navigate({ to: '/analytics', search: next })} />
      <OutcomesSection scope={scope} />
      <FunnelSection scope={scope} />
      <ChecksSection scope={scope} />
      <div className={styles.pair}>
        <ReasonsSection scope={scope} />
        <DropoffsSection scope={scope} />
      </div>
      <div className={styles.pair}>
        <BreakdownSection scope={scope} />
        <ErrorsSection scope={scope} />
      </div>
    </div>
  );
}
