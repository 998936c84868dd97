// What a page may tell, and what is taken out of it before it leaves: nothing that a user typed or photographed.

/** A value of an attribute: plain, so that nothing is sent by accident. */
export type AttributeValue = string | number | boolean;

export interface Fields {
  result?: 'PASS' | 'FAIL' | 'WARN' | 'ERROR' | 'SKIPPED';
  /** A screen may say these three; anything else does not count. */
  impact?: 'NONE' | 'RETAKE' | 'COMPLETED';
  reason?: string;
  errorCode?: string;
  message?: string;
  attempt?: number;
  durationMs?: number;
  attributes?: Record<string, AttributeValue>;
}

export interface Identity {
  email?: string;
  userId?: string;
  submissionId?: string;
}

/** An event as the API takes it (docs/formats/event.md). */
export interface WireEvent {
  event_id: string;
  session_id: string;
  name: string;
  source: 'FE';
  time: number;
  seq: number;
  [field: string]: unknown;
}

const textMost = 512;

/** Attributes that are always let through; a page names further ones of its own in `init`. */
const ownAttributes = ['path', 'language', 'screen', 'line', 'column', 'file'];

export function allowed(
  attributes: Record<string, AttributeValue> | undefined,
  further: readonly string[],
): Record<string, AttributeValue> {
  const kept: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (!ownAttributes.includes(name) && !further.includes(name)) continue;
    if (typeof value === 'string') kept[name] = value.slice(0, textMost);
    else if (typeof value === 'number' || typeof value === 'boolean') kept[name] = value;
  }
  return kept;
}

/** A path without what may hold personal data: no query, no fragment, no user information. */
export function plainPath(address: string): string {
  try {
    return new URL(address, 'http://x').pathname.slice(0, textMost);
  } catch {
    return '/';
  }
}

/** An error's text: its first line, short, with addresses cut to their paths and long numbers and emails taken out. */
export function plainMessage(message: string): string {
  return (message.split('\n')[0] ?? '')
    .replace(/https?:\/\/\S+/g, (address) => plainPath(address))
    .replace(/[^\s@]+@[^\s@]+/g, '<email>')
    .replace(/\d{5,}/g, '<number>')
    .slice(0, 256);
}
