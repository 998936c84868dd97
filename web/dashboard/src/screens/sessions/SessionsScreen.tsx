// All verifications, newest first: find one, or see what many have in common.
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changed, listOf, type Search, textOf } from '../../app/search.ts';
import { useViewer } from '../../app/viewer.ts';
import { Empty, Failed, Waiting } from '../../design/states.tsx';
import { useWindowWidth } from '../../design/useWindowWidth.ts';
import { usePreference } from '../../preferences/usePreference.ts';
import { type ColumnName, columnNames, columnsWithin } from './columns.ts';
import { Exports } from './Exports.tsx';
import { FilterBar } from './FilterBar.tsx';
import { countFilters, useFilters } from './filters.ts';
import { SavedViews } from './SavedViews.tsx';
import { SessionTable } from './SessionTable.tsx';
import styles from './SessionsScreen.module.css';
import { type SessionList, useSessionList } from './useSessionList.ts';
import { ViewOptions } from './ViewOptions.tsx';

const rowHeights = { comfortable: 38, compact: 28 };
const cardHeight = 92;
const cardsBelow = 700;
/** What is beside the table at both sides. */
const edges = 34;

/** The columns that the viewer chose, else the default ones that fit. */
function useColumns(width: number): [readonly ColumnName[], (columns: string[]) => void] {
  const [chosen, choose] = usePreference('columns');
  const known = columnNames.filter((name) => chosen.includes(name));
  return [known.length > 0 ? known : columnsWithin(width - edges), choose];
}

function Summary({ list, zone, onNewest }: { list: SessionList; zone: string; onNewest: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={`num ${styles.count}`} role="status" title={t('sessions.zone', { zone })}>
        {list.total === undefined ? '' : t('sessions.total', { count: list.total })}
      </span>
      {list.newer > 0 && (
        <button type="button" className={`button primary small ${styles.newer}`} onClick={onNewest}>
          {t('sessions.newer', { count: list.newer })}
        </button>
      )}
      {list.stream === 'lost' && <span className={styles.lost}>{t('sessions.streamLost')}</span>}
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation();
  if (filtered)
    return (
      <Empty title={t('sessions.noMatch')}>
        <p>{t('sessions.noMatchHelp')}</p>
      </Empty>
    );
  return (
    <Empty title={t('sessions.none')}>
      <p>
        <Link to="/first-run" search={{}}>
          {t('sessions.firstRun')}
        </Link>
      </p>
    </Empty>
  );
}

export default function SessionsScreen() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const [zone] = usePreference('zone');
  const [density] = usePreference('density');
  const width = useWindowWidth();
  const cards = width < cardsBelow;
  const [columns, setColumns] = useColumns(width);
  const { filters, askAgain } = useFilters(search, zone);
  const sort = textOf(search, 'sort') || '-created';
  const [version, setVersion] = useState(0);
  const list = useSessionList(filters, sort, version);
  const onChange = useCallback(
    (next: Search) => void navigate({ to: '/sessions', search: next, replace: listOf(next, 'q').join() !== '' }),
    [navigate],
  );
  const onNewest = () => {
    askAgain();
    setVersion((one) => one + 1);
  };
  return (
    <div className={styles.screen}>
      <div className="row">
        <h1 className={styles.title}>{t('sessions.title')}</h1>
        <div className="grow">
          <SavedViews project={viewer.project.id} search={search} zone={zone} />
        </div>
        {!cards && <ViewOptions columns={columns} setColumns={setColumns} />}
        <Exports filters={filters} />
      </div>
      <FilterBar search={search} zone={zone} onChange={onChange}>
        <Summary list={list} zone={zone} onNewest={onNewest} />
      </FilterBar>
      <div className={`panel ${styles.list}`}>
        {list.error && list.rows.length === 0 ? (
          <Failed error={list.error} again={list.again} />
        ) : list.loading ? (
          <Waiting />
        ) : list.rows.length === 0 ? (
          <Nothing filtered={countFilters(search) > 0} />
        ) : (
          <SessionTable
            list={list}
            columns={cards ? undefined : columns}
            rowHeight={cards ? cardHeight : rowHeights[density]}
            zone={zone}
            sort={sort}
            onSort={(next) => onChange(changed(search, { sort: next === '-created' ? '' : next }))}
          />
        )}
      </div>
    </div>
  );
}
