import { useTranslation } from 'react-i18next';
import { usePreference } from '../preferences/usePreference.ts';
import { offset } from '../time/format.ts';

const own = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const atHand = [...new Set(['UTC', 'Asia/Seoul', own])];
const others = Intl.supportedValuesOf('timeZone').filter((zone) => !atHand.includes(zone));

/** In which zone every time of the page is written. */
export function ZoneSelect() {
  const { t } = useTranslation();
  const [zone, setZone] = usePreference('zone');
  const name = (one: string) => (one === 'UTC' ? one : `${one} ${offset(Date.now(), one)}`);
  return (
    <label>
      {t('settings.zone')}
      <select value={zone} onChange={(event) => setZone(event.target.value)}>
        <optgroup label={t('settings.zonesAtHand')}>
          {atHand.map((one) => (
            <option key={one} value={one}>
              {name(one)}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('settings.zonesOther')}>
          {others.map((one) => (
            <option key={one} value={one}>
              {one === zone ? name(one) : one}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}
