import { Link } from '@tanstack/react-router';
import type { IdentityKind } from './identity.ts';

/** Leads to all sessions of a person. */
export function PersonLink({ kind, value, children }: { kind: IdentityKind; value: string; children: React.ReactNode }) {
  return (
    <Link to="/people/$kind/$value" params={{ kind, value }} search={{}}>
      {children}
    </Link>
  );
}
