// The answer first: the sentence, how sure it is and what it stands on; then who and what; the events come after.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import type { EventItem, SessionDetail } from '../../api/types.ts';
import { CopyButton } from '../../design/CopyButton.tsx';
import { DecisionMark, ImpactMark, SourceChip, StatusChip } from '../../design/marks.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { dateTime, duration } from '../../time/format.ts';
import styles from './Answer.module.css';
import { keyOf } from './eventKey.ts';

interface Props {
  detail: SessionDetail;
  byKey: ReadonlyMap<string, { event: EventItem }>;
  zone: string;
  onShow: (key: string) => void;
}

function Statements({ detail, zone }: Pick<Props, 'detail' | 'zone'>) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const { reason } = useCatalog();
  const { decision } = detail;
  const meaning = decision?.reason ? reason(decision.reason) : undefined;
  return (
    <dl className={styles.statements}>
      <div>
        <dt>{t('session.status')}</dt>
        <dd>
          <StatusChip status={detail.status} /> <span className="quiet">{t(`status.${detail.status}`)}</span>
        </dd>
      </div>
      <div>
        <dt>{t('session.decision')}</dt>
        <dd>
          <DecisionMark outcome={decision?.outcome ?? 'NONE'} />{' '}
          {decision ? (
            <span className="quiet">
              {decision.reason && (
                <>
                  <code>{decision.reason}</code>
                  {meaning && ` (${pick(meaning.title)})`} ·{' '}
                </>
              )}
              {t(`decidedBy.${decision.decided_by}`)} · <time dateTime={decision.decided_at}>{dateTime(decision.decided_at, zone)}</time>
              {decision.history.length > 1 && ` · ${t('session.decidedTimes', { count: decision.history.length })}`}
            </span>
          ) : (
            <span className="quiet">{t('decision.none')}</span>
          )}
        </dd>
      </div>
    </dl>
  );
}

function EvidenceLink({
  id,
  source,
  role,
  byKey,
  onShow,
}: { id: string; source: EventItem['source']; role: string } & Pick<Props, 'byKey' | 'onShow'>) {
  const { t } = useTranslation();
  const key = keyOf({ event_id: id, source });
  const event = byKey.get(key)?.event;
  return (
    <li>
      <button type="button" className={styles.evidence} onClick={() => onShow(key)}>
        <span className="quiet">{t(`role.${role}` as 'role.cause', { defaultValue: role })}</span>
        <SourceChip source={source} />
        <span className="mono">{event?.name ?? id}</span>
        {event?.result && <strong>{event.result}</strong>}
        {event && event.effective_impact !== 'NONE' && <ImpactMark impact={event.effective_impact} />}
      </button>
    </li>
  );
}

