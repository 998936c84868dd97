// Which time, and from when to when: a range that moves with time, or one between two moments.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changed, type Search, textOf } from '../../app/search.ts';
import { wallTime, wallToUtc } from '../../time/format.ts';
import { ranges, timeFields } from './filters.ts';
import styles from './Joined.module.css';

interface Props {
  search: Search;
  zone: string;
  onChange: (search: Search) => void;
}

function TimeFieldSelect({ search, onChange }: Omit<Props, 'zone'>) {
  const { t } = useTranslation();
  const [usual] = timeFields;
  return (
    <select
      aria-label={t('range.timeField')}
      value={textOf(search, 'time_field') || usual}
      onChange={(event) => onChange(changed(search, { time_field: event.target.value === usual ? '' : event.target.value }))}
    >
      {timeFields.map((field) => (
        <option key={field} value={field}>
          {t(`timeField.${field}`)}
        </option>
      ))}
    </select>
  );
}

function RangeFields({ search, zone, onChange }: Props) {
  const { t } = useTranslation();
  const local = (time: string) => (time ? wallTime(time, zone) : '');
  const utc = (wall: string) => (wall ? new Date(wallToUtc(Date.parse(`${wall}Z`), zone)).toISOString() : '');
  return (
    <span className="row">
      {(['from', 'to'] as const).map((end) => (
        <input
          key={end}
          type="datetime-local"
          step="1"
          aria-label={t(`range.${end}`)}
          value={local(textOf(search, end))}
          onChange={(event) => onChange(changed(search, { [end]: utc(event.target.value) }))}
        />
      ))}
      <span className="quiet">{zone}</span>
    </span>
  );
}

export function RangeSelect({ search, zone, onChange }: Props) {
  const { t } = useTranslation();
  const [custom, setCustom] = useState(false);
  const value = textOf(search, 'from') || textOf(search, 'to') || custom ? 'custom' : textOf(search, 'range');
  const choose = (next: string) => {
    setCustom(next === 'custom');
    onChange(changed(search, { range: next === 'custom' ? '' : next, ...(next === 'custom' ? {} : { from: '', to: '' }) }));
  };
  return (
    <>
      <span className={styles.box}>
        <TimeFieldSelect search={search} onChange={onChange} />
        <select aria-label={t('range.label')} value={value} onChange={(event) => choose(event.target.value)}>
          <option value="">{t('range.all')}</option>
          {ranges.map((range) => (
            <option key={range} value={range}>
              {t(`range.${range}`)}
            </option>
          ))}
          <option value="custom">{t('range.custom')}</option>
        </select>
      </span>
      {value === 'custom' && <RangeFields search={search} zone={zone} onChange={onChange} />}
    </>
  );
}
