// Who it was and how long it took. What is not on record is not listed.
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../../api/catalog.ts';
import type { SessionDetail } from '../../../api/types.ts';
import { CopyButton } from '../../../design/CopyButton.tsx';
import { useLanguage } from '../../../i18n/useLanguage.ts';
import { dateTime, duration } from '../../../time/format.ts';
import { useWord } from '../../../words/words.ts';
import styles from './Answer.module.css';

function Identity({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation();
  const word = useWord();
  const known = (['email', 'user_id', 'submission_id'] as const).filter((name) => detail[name]);
  if (known.length === 0) return <p className="quiet">{t('session.noIdentity')}</p>;
  return known.map((name) => (
    <div key={name}>
      <dt>{word('identity', name)}</dt>
      <dd>
        <span className="mono">{detail[name]}</span> <CopyButton value={detail[name] ?? ''} what={word('identity', name)} />
        {detail.aliases[name].length > 0 && (
          <span className="quiet">{t('session.alsoKnown', { list: detail.aliases[name].join(', ') })}</span>
        )}
      </dd>
    </div>
  ));
}

/** The last error code, where the sentence does not name it already. */
function ErrorCode({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const { errorCode, family } = useCatalog();
  const code = detail.last_error_code;
  if (!code || detail.explanation.sentence.en.includes(code)) return null;
  const known = errorCode(code) ?? family(code.slice(0, 2));
  return (
    <div>
      <dt>{t('session.lastError')}</dt>
      <dd title={known ? pick(known.title) : undefined}>
        <code>{code}</code>
      </dd>
    </div>
  );
}

export function Facts({ detail, zone }: { detail: SessionDetail; zone: string }) {
  const { t } = useTranslation();
  return (
    <dl className={styles.facts} aria-label={t('session.facts')}>
      <Identity detail={detail} />
      <div>
        <dt>{t('session.started')}</dt>
        <dd>
          <time dateTime={detail.created_at} title={zone}>
            {dateTime(detail.created_at, zone)}
          </time>
        </dd>
      </div>
      <div>
        <dt>{t('session.took')}</dt>
        <dd className="num">
          {duration(detail.active_ms)}
          {duration(detail.active_ms) !== duration(detail.wall_ms) && (
            <span className="quiet"> {t('session.ofWall', { wall: duration(detail.wall_ms) })}</span>
          )}
        </dd>
      </div>
      <ErrorCode detail={detail} />
    </dl>
  );
}
