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

type Name = (typeof filterNames)[number];

/** What the search box and the range already show. Every other filter needs its text (`filter.NAME`): the compiler asks for it. */
const shownElsewhere = ['q', 'field', 'match', 'from', 'to', 'time_field'] as const satisfies readonly Name[];
type ChipName = Exclude<Name, (typeof shownElsewhere)[number]>;
const isChip = (name: Name): name is ChipName => !(shownElsewhere as readonly Name[]).includes(name);

export function ActiveFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const words = useFilterWords();
  const chips = filterNames.filter(isChip).flatMap((name) => valuesOf(search, name).map((value) => ({ name, value })));
  const without = (name: ChipName, value: string) =>
    onChange(changed(search, { [name]: valuesOf(search, name).filter((one) => one !== value) }));
  const clear = () => onChange(changed(search, { range: '', ...Object.fromEntries(filterNames.map((name) => [name, ''])) }));
  return (
    <>
      {chips.map(({ name, value }) => {
        const what = `${t(`filter.${name}`)}: ${words(name, value)}`;
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
