// What a viewer chose once and finds again: kept in this browser, shared by all its tabs. Nothing about journeys is kept.
import { useSyncExternalStore } from 'react';

export interface Preferences {
  language: 'en' | 'ko';
  theme: 'system' | 'light' | 'dark';
  zone: string;
  density: 'comfortable' | 'compact';
  columns: string[];
  views: { project: string; name: string; search: string }[];
  orderNoteRead: boolean;
}

const prefix = 'session-journey.';

const defaults: Preferences = {
  language: navigator.language.startsWith('ko') ? 'ko' : 'en',
  theme: 'system',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
  density: 'comfortable',
  columns: [],
  views: [],
  orderNoteRead: false,
};

const listeners = new Set<() => void>();
const cache = new Map<string, unknown>();

function read<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  if (!cache.has(name)) {
    let value: unknown = defaults[name];
    try {
      const text = localStorage.getItem(prefix + name);
      if (text !== null) value = JSON.parse(text);
    } catch {
      // a browser that keeps nothing, or a damaged entry: the default it is
    }
    cache.set(name, value);
  }
  return cache.get(name) as Preferences[Name];
}

function write<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  cache.set(name, value);
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // it holds for this page at least
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const changedElsewhere = (event: StorageEvent) => {
    if (!event.key?.startsWith(prefix)) return;
    cache.delete(event.key.slice(prefix.length));
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', changedElsewhere);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', changedElsewhere);
  };
}

export function usePreference<Name extends keyof Preferences>(name: Name): [Preferences[Name], (value: Preferences[Name]) => void] {
  const value = useSyncExternalStore(subscribe, () => read(name));
  return [value, (next) => write(name, next)];
}

export const preferenceOf = read;
