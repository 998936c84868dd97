// Keyboard shortcuts: screens say what they have while they are shown; one listener runs them, one dialog lists them.
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';

export interface Shortcut {
  /** As `KeyboardEvent.key` has it, `g s` for two keys after each other. */
  keys: string;
  label: string;
  run: () => void;
}

interface Registry {
  add: (shortcuts: Shortcut[]) => () => void;
  all: () => Shortcut[];
}

const RegistryContext = createContext<Registry | null>(null);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

/** Enter and the space bar belong to the button or link that has the focus. */
function isForElement(event: KeyboardEvent): boolean {
  return (
    (event.key === 'Enter' || event.key === ' ') &&
    event.target instanceof Element &&
    event.target.closest('button, a, summary, [role=option]') !== null
  );
}

/** For a search field: Escape leaves it with its text, where the browser would empty it. */
export function leaveOnEscape(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.currentTarget.blur();
}

const secondKeyWithinMs = 900;

export function KeyboardProvider({ children }: { children: React.ReactNode }) {
  const groups = useRef(new Set<Shortcut[]>());
  const registry = useMemo<Registry>(
    () => ({
      add: (shortcuts) => {
        groups.current.add(shortcuts);
        return () => groups.current.delete(shortcuts);
      },
      all: () => [...groups.current].flat(),
    }),
    [],
  );
  useEffect(() => {
    let first: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        isForElement(event) ||
        document.querySelector('dialog[open]')
      )
        return;
      const two = first && event.timeStamp - first.at < secondKeyWithinMs ? `${first.key} ${event.key}` : null;
      // The screen that came last knows best.
      const found =
        registry
          .all()
          .reverse()
          .find((one) => one.keys === two) ??
        registry
          .all()
          .reverse()
          .find((one) => one.keys === event.key);
      first = { key: event.key, at: event.timeStamp };
      if (!found) return;
      event.preventDefault();
      first = null;
      found.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [registry]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/** Shortcuts that work while the calling component is shown. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const registry = useContext(RegistryContext);
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const signature = shortcuts.map((one) => `${one.keys}=${one.label}`).join('|');
  useEffect(() => {
    const stable = latest.current.map((one, index) => ({ ...one, run: () => latest.current[index]?.run() }));
    return registry?.add(stable);
  }, [registry, signature]);
}

/** All of them as of now, for the help dialog. */
export function useAllShortcuts(): Shortcut[] {
  const registry = useContext(RegistryContext);
  const [all] = useState(() => registry?.all() ?? []);
  return all;
}
