import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import type { Errors } from '../../api/types.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { CountTable, formerly } from './CountTable.tsx';
import { type Scope, useFigures } from './figures.ts';
import { Section } from './Section.tsx';

/** By the last error code of each session, with its family. */
export function ErrorsSection({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const { family, errorCode } = useCatalog();
  const { now, before } = useFigures<Errors>('errors', scope);
  const then = formerly(
    before?.data,
    (row) => row.error_code,
    (row) => row.sessions,
  );
  const titleOf = (known: { title: { en: string; ko: string } } | undefined) => (known ? pick(known.title) : '');
  return (
    <Section title={t('analytics.errors')} help={t('analytics.errorsHelp')}>
      <CountTable
        caption={t('analytics.errors')}
        heading={t('filter.error_code')}
        rows={(now?.data ?? []).map((row) => ({
          key: row.error_code,
          name: row.error_code,
          label: (
            <>
              {row.error_code} <span className="quiet">{titleOf(errorCode(row.error_code)) || titleOf(family(row.family))}</span>
            </>
          ),
          sessions: row.sessions,
          before: then(row.error_code),
          to: { ...scope.base, error_code: row.error_code },
        }))}
      />
    </Section>
  );
}
