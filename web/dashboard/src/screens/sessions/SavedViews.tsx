// Filters with a name, each with how many sessions it has now.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client.ts';
import type { SessionPage } from '../../api/types.ts';
import { parseSearch, type Search, stringifySearch } from '../../app/search.ts';
import { usePreference } from '../../preferences/usePreference.ts';
import { number } from '../../time/format.ts';
import { filtersOf } from './filters.ts';
import styles from './SavedViews.module.css';

const countAgainAfterMs = 15_000;

function ViewLink({
  name,
  search,
  zone,
  current,
  onRemove,
}: {
  name: string;
  search: string;
  zone: string;
  current: boolean;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const parsed = parseSearch(search);
  const { data } = useQuery({
    queryKey: ['view-count', search, zone],
    queryFn: ({ signal }) => get<SessionPage>('/v1/sessions', { ...filtersOf(parsed, Date.now(), zone), limit: 1, count: 'exact' }, signal),
    refetchInterval: countAgainAfterMs,
  });
  return (
    <li className={styles.view} data-current={current}>
      <Link to="/sessions" search={parsed} aria-current={current ? 'true' : undefined}>
        {name} <span className="num quiet">{data?.total === undefined ? '…' : number(data.total)}</span>
      </Link>
      <button type="button" className={styles.remove} onClick={onRemove} aria-label={t('views.remove', { name })}>
        ×
      </button>
    </li>
  );
}

export function SavedViews({ project, search, zone }: { project: string; search: Search; zone: string }) {
  const { t } = useTranslation();
  const [views, setViews] = usePreference('views');
  const [name, setName] = useState<string | null>(null);
  const here = stringifySearch(search);
  const mine = views.filter((view) => view.project === project);
  const save = () => {
    if (name?.trim())
      setViews([
        ...views.filter((view) => view.project !== project || view.name !== name.trim()),
        { project, name: name.trim(), search: here },
      ]);
    setName(null);
  };
  return (
    <nav aria-label={t('views.title')} className={styles.views}>
      <ul className="row">
        {mine.map((view) => (
          <ViewLink
            key={view.name}
            {...view}
            zone={zone}
            current={view.search === here}
            onRemove={() => setViews(views.filter((one) => one !== view))}
          />
        ))}
      </ul>
      {name === null ? (
        here && (
          <button type="button" className="button plain small" onClick={() => setName('')}>
            {t('views.save')}
          </button>
        )
      ) : (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <input
            autoFocus
            aria-label={t('views.name')}
            placeholder={t('views.name')}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setName(null)}
          />
          <button type="submit" className="button small">
            {t('views.saveNow')}
          </button>
        </form>
      )}
    </nav>
  );
}
