// Where people leave: dropped sessions by what they were at.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dropoffs } from '../../api/types.ts';
import { useFilterWords } from '../sessions/useFilterWords.ts';
import { CountTable, formerly } from './CountTable.tsx';
import { type Scope, useFigures } from './figures.ts';
import { Section } from './Section.tsx';

const parts = ['headline', 'stage', 'last_path', 'last_event'] as const;
type Part = (typeof parts)[number];

interface Row {
  value: string;
  sessions: number;
}

function rowsOf(answer: Dropoffs | undefined, part: Part): Row[] | undefined {
  const rows = answer?.[part] as ({ sessions: number } & Partial<Record<Part, string | null>>)[] | undefined;
  return rows?.flatMap((row) => {
    const value = row[part];
    return value ? [{ value, sessions: row.sessions }] : [];
  });
}

export function DropoffsSection({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const words = useFilterWords();
  const [part, setPart] = useState<Part>('headline');
  const { now, before } = useFigures<Dropoffs>('dropoffs', scope);
  const then = formerly(
    rowsOf(before, part),
    (row) => row.value,
    (row) => row.sessions,
  );
  return (
    <Section title={t('analytics.dropoffs')} help={t('analytics.dropoffsHelp')}>
      <div className="row">
        {parts.map((one) => (
          <button key={one} type="button" className="button small" aria-pressed={part === one} onClick={() => setPart(one)}>
            {t(`filter.${one}`)}
          </button>
        ))}
      </div>
      <CountTable
        key={part}
        caption={t('analytics.dropoffs')}
        heading={t(`filter.${part}`)}
        rows={(rowsOf(now, part) ?? []).map((row) => ({
          key: row.value,
          name: words(part, row.value),
          label: <span title={row.value}>{words(part, row.value)}</span>,
          sessions: row.sessions,
          before: then(row.value),
          to: { ...scope.base, status: 'DROPPED', [part]: row.value },
        }))}
      />
    </Section>
  );
}
