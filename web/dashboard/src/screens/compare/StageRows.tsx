// The checks and screens of a stage, each with what both sessions have of it.
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import type { SessionDetail, Stage, StageVisit } from '../../api/types.ts';
import { SourceChip } from '../../design/marks.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { duration } from '../../time/format.ts';
import { useWord } from '../../words/words.ts';
import { type AlignedRow, timesAsLong, tookDifferently, totalMs } from './align.ts';
import styles from './CompareScreen.module.css';
import { Difference, TimesAsLong } from './Difference.tsx';
import { SideCell } from './SideCell.tsx';

function VisitText({ visit, detail }: { visit: StageVisit | undefined; detail: SessionDetail }) {
  const word = useWord();
  if (!visit) return null;
  return (
    <>
      {word('stage_state', visit.state, visit.stage, detail.status)}{' '}
      {visit.duration_ms !== null && <span className="num quiet">{duration(visit.duration_ms)}</span>}
    </>
  );
}

function useDifference() {
  const { t } = useTranslation();
  return (row: AlignedRow): string | undefined => {
    if (row.sides[1].length === 0) return t('compare.onlyFirst');
    if (row.sides[0].length === 0) return t('compare.onlySecond');
    if (!row.differs) return undefined;
    return row.isScreen && row.sides[0].length !== row.sides[1].length ? t('compare.visits') : t('compare.result');
  };
}

/** Worth telling from a fifth on; in the colour of a difference if a person would have felt it. */
const toldFrom = 1.2;

function TimesText({ row }: { row: AlignedRow }) {
  const [left, right] = [totalMs(row.sides[0]), totalMs(row.sides[1])];
  const times = timesAsLong(row);
  if (times === undefined || left === undefined || right === undefined || (times < toldFrom && times > 1 / toldFrom)) return null;
  return (
    <span className={tookDifferently(row) ? styles.difference : 'quiet'}>
      <TimesAsLong left={left} right={right} />
    </span>
  );
}

function Row({ row }: { row: AlignedRow }) {
  const { t } = useTranslation();
  const { event } = useCatalog();
  const { pick } = useLanguage();
  const difference = useDifference()(row);
  const known = row.isScreen ? undefined : event(row.name);
  return (
    <tr>
      <th scope="row" title={row.name}>
        <SourceChip source={row.source} /> <span className={styles.name}>{known ? pick(known.title) : row.name}</span>
      </th>
      <td>
        <SideCell side={row.sides[0]} />
      </td>
      <td>
        <SideCell side={row.sides[1]} />
      </td>
      <td>
        <span className={styles.notes}>
          {difference ? (
            <Difference>{difference}</Difference>
          ) : (
            <span className="quiet">{row.isScreen ? t('compare.inBoth') : t('compare.sameResult')}</span>
          )}
          <TimesText row={row} />
        </span>
      </td>
    </tr>
  );
}

interface Props {
  stage: Stage;
  rows: readonly AlignedRow[];
  details: [SessionDetail, SessionDetail];
}

export function StageRows({ stage, rows, details }: Props) {
  const word = useWord();
  const visits = details.map((detail) => detail.stages.find((one) => one.stage === stage));
  return (
    <tbody>
      <tr className={styles.stage}>
        <th scope="rowgroup">{word('stage', stage)}</th>
        <td>
          <VisitText visit={visits[0]} detail={details[0]} />
        </td>
        <td>
          <VisitText visit={visits[1]} detail={details[1]} />
        </td>
        <td>{visits[0]?.state !== visits[1]?.state && <Difference />}</td>
      </tr>
      {rows.map((row) => (
        <Row key={row.key} row={row} />
      ))}
    </tbody>
  );
}
