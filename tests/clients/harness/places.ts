// Where a session's id may stand, and which place counts if there are several.

/** The members of an event's own object, first to last; the places that only one protocol has come after these. */
export const ownPlaces = ['session_id', 'sessionId', 'session.id', '$session_id'];

/** For each place a session of its own, its id there, and ids that must not count in all later places. */
export function inEachPlace(base: string, places: string[]): { session: string; ids: Record<string, string> }[] {
  return places.map((_, first) => {
    const session = `${base}-place-${first}`;
    return {
      session,
      ids: Object.fromEntries(places.slice(first).map((place, i) => [place, i === 0 ? session : `${base}-not-this-one`])),
    };
  });
}
