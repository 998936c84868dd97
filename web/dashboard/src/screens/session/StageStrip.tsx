// Six stages: what became of each, how long it took, how often something had to be done again. A click narrows the list.
import { useTranslation } from 'react-i18next';
import type { EventItem, SessionDetail } from '../../api/types.ts';
import { StageState } from '../../design/marks.tsx';
import { duration } from '../../time/format.ts';
import { useWord } from '../../words/words.ts';
import styles from './StageStrip.module.css';

interface Props {
  detail: SessionDetail;
  events: readonly EventItem[];
  chosen: string;
  onChoose: (stage: string) => void;
}

export function StageStrip({ detail, events, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const current = detail.status === 'IN_PROGRESS' ? detail.stage : undefined;
  const retakes = (stage: string) =>
    events.filter((event) => event.stage === stage && event.source === 'BE' && event.effective_impact === 'RETAKE').length;
  return (
    <ol className={styles.strip} aria-label={t('session.stages')}>
      {detail.stages.map((visit) => (
        <li key={visit.stage}>
          <button
            type="button"
            className={styles.stage}
            data-state={visit.state}
            title={`${visit.stage} · ${t('session.stageEvents', { count: visit.events })}`}
            aria-pressed={chosen === visit.stage}
            aria-current={current === visit.stage ? 'step' : undefined}
            onClick={() => onChoose(chosen === visit.stage ? '' : visit.stage)}
          >
            <span className={styles.name}>{word('stage', visit.stage)}</span>
            <span className="num quiet">{visit.duration_ms !== null && visit.duration_ms > 0 && duration(visit.duration_ms)}</span>
            <StageState state={visit.state} stage={visit.stage} status={detail.status} />
            {retakes(visit.stage) > 0 && <strong className={styles.again}>{t('session.retakes', { count: retakes(visit.stage) })}</strong>}
          </button>
        </li>
      ))}
    </ol>
  );
}
