// One event of the list, as a line that opens.
import { useTranslation } from 'react-i18next';
import type { EventItem } from '../../api/types.ts';
import { ImpactMark, ResultMark, SourceChip } from '../../design/marks.tsx';
import { clock, duration } from '../../time/format.ts';
import { EventDetails } from './EventDetails.tsx';
import styles from './EventRow.module.css';
import { timeOf } from './eventKey.ts';
import { useEventWords } from './useEventWords.ts';

interface Props {
  event: EventItem;
  id: string;
  start: number;
  zone: string;
  open: boolean;
  selected: boolean;
  /** What it is to the answer, in words. */
  role: string | undefined;
  onToggle: () => void;
  onShowPair: () => void;
}

/** What the row says of the event in a few words. */
function Gist({ event }: { event: EventItem }) {
  const { t } = useTranslation();
  const words = useEventWords();
  const impact = words.impact(event);
  return (
    <>
      {event.result && <ResultMark result={event.result} />}
      {impact !== 'NONE' && <ImpactMark impact={impact} />}
      {event.attempt !== undefined && event.attempt > 1 && <span className="quiet">{t('event.attempt', { number: event.attempt })}</span>}
      {event.reason && <span title={event.reason}>{words.reason(event.reason)}</span>}
      {event.error_code && <code className={styles.error}>{event.error_code}</code>}
      {event.message && <span className="quiet cut">{event.message}</span>}
    </>
  );
}

export function EventRow({ event, id, start, zone, open, selected, role, onToggle, onShowPair }: Props) {
  const { t } = useTranslation();
  const words = useEventWords();
  return (
    <div className={styles.event} data-selected={selected} data-marked={role !== undefined} data-impact={event.effective_impact}>
      <button type="button" id={id} className={styles.line} aria-expanded={open} onClick={onToggle}>
        <time className={styles.time} dateTime={event.time}>
          {clock(event.time, zone)}
        </time>
        <span className={`num quiet ${styles.offset}`}>+{duration(timeOf(event) - start)}</span>
        <SourceChip source={event.source} />
        <span className={styles.name} data-known={event.known} title={event.name}>
          {words.title(event)}
        </span>
        <span className={styles.gist}>
          <Gist event={event} />
        </span>
        {role && <span className={styles.role}>{role}</span>}
        {event.group !== null && (
          <span className={styles.group} title={t('event.groupHelp')}>
            {t('event.group', { number: event.group })}
          </span>
        )}
        {event.duration_ms !== undefined && <span className="num quiet">{duration(event.duration_ms)}</span>}
      </button>
      {open && <EventDetails event={event} start={start} zone={zone} onShowPair={onShowPair} />}
    </div>
  );
}
