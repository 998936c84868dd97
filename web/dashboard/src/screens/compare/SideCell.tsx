// What one session has of a row: each run of a check with its result, each visit of a screen with its time.
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { ImpactMark, ResultMark } from '../../design/marks.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { duration } from '../../time/format.ts';
import { keyOf } from '../session/eventKey.ts';
import type { Occurrence } from './align.ts';
import styles from './CompareScreen.module.css';

export function SideCell({ side }: { side: readonly Occurrence[] }) {
  const { t } = useTranslation();
  if (side.length === 0) return <span className="quiet">{t('compare.absent')}</span>;
  return (
    <ol className={styles.runs}>
      {side.map((one) => (
        <Run key={keyOf(one.event)} run={one} />
      ))}
    </ol>
  );
}

function Run({ run: { event, durationMs } }: { run: Occurrence }) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const { reason, errorCode } = useCatalog();
  const known = event.reason ? reason(event.reason) : undefined;
  const error = event.error_code ? errorCode(event.error_code) : undefined;
  return (
    <li className={styles.run}>
      {event.result && <ResultMark result={event.result} />}
      {event.effective_impact !== 'NONE' && <ImpactMark impact={event.effective_impact} />}
      {event.resolved && <span className="quiet">{t('event.resolvedYes')}</span>}
      {event.reason && <span title={event.reason}>{known ? pick(known.title) : event.reason}</span>}
      {event.error_code && <span title={error && pick(error.title)}>{event.error_code}</span>}
      {durationMs === undefined ? (
        !event.result && event.effective_impact === 'NONE' && <span>{t('compare.seen')}</span>
      ) : (
        <span className="num quiet">{duration(durationMs)}</span>
      )}
    </li>
  );
}
