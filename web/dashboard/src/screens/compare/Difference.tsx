import { useTranslation } from 'react-i18next';
import styles from './CompareScreen.module.css';

/** Says that two sides are not the same, and in what if that is known. */
export function Difference({ children }: { children?: React.ReactNode }) {
  const { t } = useTranslation();
  return <span className={styles.difference}>≠ {children ?? t('compare.differs')}</span>;
}
