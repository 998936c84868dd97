// An empty project: how to send the first event, and the moment at which it arrives.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client.ts';
import { useStream } from '../../api/stream.ts';
import type { SessionPage, SessionSummary } from '../../api/types.ts';
import { CopyButton } from '../../design/CopyButton.tsx';
import { StatusChip } from '../../design/marks.tsx';
import { useState } from 'react';
import styles from './FirstRunScreen.module.css';

function curl(): string {
  const now = Date.now();
  return `curl ${window.location.origin}/v1/events -H "Authorization: Bearer $SERVER_KEY" -H 'Content-Type: application/json' -d '[
  {"session_id": "first-${now}", "name": "SESSION_CREATED", "time": ${now - 4000}},
  {"session_id": "first-${now}", "name": "IP_RISK_CHECK", "result": "FAIL", "time": ${now - 3000}, "duration_ms": 520}]'`;
}

function beacon(): string {
  return `navigator.sendBeacon('${window.location.origin}/v1/events?key=' + PUBLISHABLE_KEY, JSON.stringify({
  sent_at: Date.now(),
  events: [{ event_id: crypto.randomUUID(), session_id: sessionId, name: 'FRONT_SESSION_START', time: Date.now() }],
}));`;
}

function Snippet({ title, text }: { title: string; text: string }) {
  return (
    <section className="stack" aria-label={title}>
      <div className="row">
        <h2 className="grow">{title}</h2>
        <CopyButton value={text} what={title} />
      </div>
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}

export default function FirstRunScreen() {
  const { t } = useTranslation();
  const [snippets] = useState(() => ({ curl: curl(), beacon: beacon() }));
  const [arrived, setArrived] = useState<SessionSummary | null>(null);
  const { data } = useQuery({ queryKey: ['first'], queryFn: ({ signal }) => get<SessionPage>('/v1/sessions', { limit: 1 }, signal) });
  useStream('/v1/stream', {}, { session: (row) => setArrived(row as SessionSummary) });
  const first = arrived ?? data?.data[0];
  return (
    <div className={styles.screen}>
      <h1>{t('firstRun.title')}</h1>
      <p>{t('firstRun.what')}</p>
      <Snippet title={t('firstRun.server')} text={snippets.curl} />
      <Snippet title={t('firstRun.browser')} text={snippets.beacon} />
      <p className="quiet">{t('firstRun.keys')}</p>
      <div role="status" className={`panel ${styles.waiting}`} data-arrived={first !== undefined}>
        {first ? (
          <>
            <strong>{t('firstRun.arrived')}</strong>
            <Link to="/sessions/$sessionId" params={{ sessionId: first.session_id }} search={{}} className="mono">
              {first.session_id}
            </Link>
            <StatusChip status={first.status} />
          </>
        ) : (
          t('firstRun.waiting')
        )}
      </div>
    </div>
  );
}
