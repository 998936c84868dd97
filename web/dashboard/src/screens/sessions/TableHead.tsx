// The names of the columns, and what to sort by.
import { useTranslation } from 'react-i18next';
import { type ColumnName, columnSorts, isFigure } from './columns.ts';
import styles from './SessionTable.module.css';

export function TableHead({ columns, sort, onSort }: { columns: readonly ColumnName[]; sort: string; onSort: (sort: string) => void }) {
  const { t } = useTranslation();
  return (
    <div role="row" aria-rowindex={1} className={`${styles.row} ${styles.head}`}>
      {columns.map((column) => {
        const by = columnSorts[column];
        const ordered = by && sort.replace('-', '') === by ? (sort.startsWith('-') ? 'descending' : 'ascending') : undefined;
        return (
          <div
            key={column}
            role="columnheader"
            aria-sort={by ? (ordered ?? 'none') : undefined}
            className={`cut ${isFigure(column) ? styles.figure : ''}`}
          >
            {by ? (
              <button type="button" className={styles.sort} onClick={() => onSort(ordered === 'descending' ? by : `-${by}`)}>
                {t(`column.${column}`)}{' '}
                <span aria-hidden="true">{ordered === 'descending' ? '↓' : ordered === 'ascending' ? '↑' : '↕'}</span>
              </button>
            ) : (
              t(`column.${column}`)
            )}
          </div>
        );
      })}
    </div>
  );
}
