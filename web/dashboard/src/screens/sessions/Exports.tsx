// The list as files: all that match the filters.
import { useTranslation } from 'react-i18next';
import { type Query, withQuery } from '../../api/client.ts';
import styles from './Exports.module.css';

export function Exports({ filters }: { filters: Query }) {
  const { t } = useTranslation();
  return (
    <details className={styles.exports}>
      <summary className="button">
        {t('export.title')} <span aria-hidden="true">▾</span>
      </summary>
      <div className={styles.menu}>
        <a href={withQuery('/v1/export/sessions', { ...filters, format: 'csv' })} download>
          {t('export.sessionsCsv')}
        </a>
        <a href={withQuery('/v1/export/sessions', { ...filters, format: 'ndjson' })} download>
          {t('export.sessionsNdjson')}
        </a>
        <a href={withQuery('/v1/export/events', { ...filters, format: 'ndjson' })} download>
          {t('export.eventsNdjson')}
        </a>
      </div>
    </details>
  );
}
