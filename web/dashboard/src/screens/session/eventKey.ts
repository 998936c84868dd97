// A FE and a BE event may share an id, so both together name one (docs/formats/openapi.yaml, GET /v1/sessions/{session_id}).
import type { EventItem, Source } from '../../api/types.ts';

export const keyOf = (event: { event_id: string; source: Source }): string => `${event.source}:${event.event_id}`;

/** The event's time as milliseconds. */
export const timeOf = (event: EventItem): number => Date.parse(event.time);

/** When it began: a check ended at its time. */
export const startOf = (event: EventItem): number => timeOf(event) - (event.duration_ms ?? 0);
