// The virtual list: only rows in sight are in the page, the next pages are asked for before they come into sight.
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../api/types.ts';
import { useShortcuts } from '../../app/keyboard.tsx';
import { type ColumnName, columnWidths, leastWidth } from './columns.ts';
import { rememberList } from './neighbours.ts';
import { SessionCard, SessionRow } from './SessionRow.tsx';
import { TableHead } from './TableHead.tsx';
import type { SessionList } from './useSessionList.ts';
import styles from './SessionTable.module.css';

const askAheadRows = 60;

interface Props {
  list: SessionList;
  /** None: a card for each session. */
  columns: readonly ColumnName[] | undefined;
  rowHeight: number;
  zone: string;
  sort: string;
  onSort: (sort: string) => void;
}

/** Which row the keyboard is at, and what j, k and Enter do. */
function useActiveRow(rows: readonly SessionSummary[], open: (row: SessionSummary) => void, show: (index: number) => void) {
  const { t } = useTranslation();
  const [active, setActive] = useState(0);
  const go = (to: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, to));
    setActive(at);
    show(at);
  };
  const openActive = () => rows[active] && open(rows[active]);
  useShortcuts([
    { keys: 'j', label: t('keys.nextRow'), run: () => go(active + 1) },
    { keys: 'k', label: t('keys.previousRow'), run: () => go(active - 1) },
    { keys: 'Enter', label: t('keys.openRow'), run: openActive },
  ]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 20, PageUp: active - 20, Home: 0, End: rows.length - 1 }[
      event.key
    ];
    if (to === undefined || event.target !== event.currentTarget) return;
    event.preventDefault();
    go(to);
  };
  return { active, onKeyDown };
}

export function SessionTable({ list, columns, rowHeight, zone, sort, onSort }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const { rows, hasMore, loadMore } = list;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 20 });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  const open = (row: SessionSummary) => {
    rememberList(rows);
    void navigate({ to: '/sessions/$sessionId', params: { sessionId: row.session_id }, search: {} });
  };
  const { active, onKeyDown } = useActiveRow(rows, open, (index) => virtual.scrollToIndex(index));
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last + askAheadRows > rows.length) loadMore();
  }, [hasMore, last, rows.length, loadMore]);
  const measures = {
    '--row': `${rowHeight}px`,
    '--columns': columns?.map((column) => columnWidths[column]).join(' '),
    '--least': columns && `${leastWidth(columns)}px`,
  } as React.CSSProperties;
  const onRowClick = (row: SessionSummary) => (event: React.MouseEvent) => {
    if (event.metaKey || event.ctrlKey || window.getSelection()?.toString()) return;
    open(row);
  };
  return (
    <div
      ref={box}
      className={styles.box}
      role="grid"
      tabIndex={0}
      aria-label={t('sessions.title')}
      aria-rowcount={(list.total ?? rows.length) + 1}
      aria-activedescendant={rows.length > 0 ? `session-row-${active}` : undefined}
      onKeyDown={onKeyDown}
      style={measures}
    >
      {columns && (
        <div role="rowgroup" className={styles.sticky}>
          <TableHead columns={columns} sort={sort} onSort={onSort} />
        </div>
      )}
      <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {visible.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const shown = { row, index: item.index, active: item.index === active, zone, onOpen: onRowClick(row) };
          return (
            <div key={row.session_id} role="presentation" className={styles.place} style={{ transform: `translateY(${item.start}px)` }}>
              {columns ? <SessionRow {...shown} columns={columns} /> : <SessionCard {...shown} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
