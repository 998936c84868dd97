// How two sides of a row are not the same.
import { useTranslation } from 'react-i18next';
import styles from './CompareScreen.module.css';

/** Says that they differ, and in what if that is known. */
export function Difference({ children }: { children?: React.ReactNode }) {
  const { t } = useTranslation();
  return <span className={styles.difference}>≠ {children ?? t('compare.differs')}</span>;
}

/** Which of the two took how many times as long. */
export function TimesAsLong({ left, right }: { left: number; right: number }) {
  const { t } = useTranslation();
  if (left <= 0 || right <= 0) return <>{t('compare.differs')}</>;
  const times = (Math.max(left, right) / Math.min(left, right)).toPrecision(2);
  return <>{right > left ? t('compare.secondLonger', { times }) : t('compare.firstLonger', { times })}</>;
}
