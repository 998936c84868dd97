// What a row of the list can show, and how wide that is.

export const columnNames = [
  'created',
  'person',
  'status',
  'decision',
  'why',
  'retakes',
  'active',
  'last_event',
  'session_id',
  'email',
  'user_id',
  'submission_id',
  'stage',
  'last_error_code',
  'updated',
] as const;
export type ColumnName = (typeof columnNames)[number];

export const defaultColumns: readonly ColumnName[] = columnNames.slice(0, 8);

/** Which of the default columns go first where there is no room for all. */
const leastNeeded: readonly ColumnName[] = ['last_event', 'active', 'retakes'];

/** Widths in a grid's own units. */
export const columnWidths: Record<ColumnName, string> = {
  created: '112px',
  person: 'minmax(150px, 1.2fr)',
  status: '104px',
  decision: '156px',
  why: 'minmax(150px, 1.5fr)',
  retakes: '76px',
  active: '96px',
  last_event: 'minmax(130px, 1fr)',
  session_id: 'minmax(140px, 1fr)',
  email: 'minmax(130px, 1.2fr)',
  user_id: 'minmax(92px, 0.7fr)',
  submission_id: 'minmax(96px, 0.8fr)',
  stage: '120px',
  last_error_code: '100px',
  updated: '112px',
};

/** What these columns need at least, in pixels, with the gaps between them and the edges. */
export function leastWidth(columns: readonly ColumnName[]): number {
  return columns.reduce((sum, column) => sum + Number.parseInt(columnWidths[column].replace('minmax(', ''), 10) + 10, 14);
}

/** The default columns for which there is room. */
export function columnsWithin(width: number): readonly ColumnName[] {
  const left = [...leastNeeded];
  let columns = defaultColumns;
  while (leastWidth(columns) > width && left.length > 0) {
    const out = left.shift();
    columns = columns.filter((one) => one !== out);
  }
  return columns;
}

/** Which sort a column stands for; the others cannot be sorted by. */
export const columnSorts: Partial<Record<ColumnName, string>> = { created: 'created', updated: 'updated' };

/** Figures stand right, so that their digits stand below each other. */
export const isFigure = (column: ColumnName): boolean => column === 'retakes' || column === 'active';
