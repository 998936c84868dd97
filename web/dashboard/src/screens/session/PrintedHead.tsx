// What paper has to say of itself: the project, when it was printed, and by which rules the journey was told.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client.ts';
import { useViewer } from '../../app/viewer.ts';
import { dateTime } from '../../time/format.ts';
import styles from './PrintedHead.module.css';

const health = {
  queryKey: ['health'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }: { signal: AbortSignal }) => get<{ rules_version: string }>('/healthz', {}, signal),
};

export function PrintedHead({ zone, printing }: { zone: string; printing: boolean }) {
  const { t } = useTranslation();
  const { project } = useViewer();
  const { data } = useQuery(health);
  return (
    <p className={styles.head}>
      <span>{t('session.printedProject', { name: project.name })}</span>
      {printing && <span className="num">{t('session.printedAt', { time: dateTime(Date.now(), zone), zone })}</span>}
      {data && <span>{t('session.printedRules', { version: data.rules_version })}</span>}
    </p>
  );
}
