import { useTranslation } from 'react-i18next';
import { useWord } from '../../words/words.ts';
import type { Try } from './useTries.ts';

/** The first try that was approved; -1 if none was. */
export const approvedAt = (tries: readonly Try[]): number => tries.findIndex((one) => one.row.decision?.outcome === 'APPROVED');

/** How the story ends, in a line. */
export function Outcome({ tries }: { tries: readonly Try[] }) {
  const { t } = useTranslation();
  const word = useWord();
  const at = approvedAt(tries);
  if (at === -1) return <>{t('person.notApproved', { count: tries.length })}</>;
  const last = tries.at(-1)?.row.decision?.outcome ?? 'NONE';
  return (
    <>
      {at === 0 ? t('person.approvedAtOnce') : t('person.approvedAt', { number: at + 1, of: tries.length })}
      {last !== 'APPROVED' && ` · ${t('person.lastTry', { decision: word('decision', last) })}`}
    </>
  );
}
