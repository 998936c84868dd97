import { Link } from '@tanstack/react-router';
import type { Search } from '../../app/search.ts';
import { number } from '../../time/format.ts';

/** A count that leads to exactly those sessions; none leads nowhere. */
export function Figure({ value, to }: { value: number; to: Search | undefined }) {
  if (value === 0 || !to) return <span className={value === 0 ? 'quiet' : undefined}>{number(value)}</span>;
  return (
    <Link to="/sessions" search={to}>
      {number(value)}
    </Link>
  );
}
