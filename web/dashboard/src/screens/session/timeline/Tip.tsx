// What the pointer is at.
import { useTranslation } from 'react-i18next';
import { clock, duration } from '../../../time/format.ts';
import { ImpactMark } from '../../../design/marks.tsx';
import { useEventWords } from '../useEventWords.ts';
import type { Item } from './layout.ts';
import styles from './Timeline.module.css';

export function Tip({ item, x, zone }: { item: Item; x: number; zone: string }) {
  const { t } = useTranslation();
  const words = useEventWords();
  const { event, fold } = item;
  const impact = words.impact(event);
  return (
    <div className={styles.tip} style={{ left: x }} role="presentation">
      {fold ? t('timeline.passedOpen', { count: fold.count }) : words.gist(event)}{' '}
      {!fold && impact !== 'NONE' && <ImpactMark impact={impact} />}
      <br />
      <span className="quiet num">
        {clock(event.time, zone)}
        {item.end > item.start && ` · ${duration(item.end - item.start)}`}
      </span>
    </div>
  );
}
