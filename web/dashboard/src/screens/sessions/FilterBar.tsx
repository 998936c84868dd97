// Search, filters and range: each writes into the address and nowhere else.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { outcomes, stages, statuses } from '../../api/types.ts';
import { leaveOnEscape, useShortcuts } from '../../app/keyboard.tsx';
import { changed, listOf, type Search, textOf } from '../../app/search.ts';
import { MultiSelect, type Option } from '../../design/MultiSelect.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { dateTime, wallToUtc } from '../../time/format.ts';
import { countFilters, filterNames, ranges } from './filters.ts';
import { headlines } from './headlines.ts';
import styles from './FilterBar.module.css';

interface Props {
  search: Search;
  zone: string;
  onChange: (search: Search) => void;
}

const fields = ['any', 'session_id', 'email', 'user_id', 'submission_id', 'last_event'] as const;
const searchAfterMs = 250;

function SearchBox({ search, onChange }: Omit<Props, 'zone'>) {
  const { t } = useTranslation();
  const given = textOf(search, 'q');
  const [text, setText] = useState(given);
  useEffect(() => setText(given), [given]);
  useEffect(() => {
    if (text === given) return undefined;
    const timer = setTimeout(() => onChange(changed(search, { q: text })), searchAfterMs);
    return () => clearTimeout(timer);
  }, [text, given, search, onChange]);
  // Whoever leaves the field is done typing: a search that came later would take away the session opened meanwhile.
  const searchNow = () => text !== given && onChange(changed(search, { q: text }));
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') searchNow();
    leaveOnEscape(event);
  };
  useShortcuts([{ keys: '/', label: t('keys.search'), run: () => document.getElementById('session-search')?.focus() }]);
  return (
    <search className={styles.search}>
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

function useOptions(): Record<'reason' | 'error_code' | 'event', Option[]> {
  const { catalog } = useCatalog();
  const { pick } = useLanguage();
  return {
    reason: catalog?.reasons.map((one) => ({ value: one.code, label: pick(one.title) })) ?? [],
    error_code: catalog?.error_codes.map((one) => ({ value: one.code, label: pick(one.title) })) ?? [],
    event: catalog?.events.map((one) => ({ value: one.name, label: pick(one.title) })) ?? [],
  };
}

function Filters({ search, onChange }: Omit<Props, 'zone'>) {
  const { t } = useTranslation();
  const options = useOptions();
  const plain = (values: readonly string[]): Option[] => values.map((value) => ({ value }));
  const all: [string, readonly Option[]][] = [
    ['status', statuses.map((value) => ({ value, label: t(`status.${value}`) }))],
    ['decision', outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))],
    ['stage', stages.map((value) => ({ value, label: t(`stage.${value}`) }))],
    ['headline', headlines.map((value) => ({ value, label: t(`headline.${value}`) }))],
    ['reason', options.reason],
    ['error_code', options.error_code],
    ['event', options.event],
  ];
  // Filters that come from a link of the analytics and have no button of their own are shown while they are set.
  const linked = filterNames.filter(
    (name) =>
      !all.some(([one]) => one === name) &&
      !['q', 'field', 'match', 'from', 'to', 'time_field'].includes(name) &&
      listOf(search, name).length > 0,
  );
  return (
    <>
      {[...all, ...linked.map((name): [string, readonly Option[]] => [name, plain(listOf(search, name))])].map(([name, list]) => (
        <MultiSelect
          key={name}
          label={t(`filter.${name}` as 'filter.status')}
          options={list}
          chosen={listOf(search, name)}
          onChange={(chosen) => onChange(changed(search, { [name]: chosen }))}
        />
      ))}
    </>
  );
}

function RangeSelect({ search, zone, onChange }: Props) {
  const { t } = useTranslation();
  const from = textOf(search, 'from');
  const to = textOf(search, 'to');
  const [custom, setCustom] = useState(false);
  const value = from || to || custom ? 'custom' : textOf(search, 'range');
  const local = (time: string) => (time ? dateTime(time, zone).replace(' ', 'T') : '');
  const utc = (wall: string) => (wall ? new Date(wallToUtc(Date.parse(`${wall}Z`), zone)).toISOString() : '');
  const choose = (next: string) => {
    setCustom(next === 'custom');
    onChange(changed(search, { range: next === 'custom' ? '' : next, ...(next === 'custom' ? {} : { from: '', to: '' }) }));
  };
  return (
    <>
      <select aria-label={t('range.label')} value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">{t('range.all')}</option>
        {ranges.map((range) => (
          <option key={range} value={range}>
            {t(`range.${range}`)}
          </option>
        ))}
        <option value="custom">{t('range.custom')}</option>
      </select>
      {value === 'custom' && (
        <span className="row">
          <input
            type="datetime-local"
            step="1"
            aria-label={t('range.from')}
            value={local(from)}
            onChange={(event) => onChange(changed(search, { from: utc(event.target.value) }))}
          />
          <span aria-hidden="true">–</span>
          <input
            type="datetime-local"
            step="1"
            aria-label={t('range.to')}
            value={local(to)}
            onChange={(event) => onChange(changed(search, { to: utc(event.target.value) }))}
          />
          <span className="quiet">{zone}</span>
        </span>
      )}
    </>
  );
}

export function FilterBar({ search, zone, onChange }: Props) {
  const { t } = useTranslation();
  const count = countFilters(search);
  const clear = () => onChange(changed(search, { range: '', ...Object.fromEntries(filterNames.map((name) => [name, ''])) }));
  return (
    <div className={styles.bar}>
      <SearchBox search={search} onChange={onChange} />
      <RangeSelect search={search} zone={zone} onChange={onChange} />
      <Filters search={search} onChange={onChange} />
      {count > 0 && (
        <button type="button" className="button plain" onClick={clear}>
          {t('filter.clearAll', { count })}
        </button>
      )}
    </div>
  );
}
