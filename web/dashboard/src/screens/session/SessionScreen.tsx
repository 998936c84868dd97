// One verification, understood at a glance: the answer, the stages, the time axis, every event.
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/client.ts';
import { type Search, textOf } from '../../app/search.ts';
import { Empty, Failed, Waiting } from '../../design/states.tsx';
import { Journey } from './Journey.tsx';
import { useDetail } from './useJourney.ts';

export default function SessionScreen() {
  const { t } = useTranslation();
  const { sessionId } = useParams({ strict: false }) as { sessionId: string };
  const search: Search = useSearch({ strict: false });
  const asOf = textOf(search, 'as_of') || undefined;
  const detail = useDetail(sessionId, asOf);
  if (detail.error instanceof Problem && detail.error.status === 404) {
    return (
      <Empty title={t('session.notFound', { id: sessionId })}>
        <p>{asOf ? t('session.notYet') : t('session.notFoundHelp')}</p>
        <p>
          <Link to="/sessions" search={{ q: sessionId }}>
            {t('session.searchFor')}
          </Link>
        </p>
      </Empty>
    );
  }
  if (detail.error && !detail.data) return <Failed error={detail.error} again={() => void detail.refetch()} />;
  if (!detail.data) return <Waiting />;
  return <Journey key={sessionId} detail={detail.data} search={search} asOf={asOf} />;
}
