// Zooming with buttons and keys, and drawing passed checks one by one.
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../app/keyboard.tsx';
import { isWhole, panned, type Window, whole, zoomed } from './window.ts';
import styles from './Timeline.module.css';

interface Props {
  window: Window;
  onWindow: (window: Window) => void;
  /** Whether passed checks are drawn one by one; null where none are folded. */
  unfolded: boolean | null;
  onFold: (unfolded: boolean) => void;
}

export function TimelineTools({ window, onWindow, unfolded, onFold }: Props) {
  const { t } = useTranslation();
  useShortcuts([
    { keys: '+', label: t('timeline.zoomIn'), run: () => onWindow(zoomed(window, 0.5)) },
    { keys: '-', label: t('timeline.zoomOut'), run: () => onWindow(zoomed(window, 2)) },
    { keys: '0', label: t('timeline.zoomAll'), run: () => onWindow(whole) },
    { keys: 'ArrowLeft', label: t('timeline.panLeft'), run: () => onWindow(panned(window, -0.25)) },
    { keys: 'ArrowRight', label: t('timeline.panRight'), run: () => onWindow(panned(window, 0.25)) },
  ]);
  return (
    <div className={`${styles.tools} no-print`}>
      {unfolded !== null && (
        <button type="button" className="button plain small" aria-pressed={unfolded} onClick={() => onFold(!unfolded)}>
          {t('timeline.everyCheck')}
        </button>
      )}
      <button type="button" className="button plain small" title={t('timeline.help')} onClick={() => onWindow(zoomed(window, 0.5))}>
        {t('timeline.zoomIn')}
      </button>
      {!isWhole(window) && (
        <>
          <button type="button" className="button plain small" onClick={() => onWindow(zoomed(window, 2))}>
            {t('timeline.zoomOut')}
          </button>
          <button type="button" className="button plain small" onClick={() => onWindow(whole)}>
            {t('timeline.zoomAll')}
          </button>
        </>
      )}
    </div>
  );
}
