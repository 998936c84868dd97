import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { type Kind, useWord } from '../../words/words.ts';
import { noReason } from './filters.ts';

const wordKinds: Partial<Record<string, Kind>> = {
  status: 'status',
  decision: 'decision',
  headline: 'headline',
  stage: 'stage',
  furthest_stage: 'stage',
  entered: 'stage',
  passed: 'stage',
};

/** The words for a value of a filter; a value without words is its own. */
export function useFilterWords(): (filter: string, value: string) => string {
  const { t } = useTranslation();
  const { event, reason, errorCode, family } = useCatalog();
  const { pick } = useLanguage();
  const word = useWord();
  return (filter, value) => {
    const kind = wordKinds[filter];
    if (kind) return word(kind, value);
    if (filter === 'reason') {
      const known = reason(value);
      return value === noReason ? t('filter.noReason') : known ? pick(known.title) : value;
    }
    if (filter === 'error_code') {
      const known = errorCode(value);
      return known ? `${value} ${pick(known.title)}` : value;
    }
    if (filter === 'error_family') {
      const known = family(value);
      return known ? `${value} ${pick(known.title)}` : value;
    }
    if (filter === 'check') {
      const [name = value, result] = value.split(':');
      const known = event(name);
      const title = known ? pick(known.title) : name;
      return result ? `${title}: ${word('check_result', result)}` : title;
    }
    if (filter !== 'event' && filter !== 'last_event') return value;
    const known = event(value);
    return known ? pick(known.title) : value;
  };
}
