// What to do next and what the person may be told, from the catalog; a reason that must not be disclosed is guarded.
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../../api/catalog.ts';
import type { SessionDetail } from '../../../api/types.ts';
import { useLanguage } from '../../../i18n/useLanguage.ts';
import styles from './Answer.module.css';

export function AdviceLines({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const advice = useCatalog().advice(detail.explanation.headline, detail.decision?.reason);
  if (!advice) return null;
  return (
    <dl className={styles.advice}>
      <dt>{t('session.adviceNext')}</dt>
      <dd>{pick(advice.next)}</dd>
      <dt>{advice.sensitive ? t('session.adviceTellOnly') : t('session.adviceTell')}</dt>
      <dd>
        {advice.sensitive && (
          <p className={styles.guard} role="note">
            <span aria-hidden="true">⊘ </span>
            {t('session.adviceGuard')}
          </p>
        )}
        {pick(advice.tell)}
      </dd>
    </dl>
  );
}
