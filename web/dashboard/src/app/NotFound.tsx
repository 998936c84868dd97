// An address that leads nowhere.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../design/states.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty title={t('notFound.title')}>
      <p>{t('notFound.help')}</p>
      <Link to="/sessions" search={{}} className="button">
        {t('notFound.toSessions')}
      </Link>
    </Empty>
  );
}