function Findings({ detail, onShow }: Pick<Props, 'detail' | 'onShow'>) {
  const { t } = useTranslation();
  const { findings } = detail.explanation;
  if (findings.length === 0) return null;
  return (
    <section aria-label={t('session.findings')}>
      <h2 className={styles.small}>{t('session.findings')}</h2>
      <ul className={styles.findings}>
        {findings.map((finding) => (
          <li key={finding.code}>
            <code>{finding.code}</code>{' '}
            <span className="quiet">{t(`finding.${finding.code}` as 'finding.PAIR_BROKEN', { defaultValue: '' })}</span>{' '}
            {finding.event_ids.slice(0, 3).map((id) => (
              <button key={id} type="button" className={styles.link} onClick={() => onShow(id)}>
                {t('session.showEvent')}
              </button>
            ))}
            {finding.total > 3 && <span className="quiet num"> {t('session.more', { count: finding.total - 3 })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ErrorCode({ code }: { code: string }) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const { errorCode, family } = useCatalog();
  const known = errorCode(code);
  const group = family(known?.family ?? code.slice(0, 2));
  return (
    <p>
      <span className="quiet">{t('session.lastError')}</span> <code>{code}</code>
      {known && ` ${pick(known.title)}`}
      {group && (
        <span className="quiet">
          {' '}
          · {t('session.family')} {group.prefix}, {pick(group.title)}
        </span>
      )}
    </p>
  );
}

function Facts({ detail, zone }: Pick<Props, 'detail' | 'zone'>) {
  const { t } = useTranslation();
  const ids = [
    ['session_id', detail.session_id, []],
    ['email', detail.email, detail.aliases.email],
    ['user_id', detail.user_id, detail.aliases.user_id],
    ['submission_id', detail.submission_id, detail.aliases.submission_id],
  ] as const;
  return (
    <dl className={styles.facts}>
      {ids.map(([name, value, aliases]) => (
        <div key={name}>
          <dt>{t(`column.${name}`)}</dt>
          <dd>
            {value ? (
              <>
                <span className="mono">{value}</span> <CopyButton value={value} what={t(`column.${name}`)} />
              </>
            ) : (
              '—'
            )}
            {aliases.length > 0 && <span className="quiet"> {t('session.alsoKnown', { list: aliases.join(', ') })}</span>}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('column.created')}</dt>
        <dd>
          <time dateTime={detail.created_at}>{dateTime(detail.created_at, zone)}</time> <span className="quiet">{zone}</span>
        </dd>
      </div>
      <div>
        <dt>{t('session.took')}</dt>
        <dd className="num">
          {duration(detail.active_ms)} <span className="quiet">{t('session.ofWall', { wall: duration(detail.wall_ms) })}</span>
        </dd>
      </div>
      <div>
        <dt>{t('session.counts')}</dt>
        <dd className="num">
          {t('session.countsText', {
            events: detail.counts.events,
            fe: detail.counts.fe,
            be: detail.counts.be,
            retakes: detail.counts.retakes,
            warnings: detail.counts.warnings,
          })}
        </dd>
      </div>
    </dl>
  );
}

export function Answer({ detail, byKey, zone, onShow }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { explanation } = detail;
  return (
    <section className={`panel ${styles.answer}`} aria-label={t('session.answer')}>
      <div className={styles.why}>
        <Statements detail={detail} zone={zone} />
        <h1 className={styles.sentence}>{explanation.sentence[language]}</h1>
        <p className="quiet">
          <code>{explanation.headline}</code>
          {explanation.confidence !== 'none' && (
            <> · {t(`confidence.${explanation.confidence}` as 'confidence.confirmed', { defaultValue: explanation.confidence })}</>
          )}
        </p>
        {explanation.evidence.length > 0 && (
          <ul className={styles.evidences} aria-label={t('session.evidence')}>
            {explanation.evidence.slice(0, 12).map((one) => (
              <EvidenceLink
                key={`${one.role}${one.source}${one.event_id}`}
                id={one.event_id}
                source={one.source}
                role={one.role}
                byKey={byKey}
                onShow={onShow}
              />
            ))}
          </ul>
        )}
        {detail.last_error_code && <ErrorCode code={detail.last_error_code} />}
        <Findings detail={detail} onShow={(id) => onShow(byKey.has(`BE:${id}`) ? `BE:${id}` : `FE:${id}`)} />
      </div>
      <div className={styles.side}>
        <Facts detail={detail} zone={zone} />
        <Linked detail={detail} zone={zone} />
      </div>
    </section>
  );
}

function Linked({ detail, zone }: Pick<Props, 'detail' | 'zone'>) {
  const { t } = useTranslation();
  if (detail.linked.length === 0) return null;
  // Newest first: the last that is later is the next one, the first that is earlier the one before.
  const next = detail.linked.findLast((one) => one.created_at > detail.created_at);
  const previous = detail.linked.find((one) => one.created_at <= detail.created_at);
  return (
    <section aria-label={t('session.linked')}>
      <h2 className={styles.small}>{t('session.linked')}</h2>
      <p className="row no-print">
        {previous && (
          <Link to="/sessions/$sessionId" params={{ sessionId: previous.session_id }} search={{}}>
            ← {t('session.personPrevious')}
          </Link>
        )}
        {next && (
          <Link to="/sessions/$sessionId" params={{ sessionId: next.session_id }} search={{}}>
            {t('session.personNext')} →
          </Link>
        )}
      </p>
      <ul>
        {detail.linked.slice(0, 6).map((one) => (
          <li key={one.session_id} className={styles.linkedRow}>
            <Link to="/sessions/$sessionId" params={{ sessionId: one.session_id }} search={{}}>
              <time dateTime={one.created_at}>{dateTime(one.created_at, zone)}</time>
            </Link>
            <StatusChip status={one.status} />
            <DecisionMark outcome={one.decision?.outcome ?? 'NONE'} />
            <Link
              to="/compare/$left/$right"
              params={{ left: one.session_id, right: detail.session_id }}
              search={{}}
              className="quiet no-print"
            >
              {t('session.compare')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
