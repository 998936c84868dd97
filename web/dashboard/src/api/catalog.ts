// The catalog in use, asked for once, with what the screens look up in it.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from './client.ts';
import type { Advice, Catalog, CatalogEvent } from './types.ts';

export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => get<Catalog>('/v1/catalog', {}, signal),
});

export interface CatalogIndex {
  catalog: Catalog | undefined;
  event: (name: string) => CatalogEvent | undefined;
  reason: (code: string) => Catalog['reasons'][number] | undefined;
  errorCode: (code: string) => Catalog['error_codes'][number] | undefined;
  family: (prefix: string) => Catalog['error_families'][number] | undefined;
  /** What to do next and what the person may be told: as the decision's reason says, else as the headline does. */
  advice: (headline: string, reason: string | null | undefined) => Advice | undefined;
}

export function useCatalog(): CatalogIndex {
  const { data } = useQuery(catalogQuery);
  return useMemo(() => {
    const events = new Map(data?.events.map((one) => [one.name, one]));
    const reasons = new Map(data?.reasons.map((one) => [one.code, one]));
    const codes = new Map(data?.error_codes.map((one) => [one.code, one]));
    const families = new Map(data?.error_families.map((one) => [one.prefix, one]));
    const advice = new Map(data?.advice?.map((one) => [`${one.for} ${one.code}`, one]));
    return {
      catalog: data,
      event: (name) => events.get(name),
      reason: (code) => reasons.get(code),
      errorCode: (code) => codes.get(code),
      family: (prefix) => families.get(prefix),
      advice: (headline, reason) => advice.get(`reason ${reason ?? ''}`) ?? advice.get(`headline ${headline}`),
    };
  }, [data]);
}
