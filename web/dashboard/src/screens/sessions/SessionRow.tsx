// One session of the list: as a row with columns, or as a card where there is no room for them.
import type { SessionSummary } from '../../api/types.ts';
import { DecisionMark, StatusChip } from '../../design/marks.tsx';
import { Cell, Person, Time, Why } from './Cell.tsx';
import { type ColumnName, isFigure } from './columns.ts';
import styles from './SessionTable.module.css';

interface Props {
  row: SessionSummary;
  index: number;
  active: boolean;
  zone: string;
  onOpen: (event: React.MouseEvent) => void;
}

/** The link is for the mouse's other buttons; a plain click and the keyboard open the row. */
function RowLink({ row, children }: { row: SessionSummary; children: React.ReactNode }) {
  return (
    <a
      href={`/sessions/${encodeURIComponent(row.session_id)}`}
      tabIndex={-1}
      title={[row.email ?? row.user_id, row.session_id].filter(Boolean).join(' · ')}
      onClick={(event) => !event.metaKey && !event.ctrlKey && event.preventDefault()}
    >
      {children}
    </a>
  );
}

const rowOf = ({ index, active, onOpen }: Props) => ({
  id: `session-row-${index}`,
  role: 'row',
  'aria-rowindex': index + 2,
  'aria-selected': active,
  onClick: onOpen,
});

export function SessionRow({ columns, ...props }: Props & { columns: readonly ColumnName[] }) {
  const { row, zone } = props;
  const linked = columns.find((one) => one === 'person' || one === 'session_id');
  return (
    <div {...rowOf(props)} className={styles.row}>
      {columns.map((column) => {
        const cell = <Cell column={column} row={row} zone={zone} />;
        return (
          <div key={column} role="gridcell" className={`cut ${isFigure(column) ? styles.figure : ''}`}>
            {column === linked ? <RowLink row={row}>{cell}</RowLink> : cell}
          </div>
        );
      })}
    </div>
  );
}

export function SessionCard(props: Props) {
  const { row, zone } = props;
  return (
    <div {...rowOf(props)} className={styles.card}>
      <div role="gridcell" className={styles.cardWho}>
        <span className="cut">
          <RowLink row={row}>
            <Person row={row} />
          </RowLink>
        </span>
        <span className="quiet">
          <Time time={row.created_at} zone={zone} />
        </span>
      </div>
      <div role="gridcell" className={styles.cardState}>
        <StatusChip status={row.status} />
        <DecisionMark outcome={row.decision?.outcome ?? 'NONE'} />
      </div>
      <div role="gridcell" className="cut">
        <Why row={row} />
      </div>
    </div>
  );
}
