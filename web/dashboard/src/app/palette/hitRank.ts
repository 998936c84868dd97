// How well a text answers what was typed: the lower, the likelier it is meant.

const wordBreak = /[\s_:.@/-]+/;

/** 0 the same, 1 begins with it, 2 one of its words does, 3 has it somewhere, 4 has all its words; undefined: no match. */
function rankOf(typed: string, text: string): number | undefined {
  if (text === typed) return 0;
  if (text.startsWith(typed)) return 1;
  if (text.split(wordBreak).some((word) => word.startsWith(typed))) return 2;
  if (text.includes(typed)) return 3;
  return typed.split(wordBreak).every((word) => text.includes(word)) ? 4 : undefined;
}

/** The best rank among texts that name the same thing. */
export function hitRank(typed: string, texts: readonly (string | null | undefined)[]): number | undefined {
  const wanted = typed.trim().toLowerCase();
  const ranks = texts.map((text) => (text ? rankOf(wanted, text.toLowerCase()) : undefined)).filter((rank) => rank !== undefined);
  return ranks.length > 0 ? Math.min(...ranks) : undefined;
}
