// How the story ends: what stands now, and what was different in the try that was approved.
import { useTranslation } from 'react-i18next';
import { ChangeList } from './ChangeList.tsx';
import { helped } from './changes.ts';
import { TryHead } from './TryCard.tsx';
import type { Try } from './useTries.ts';

export function Outcome({ tries }: { tries: readonly Try[] }) {
  const { t } = useTranslation();
  const at = tries.findIndex((one) => one.row.decision?.outcome === 'APPROVED');
  const approved = tries[at];
  const before = tries[at - 1];
  const last = tries.at(-1);
  if (!last) return null;
  const changes = approved && before ? helped(before.events, approved.events) : [];
  return (
    <section className="panel section" aria-label={t('person.outcome')}>
      <h2>
        {approved
          ? at === 0
            ? t('person.approvedAtOnce')
            : t('person.approvedAt', { number: at + 1, of: tries.length })
          : t('person.notApproved', { count: tries.length })}
      </h2>
      {approved !== last && <TryHead row={last.row} />}
      {changes.length > 0 && (
        <>
          <h3>{t('person.helped')}</h3>
          <ChangeList changes={changes} />
          <p className="quiet">{t('person.helpedNote')}</p>
        </>
      )}
    </section>
  );
}
