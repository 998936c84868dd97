// What sessions can be told apart by, and the values to ask for: those that the catalog, the rules or the figures themselves know.
import { useCatalog } from '../../api/catalog.ts';
import { type Checks, type Dropoffs, type Errors, headlines, outcomes, type Reasons, stages, statuses } from '../../api/types.ts';
import { type Scope, useFigures } from './figures.ts';

export const dimensions = [
  'decision',
  'status',
  'furthest_stage',
  'headline',
  'reason',
  'check',
  'error_family',
  'error_code',
  'event',
  'last_path',
] as const;
export type Dimension = (typeof dimensions)[number];

/** One request a value, so there is an end to them. */
const valuesMost = 24;

/** Events that part sessions: most of the others happen in all of them. */
const telling: readonly string[] = ['milestone', 'signal'];

export function useValues(dimension: Dimension, scope: Scope): string[] {
  const { catalog } = useCatalog();
  const reasons = useFigures<Reasons>('reasons', scope).now?.data ?? [];
  const checks = useFigures<Checks>('checks', scope).now?.data ?? [];
  const errors = useFigures<Errors>('errors', scope).now?.data ?? [];
  const paths = useFigures<Dropoffs>('dropoffs', scope).now?.last_path ?? [];
  const values: Record<Dimension, readonly (string | null)[]> = {
    decision: outcomes,
    status: statuses,
    furthest_stage: stages,
    headline: headlines,
    reason: reasons.map((row) => row.reason),
    check: [...checks].sort((a, b) => b.fail - a.fail).map((row) => `${row.check}:FAIL`),
    error_family: errors.map((row) => row.family),
    error_code: errors.map((row) => row.error_code),
    event: catalog?.events.filter((one) => telling.includes(one.kind)).map((one) => one.name) ?? [],
    last_path: paths.map((row) => row.last_path),
  };
  return [...new Set(values[dimension].filter((value) => value !== null))].slice(0, valuesMost);
}
