// Everything that is known of an event.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import type { EventItem } from '../../api/types.ts';
import { CopyButton } from '../../design/CopyButton.tsx';
import { KeyValueTree } from '../../design/KeyValueTree.tsx';
import { ImpactMark } from '../../design/marks.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { duration, exact } from '../../time/format.ts';
import styles from './EventDetails.module.css';
import { timeOf } from './eventKey.ts';

interface Props {
  event: EventItem;
  start: number;
  zone: string;
  onShowPair: () => void;
}

function Meaning({ event }: { event: EventItem }) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const type = useCatalog().event(event.name);
  return (
    <p>
      <code>{event.name}</code>: {type ? pick(type.meaning) : t('event.unknown')}{' '}
      {type && (
        <Link to="/reference" search={{}} hash={event.name} className="no-print">
          {t('event.reference')}
        </Link>
      )}
    </p>
  );
}

function resolvedText(event: EventItem): 'event.resolvedYes' | 'event.resolvedNo' | null {
  return event.resolved === null ? null : event.resolved ? 'event.resolvedYes' : 'event.resolvedNo';
}

export function EventDetails({ event, start, zone, onShowPair }: Props) {
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
