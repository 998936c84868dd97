// What of the journey the list shows.
import { useTranslation } from 'react-i18next';
import { impacts, type SessionDetail } from '../../api/types.ts';
import { leaveOnEscape } from '../../app/keyboard.tsx';
import { listOf, type Search, textOf } from '../../app/search.ts';
import { MultiSelect } from '../../design/MultiSelect.tsx';
import { useWord } from '../../words/words.ts';
import type { Change } from './address.ts';
import styles from './ListTools.module.css';

interface Props {
  counts: SessionDetail['counts'];
  search: Search;
  change: Change;
  shown: number;
  total: number;
}

export function ListTools({ counts, search, change, shown, total }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const source = textOf(search, 'source');
  return (
    <div className={`row no-print ${styles.tools}`}>
      <input
        id="event-search"
        type="search"
        placeholder={t('session.searchEvents')}
        aria-label={t('session.searchEvents')}
        value={textOf(search, 'text')}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={leaveOnEscape}
      />
      {(['FE', 'BE'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className="button small"
          title={word('source', one)}
          aria-pressed={source === one}
          onClick={() => change({ source: source === one ? '' : one })}
        >
          {one} <span className="quiet num">{one === 'FE' ? counts.fe : counts.be}</span>
        </button>
      ))}
      <MultiSelect
        label={t('session.impact')}
        options={impacts.map((value) => ({ value, label: word('impact', value) }))}
        chosen={listOf(search, 'impact')}
        onChange={(impact) => change({ impact })}
      />
      <span className="quiet num" role="status">
        {shown === total ? t('session.eventCount', { count: total }) : t('session.eventsShown', { shown, total })}
      </span>
      {shown !== total && (
        <button type="button" className="button plain small" onClick={() => change({ text: '', source: '', impact: [], stage: '' })}>
          {t('filter.clear')}
        </button>
      )}
    </div>
  );
}
