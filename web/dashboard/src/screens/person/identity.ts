// Whom a person's page is about: a user id or an email, as the server sent it.
import type { EventItem } from '../../api/types.ts';

export const identityKinds = ['user_id', 'email'] as const;
export type IdentityKind = (typeof identityKinds)[number];

export const isIdentityKind = (text: string): text is IdentityKind => (identityKinds as readonly string[]).includes(text);

/** Whether the server itself named this person in the session; a screen can claim to be anybody. */
export function namedByServer(events: readonly EventItem[], kind: IdentityKind, value: string): boolean {
  const wanted = value.toLowerCase();
  return events.some((event) => event.source === 'BE' && event[kind]?.toLowerCase() === wanted);
}
