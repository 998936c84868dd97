// Six stages: what became of each, how long it took, how often something had to be done again. A click narrows the list.
import { useTranslation } from 'react-i18next';
import type { EventItem, StageVisit } from '../../api/types.ts';
import { StageState } from '../../design/marks.tsx';
import { duration } from '../../time/format.ts';
import styles from './StageStrip.module.css';

interface Props {
  visits: readonly StageVisit[];
  events: readonly EventItem[];
  current: string;
  chosen: string;
  onChoose: (stage: string) => void;
}

export function StageStrip({ visits, events, current, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const retakes = (stage: string) =>
    events.filter((event) => event.stage === stage && event.source === 'BE' && event.effective_impact === 'RETAKE').length;
  return (
    <ol className={styles.strip} aria-label={t('session.stages')}>
      {visits.map((visit) => {
        const again = retakes(visit.stage);
        return (
          <li key={visit.stage}>
            <button
              type="button"
              className={styles.stage}
              data-state={visit.state}
              aria-pressed={chosen === visit.stage}
              aria-current={current === visit.stage ? 'step' : undefined}
              onClick={() => onChoose(chosen === visit.stage ? '' : visit.stage)}
            >
              <span className={styles.name}>{visit.stage}</span>
              <span className="quiet">{t(`stage.${visit.stage}`)}</span>
              <StageState state={visit.state} />
              <span className={`num quiet ${styles.figures}`}>
                {visit.duration_ms === null ? '—' : duration(visit.duration_ms)} · {t('session.stageEvents', { count: visit.events })}
                {again > 0 && <strong className={styles.again}> {t('session.retakes', { count: again })}</strong>}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
