// The search of the list: in one field or in all of them, while one types.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leaveOnEscape, useShortcuts } from '../../app/keyboard.tsx';
import { changed, type Search, textOf } from '../../app/search.ts';
import styles from './Joined.module.css';

const fields = ['any', 'session_id', 'email', 'user_id', 'submission_id', 'last_event'] as const;
const searchAfterMs = 250;

export function SearchBox({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  const { t } = useTranslation();
  const given = textOf(search, 'q');
  const [text, setText] = useState(given);
  useEffect(() => setText(given), [given]);
  useEffect(() => {
    if (text === given) return undefined;
    const timer = setTimeout(() => onChange(changed(search, { q: text, match: '' })), searchAfterMs);
    return () => clearTimeout(timer);
  }, [text, given, search, onChange]);
  // Whoever leaves the field is done typing: a search that came later would take away the session opened meanwhile.
  const searchNow = () => text !== given && onChange(changed(search, { q: text, match: '' }));
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') searchNow();
    leaveOnEscape(event);
  };
  useShortcuts([{ keys: '/', label: t('keys.search'), run: () => document.getElementById('session-search')?.focus() }]);
  return (
    <search className={styles.box}>
      <select
        aria-label={t('sessions.searchIn')}
        value={textOf(search, 'field') || 'any'}
        onChange={(event) => onChange(changed(search, { field: event.target.value === 'any' ? '' : event.target.value }))}
      >
        {fields.map((field) => (
          <option key={field} value={field}>
            {t(`field.${field}`)}
          </option>
        ))}
      </select>
      <input
        id="session-search"
        type="search"
        aria-label={t('sessions.search')}
        placeholder={t('sessions.searchHint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={searchNow}
        onKeyDown={onKeyDown}
      />
    </search>
  );
}
