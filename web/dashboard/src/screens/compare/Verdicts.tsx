// What two sessions came to: decision, reason and status first, then the rest of what was said of each as a whole.
import { useTranslation } from 'react-i18next';
import type { EventItem, SessionDetail } from '../../api/types.ts';
import { DecisionMark, SourceChip, StatusChip } from '../../design/marks.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { useCatalog } from '../../api/catalog.ts';
import { duration, number } from '../../time/format.ts';
import { useWord } from '../../words/words.ts';
import { type Fact, factNames, factOf } from './facts.ts';
import { Difference, TimesAsLong } from './Difference.tsx';

export interface Side {
  detail: SessionDetail;
  events: EventItem[];
}

interface Verdict {
  name: string;
  /** What has to be the same for the row to be no difference. */
  compared: [string, string];
  cells: [React.ReactNode, React.ReactNode];
  /** In what they differ, if more can be said. */
  difference?: React.ReactNode;
}

function ReasonText({ detail }: { detail: SessionDetail }) {
  const { pick } = useLanguage();
  const { reason } = useCatalog();
  const code = detail.decision?.reason;
  if (!code) return <span className="quiet">—</span>;
  const known = reason(code);
  return <span title={code}>{known ? pick(known.title) : code}</span>;
}

function FactText({ fact }: { fact: Fact | undefined }) {
  if (!fact) return <span className="quiet">—</span>;
  return (
    <>
      {fact.values.join(' → ')} <SourceChip source={fact.source} />
    </>
  );
}

function useVerdicts(sides: [Side, Side]): Verdict[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const word = useWord();
  const row = (name: string, of: (side: Side) => string | number, cell: (side: Side) => React.ReactNode): Verdict => ({
    name,
    compared: [String(of(sides[0])), String(of(sides[1]))],
    cells: [cell(sides[0]), cell(sides[1])],
  });
  return [
    row(
      t('column.decision'),
      ({ detail }) => detail.decision?.outcome ?? 'NONE',
      ({ detail }) => <DecisionMark outcome={detail.decision?.outcome ?? 'NONE'} />,
    ),
    row(
      t('filter.reason'),
      ({ detail }) => detail.decision?.reason ?? '',
      ({ detail }) => <ReasonText detail={detail} />,
    ),
    row(
      t('column.status'),
      ({ detail }) => detail.status,
      ({ detail }) => <StatusChip status={detail.status} />,
    ),
    row(
      t('column.why'),
      ({ detail }) => detail.explanation.sentence[language],
      ({ detail }) => detail.explanation.sentence[language],
    ),
    row(
      t('filter.furthest_stage'),
      ({ detail }) => detail.furthest_stage,
      ({ detail }) => word('stage', detail.furthest_stage),
    ),
    row(
      t('column.retakes'),
      ({ detail }) => detail.counts.retakes,
      ({ detail }) => <span className="num">{number(detail.counts.retakes)}</span>,
    ),
    {
      ...row(
        t('session.took'),
        ({ detail }) => detail.active_ms,
        ({ detail }) => <span className="num">{duration(detail.active_ms)}</span>,
      ),
      difference: <TimesAsLong left={sides[0].detail.active_ms} right={sides[1].detail.active_ms} />,
    },
    ...factNames.map((name) =>
      row(
        t(`fact.${name}`),
        ({ events }) => factOf(events, name)?.values.join() ?? '',
        ({ events }) => <FactText fact={factOf(events, name)} />,
      ),
    ),
  ];
}

export function Verdicts({ sides, onlyDifferences }: { sides: [Side, Side]; onlyDifferences: boolean }) {
  const { t } = useTranslation();
  const verdicts = useVerdicts(sides);
  // The first three are what one compares for: they stay, the same or not.
  const shown = verdicts.filter((row, index) => index < 3 || !onlyDifferences || row.compared[0] !== row.compared[1]);
  return (
    <tbody>
      {shown.map((row) => (
        <tr key={row.name}>
          <th scope="row">{row.name}</th>
          <td>{row.cells[0]}</td>
          <td>{row.cells[1]}</td>
          <td>
            {row.compared[0] === row.compared[1] ? (
              <span className="quiet">{t('compare.same')}</span>
            ) : (
              <Difference>{row.difference}</Difference>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
