// A table of figures that can be sorted by each of its columns.
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './SortableTable.module.css';

export interface Column<Row> {
  name: string;
  label: string;
  /** What it is sorted by; numbers stand on the right and are sorted from the greatest. */
  value: (row: Row) => number | string;
  text?: boolean;
  cell: (row: Row) => React.ReactNode;
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** The column that the rows are sorted by at first. */
  sortedBy: string;
  /** What is shown below a row, across all columns. */
  below?: (row: Row) => React.ReactNode;
}

const shownAtFirst = 10;

interface Sort {
  name: string;
  descending: boolean;
}

export function sorted<Row>(rows: readonly Row[], column: Column<Row> | undefined, descending: boolean): Row[] {
  if (!column) return [...rows];
  const order = (a: number | string, b: number | string) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
  return [...rows].sort((a, b) => order(column.value(a), column.value(b)) * (descending ? -1 : 1));
}

function Heading<Row>({ column, sort, onSort }: { column: Column<Row>; sort: Sort; onSort: (sort: Sort) => void }) {
  const here = sort.name === column.name;
  return (
    <th scope="col" className={column.text ? undefined : 'num'} aria-sort={here ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort({ name: column.name, descending: here ? !sort.descending : !column.text })}
      >
        {column.label}
        <span aria-hidden="true" className={styles.arrow}>
          {here ? (sort.descending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}

export function SortableTable<Row>({ caption, columns, rows, keyOf, sortedBy, below }: Props<Row>) {
  const { t } = useTranslation();
  const first = columns.find((one) => one.name === sortedBy);
  const [sort, setSort] = useState<Sort>({ name: sortedBy, descending: !first?.text });
  const [all, setAll] = useState(false);
  const column = columns.find((one) => one.name === sort.name);
  const inOrder = sorted(rows, column, sort.descending);
  if (rows.length === 0) return <p className="quiet">{t('analytics.nothing')}</p>;
  return (
    <>
      <div className={styles.scroll} role="group" aria-label={caption} tabIndex={0}>
        <table className={styles.table}>
          <caption className="hidden-visually">{caption}</caption>
          <thead>
            <tr>
              {columns.map((one) => (
                <Heading key={one.name} column={one} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {inOrder.slice(0, all ? undefined : shownAtFirst).map((row) => {
              const more = below?.(row);
              return (
                <Fragment key={keyOf(row)}>
                  <tr>
                    {columns.map((one, index) =>
                      index === 0 ? (
                        <th key={one.name} scope="row">
                          {one.cell(row)}
                        </th>
                      ) : (
                        <td key={one.name} className={one.text ? undefined : 'num'}>
                          {one.cell(row)}
                        </td>
                      ),
                    )}
                  </tr>
                  {more && (
                    <tr>
                      <td colSpan={columns.length}>{more}</td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      {rows.length > shownAtFirst && (
        <button type="button" className={`button small ${styles.more}`} onClick={() => setAll(!all)}>
          {all ? t('analytics.fewer') : t('analytics.all', { count: rows.length })}
        </button>
      )}
    </>
  );
}
