// The answer first: why, and how sure that is; what stands against it, what it stands on, and what to do about it. Beside it:
// who it was, what else the person tried, and what is wrong with the data.
import { useTranslation } from 'react-i18next';
import type { EventItem, SessionDetail } from '../../../api/types.ts';
import { useLanguage } from '../../../i18n/useLanguage.ts';
import { useWord } from '../../../words/words.ts';
import { AdviceLines } from './AdviceLines.tsx';
import styles from './Answer.module.css';
import { DataNotes } from './DataNotes.tsx';
import { EvidenceChips } from './EvidenceChips.tsx';
import { Facts } from './Facts.tsx';
import { OtherSessions } from './OtherSessions.tsx';
import { Statements } from './Statements.tsx';
import { Warnings } from './Warnings.tsx';

export interface AnswerProps {
  detail: SessionDetail;
  /** By source and id; empty until the events are here. */
  events: ReadonlyMap<string, { event: EventItem }>;
  zone: string;
  onShow: (key: string) => void;
}

function Certainty({ confidence }: { confidence: string }) {
  const word = useWord();
  if (confidence === 'none') return null;
  return (
    <span className={styles.certainty} data-confidence={confidence}>
      {word('confidence', confidence)}: <span className="quiet">{word('confidence_meaning', confidence)}</span>
    </span>
  );
}

export function Answer(props: AnswerProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { explanation } = props.detail;
  return (
    <section className={`panel ${styles.answer}`} aria-label={t('session.answer')}>
      <div className={styles.why}>
        <Statements detail={props.detail} zone={props.zone} />
        <h1 className={styles.sentence} title={explanation.headline}>
          {explanation.sentence[language]} <Certainty confidence={explanation.confidence} />
        </h1>
        <Warnings {...props} />
        <EvidenceChips {...props} />
        <AdviceLines detail={props.detail} />
      </div>
      <div className={styles.side}>
        <Facts detail={props.detail} zone={props.zone} />
        <div className="stack">
          <OtherSessions detail={props.detail} zone={props.zone} />
          <DataNotes {...props} />
        </div>
      </div>
    </section>
  );
}
