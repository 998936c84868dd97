import { Link } from '@tanstack/react-router';
import type { Search } from '../../app/search.ts';
import { useNumbers } from '../../i18n/useNumbers.ts';

/** A count that leads to exactly those sessions; none leads nowhere. */
export function Figure({ value, to }: { value: number; to: Search | undefined }) {
  const { count } = useNumbers();
  if (value === 0 || !to) return <span className={value === 0 ? 'quiet' : undefined}>{count(value)}</span>;
  return (
    <Link to="/sessions" search={to}>
      {count(value)}
    </Link>
  );
}
