// An event as a button: what it is and when it was; it leads to its row.
import { useTranslation } from 'react-i18next';
import type { EventItem } from '../../../api/types.ts';
import { ImpactMark, SourceChip } from '../../../design/marks.tsx';
import { keyOf } from '../eventKey.ts';
import { moment, useEventWords } from '../useEventWords.ts';
import styles from './Answer.module.css';

interface Props {
  event: EventItem;
  /** What it is in this place: a cause, for instance. */
  role?: string;
  /** What of it matters here, in place of what a check answered. */
  what?: string | undefined;
  reference: string;
  zone: string;
  onShow: (key: string) => void;
}

export function EventLink({ event, role, what, reference, zone, onShow }: Props) {
  const { t } = useTranslation();
  const words = useEventWords();
  const impact = what ? 'NONE' : words.impact(event);
  return (
    <button
      type="button"
      className={styles.event}
      title={t('session.showEvent', { name: event.name })}
      onClick={() => onShow(keyOf(event))}
    >
      {role && (
        <span className={styles.role} data-role>
          {role}
        </span>
      )}
      <SourceChip source={event.source} />
      <span>{what ? `${words.title(event)}: ${what}` : words.gist(event)}</span>
      {impact !== 'NONE' && <ImpactMark impact={impact} />}
      <time className="quiet" dateTime={event.time}>
        {moment(event.time, reference, zone)}
      </time>
    </button>
  );
}
