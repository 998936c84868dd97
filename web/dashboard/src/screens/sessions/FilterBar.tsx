// Search, range and filters: each writes into the address and nowhere else.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changed, listOf, type Search } from '../../app/search.ts';
import { MultiSelect } from '../../design/MultiSelect.tsx';
import { ActiveFilters } from './ActiveFilters.tsx';
import { countFilters } from './filters.ts';
import styles from './FilterBar.module.css';
import { RangeSelect } from './RangeSelect.tsx';
import { SearchBox } from './SearchBox.tsx';
import { shownFilters, useFilterOptions } from './useFilterOptions.ts';

interface Props {
  search: Search;
  zone: string;
  onChange: (search: Search) => void;
  /** What stands before the active filters, in one line with them. */
  children?: React.ReactNode;
}

function Filters({ search, zone, onChange }: Props) {
  const { t } = useTranslation();
  const [reasonsWanted, setReasonsWanted] = useState(false);
  const options = useFilterOptions(search, zone, reasonsWanted);
  return shownFilters.map((name) => (
    <MultiSelect
      key={name}
      label={t(`filter.${name}`)}
      options={options[name]}
      chosen={listOf(search, name)}
      onChange={(chosen) => onChange(changed(search, { [name]: chosen }))}
      onOpen={() => name === 'reason' && setReasonsWanted(true)}
    />
  ));
}

export function FilterBar({ search, zone, onChange, children }: Props) {
  const { t } = useTranslation();
  // On a phone the filters are behind a button.
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className={styles.bar}>
        <SearchBox search={search} onChange={onChange} />
        <button type="button" className={`button ${styles.toggle}`} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('filter.toggle')} <span aria-hidden="true">{open ? '▴' : '▾'}</span>
        </button>
        <div className={styles.filters} data-open={open}>
          <RangeSelect search={search} zone={zone} onChange={onChange} />
          <Filters search={search} zone={zone} onChange={onChange} />
        </div>
      </div>
      {(children || countFilters(search) > 0) && (
        <div className={styles.line}>
          {children}
          <ActiveFilters search={search} onChange={onChange} />
        </div>
      )}
    </>
  );
}
