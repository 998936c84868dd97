// The filters that are set, each a chip that takes it away.
import { useTranslation } from 'react-i18next';
import { changed, type Search } from '../../app/search.ts';
import styles from './ActiveFilters.module.css';
import { countFilters, filterNames, valuesOf } from './filters.ts';
import { useFilterWords } from './useFilterWords.ts';

interface Props {
  search: Search;
  onChange: (search: Search) => void;
}

/** What the search box and the range already show. */
const shownElsewhere: readonly string[] = ['q', 'field', 'from', 'to', 'time_field'];

export function ActiveFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const words = useFilterWords();
  const chips = filterNames
    .filter((name) => !shownElsewhere.includes(name))
    .flatMap((name) => valuesOf(search, name).map((value) => ({ name, value })));
  const without = (name: (typeof filterNames)[number], value: string) =>
    onChange(changed(search, { [name]: valuesOf(search, name).filter((one) => one !== value) }));
  const clear = () => onChange(changed(search, { range: '', ...Object.fromEntries(filterNames.map((name) => [name, ''])) }));
  return (
    <>
      {chips.map(({ name, value }) => {
        const what = `${t(`filter.${name}` as 'filter.status')}: ${words(name, value)}`;
        return (
          <button
            key={`${name} ${value}`}
            type="button"
            className={styles.chip}
            aria-label={t('filter.takeAway', { what })}
            title={value || undefined}
            onClick={() => without(name, value)}
          >
            <span className="cut">{what}</span> <span aria-hidden="true">×</span>
          </button>
        );
      })}
      {countFilters(search) > 0 && (
        <button type="button" className="button plain small" onClick={clear}>
          {t('filter.clearAll')}
        </button>
      )}
    </>
  );
}
