// Differences between two tries, in words.
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { useWord } from '../../words/words.ts';
import type { Change } from './changes.ts';
import styles from './PersonScreen.module.css';

export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation();
  const { event } = useCatalog();
  const { pick } = useLanguage();
  const word = useWord();
  const nameOf = (one: Change) => {
    if (one.kind === 'screen') return t('person.lastScreen');
    if (one.kind === 'fact') return t(`fact.${one.name}` as 'fact.device');
    const known = event(one.name);
    return known ? pick(known.title) : one.name;
  };
  const valueOf = (one: Change, value: string | undefined) => {
    if (value === undefined) return one.kind === 'check' ? t('person.notRun') : t('compare.absent');
    return one.kind === 'check' ? word('check_result', value) : value;
  };
  return (
    <ul className={styles.changes}>
      {changes.map((one) => (
        <li key={one.kind + one.name}>
          <span title={one.kind === 'check' ? one.name : undefined}>{nameOf(one)}:</span>{' '}
          <span className="quiet">{valueOf(one, one.before)}</span> → <strong>{valueOf(one, one.after)}</strong>
        </li>
      ))}
    </ul>
  );
}
