// All sessions of one person as one story: the tries in order, what changed between them, and how it ended.
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../design/CopyButton.tsx';
import { Empty, Failed, Waiting } from '../../design/states.tsx';
import { useWord } from '../../words/words.ts';
import { type IdentityKind, isIdentityKind } from './identity.ts';
import { approvedAt, Outcome } from './Outcome.tsx';
import { TryCard, TryHead } from './TryCard.tsx';
import { triesMost, type Try, useTries } from './useTries.ts';

function Claimed({ tries }: { tries: readonly Try[] }) {
  const { t } = useTranslation();
  if (tries.length === 0) return null;
  return (
    <section className="panel section" aria-label={t('person.claimed')}>
      <h2>{t('person.claimed')}</h2>
      <p className="quiet">{t('person.claimedHelp')}</p>
      <ul className="stack">
        {tries.map((one) => (
          <li key={one.row.session_id}>
            <TryHead row={one.row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Story({ kind, value }: { kind: IdentityKind; value: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const { tries, claimed, total, waiting, error, again } = useTries(kind, value);
  if (error) return <Failed error={error} again={again} />;
  if (waiting) return <Waiting />;
  if (total === 0)
    return (
      <Empty title={t('person.nobody', { value })}>
        <p>{t('person.nobodyHelp')}</p>
        <Link to="/sessions" search={{ q: value }}>
          {t('session.searchFor')}
        </Link>
      </Empty>
    );
  return (
    <div className="page">
      <div className="row">
        <h1>{value}</h1>
        <CopyButton value={value} what={word('identity', kind)} />
        <span className="grow quiet">
          {word('identity', kind)} · {t('sessions.total', { count: total })}
        </span>
        <Link to="/sessions" search={{ field: kind, match: 'exact', q: value }}>
          {t('person.asList')}
        </Link>
      </div>
      {tries.length > 0 && (
        <h2>
          <Outcome tries={tries} />
        </h2>
      )}
      {total > triesMost && <p className="quiet">{t('person.newestOnly', { shown: triesMost, total })}</p>}
      <ol className="stack">
        {tries.map((one, index) => (
          <TryCard
            key={one.row.session_id}
            now={one}
            before={tries[index - 1]}
            title={t('person.try', { number: index + 1, of: tries.length })}
            worked={index === approvedAt(tries)}
          />
        ))}
      </ol>
      <Claimed tries={claimed} />
    </div>
  );
}

export default function PersonScreen() {
  const { t } = useTranslation();
  const { kind, value } = useParams({ strict: false }) as { kind: string; value: string };
  if (!isIdentityKind(kind)) return <Empty title={t('person.nobody', { value })} />;
  return <Story kind={kind} value={value} />;
}
