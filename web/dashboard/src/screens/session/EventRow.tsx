// One event of the list: a line; opened, everything that is known of it.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import type { EventItem } from '../../api/types.ts';
import { CopyButton } from '../../design/CopyButton.tsx';
import { ImpactMark, SourceChip } from '../../design/marks.tsx';
import { KeyValueTree } from '../../design/KeyValueTree.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock, duration, exact } from '../../time/format.ts';
import styles from './EventRow.module.css';
import { timeOf } from './eventKey.ts';

interface Props {
  event: EventItem;
  id: string;
  start: number;
  zone: string;
  open: boolean;
  selected: boolean;
  marked: string | undefined;
  onToggle: () => void;
  onShowPair: () => void;
}

/** What the row says of the event in a few words. */
function Gist({ event }: { event: EventItem }) {
  const path = typeof event.attributes?.path === 'string' ? event.attributes.path : undefined;
  return (
    <>
      {event.result && (
        <span className={styles.result} data-result={event.result}>
          {event.result}
        </span>
      )}
      {event.effective_impact !== 'NONE' && <ImpactMark impact={event.effective_impact} />}
      {event.attempt !== undefined && event.attempt > 1 && <span className="quiet">×{event.attempt}</span>}
      {event.reason && <code>{event.reason}</code>}
      {event.error_code && <code className={styles.error}>{event.error_code}</code>}
      {path && <span className="mono quiet cut">{path}</span>}
      {event.message && <span className="quiet cut">{event.message}</span>}
    </>
  );
}

export function EventRow({ event, id, start, zone, open, selected, marked, onToggle, onShowPair }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.event} data-selected={selected} data-marked={marked !== undefined} data-impact={event.effective_impact}>
      <button type="button" id={id} className={styles.line} aria-expanded={open} onClick={onToggle}>
        <time className={styles.time} dateTime={event.time}>
          {clock(event.time, zone)}
        </time>
        <span className={`num quiet ${styles.offset}`}>+{duration(timeOf(event) - start)}</span>
        <SourceChip source={event.source} />
        <span className={`mono ${styles.name}`} data-known={event.known}>
          {event.name}
        </span>
        <span className={styles.gist}>
          <Gist event={event} />
        </span>
        {marked && <span className={styles.role}>{t(`role.${marked}` as 'role.cause', { defaultValue: marked })}</span>}
        {event.group !== null && (
          <span className={styles.group} title={t('event.groupHelp')}>
            {t('event.group', { number: event.group })}
          </span>
        )}
        {event.duration_ms !== undefined && <span className="num quiet">{duration(event.duration_ms)}</span>}
      </button>
      {open && <Details event={event} start={start} zone={zone} onShowPair={onShowPair} />}
    </div>
  );
}

function Meaning({ event }: { event: EventItem }) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const type = useCatalog().event(event.name);
  if (!type) return <p>{t('event.unknown')}</p>;
  return (
    <p>
      <strong>{pick(type.title)}</strong>: {pick(type.meaning)}{' '}
      <Link to="/reference" search={{}} hash={event.name} className="no-print">
        {t('event.reference')}
      </Link>
    </p>
  );
}

function resolvedText(event: EventItem): 'event.resolvedYes' | 'event.resolvedNo' | null {
  return event.resolved === null ? null : event.resolved ? 'event.resolvedYes' : 'event.resolvedNo';
}

function Details({ event, start, zone, onShowPair }: Pick<Props, 'event' | 'start' | 'zone' | 'onShowPair'>) {
  const { t } = useTranslation();
  const resolved = resolvedText(event);
  const { attributes, effective_impact, group, pair, resolved: _resolved, known, time, session_id, name, source, ...rest } = event;
  return (
    <div className={styles.details}>
      <Meaning event={event} />
      <dl className={styles.facts}>
        <dt>{t('event.time')}</dt>
        <dd className="num">
          {exact(time, zone)} <span className="quiet">{zone}</span> · {exact(time, 'UTC')} <span className="quiet">UTC</span> ·{' '}
          {t('event.fromStart', { offset: duration(timeOf(event) - start) })}
        </dd>
        <dt>{t('event.impact')}</dt>
        <dd>
          <ImpactMark impact={effective_impact} quietNone={false} />
          {resolved && <> · {t(resolved)}</>}
        </dd>
        {pair && (
          <>
            <dt>{t('event.pair')}</dt>
            <dd>
              <button type="button" className="button small" onClick={onShowPair}>
                {t('event.showPair', { source: source === 'FE' ? 'BE' : 'FE' })}
              </button>
            </dd>
          </>
        )}
      </dl>
      <KeyValueTree value={{ ...rest, ...(attributes ? { attributes } : {}) }} />
      <div className="row">
        <CopyButton value={JSON.stringify(event, null, 2)} what={name}>
          {t('event.copyJson')}
        </CopyButton>
      </div>
    </div>
  );
}
