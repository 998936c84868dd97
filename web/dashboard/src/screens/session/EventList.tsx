// The journey as a list: the same events as on the time axis, in the rules' order. Only rows in sight are in the page.
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventItem } from '../../api/types.ts';
import { Empty, Waiting } from '../../design/states.tsx';
import { EventRow } from './EventRow.tsx';
import styles from './EventList.module.css';
import { keyOf } from './eventKey.ts';

export interface ListHandle {
  /** Brings an event into sight, below what sticks to the top. */
  show: (key: string) => void;
  /** Brings it into the middle, opened, and the keyboard with it. */
  open: (key: string) => void;
}

interface Props {
  events: readonly EventItem[];
  /** All of them are here. */
  complete: boolean;
  start: number;
  zone: string;
  selected: string | null;
  /** What an event is to the answer, in words. */
  roles: ReadonlyMap<string, string>;
  printing: boolean;
  onSelect: (key: string) => void;
  handle: React.Ref<ListHandle>;
  /** Tells which part of the journey is in sight, by the places of its first and last event in the list. */
  onRange: (first: number, last: number) => void;
  /** Height of what sticks to the top of the page. */
  stickyHeight: number;
}

const rowHeight = 31;
const openedAfterMs = 80;

export function EventList({ events, complete, start, zone, selected, roles, printing, onSelect, handle, onRange, stickyHeight }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [events.length]);
  const virtual = useWindowVirtualizer({
    count: events.length,
    estimateSize: () => rowHeight,
    overscan: 15,
    scrollMargin: margin,
    scrollPaddingStart: stickyHeight + 8,
    getItemKey: (index) => (events[index] ? keyOf(events[index]) : index),
  });
  // From below what sticks to the top to the end of the window.
  const top = (virtual.scrollOffset ?? 0) + stickyHeight;
  const bottom = (virtual.scrollOffset ?? 0) + (virtual.scrollRect?.height ?? 0);
  const inSight = virtual.getVirtualItems().filter((item) => item.end > top && item.start < bottom);
  const [first, last] = [inSight[0]?.index ?? -1, inSight.at(-1)?.index ?? -1];
  useEffect(() => onRange(first, last), [onRange, first, last]);
  const indexOf = (key: string) => events.findIndex((event) => keyOf(event) === key);
  useImperativeHandle(handle, () => ({
    show: (key) => {
      const index = indexOf(key);
      if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    },
    open: (key) => {
      const index = indexOf(key);
      if (index < 0) return;
      setOpen((before) => new Set(before).add(key));
      virtual.scrollToIndex(index, { align: 'center' });
      // The row has its opened height, and its place in the page, only now.
      setTimeout(() => {
        virtual.scrollToIndex(index, { align: 'center' });
        document.getElementById(`event-${key}`)?.focus({ preventScroll: true });
      }, openedAfterMs);
    },
  }));
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
    onSelect(key);
  };
  if (events.length === 0 && !complete) return <Waiting />;
  if (events.length === 0) return <Empty title={t('session.noEvents')} />;
  const row = (event: EventItem) => {
    const key = keyOf(event);
    return (
      <EventRow
        event={event}
        id={`event-${key}`}
        start={start}
        zone={zone}
        open={open.has(key)}
        selected={selected === key}
        role={roles.get(key)}
        onToggle={() => toggle(key)}
        onShowPair={() => onSelect(`${event.source === 'FE' ? 'BE' : 'FE'}:${event.pair}`)}
      />
    );
  };
  // Printed, the whole journey has to be in the page.
  if (printing)
    return (
      <div role="list">
        {events.map((event) => (
          <div role="listitem" key={keyOf(event)}>
            {row(event)}
          </div>
        ))}
      </div>
    );
  return (
    <div
      ref={box}
      role="list"
      aria-label={t('session.list', { count: events.length })}
      aria-busy={!complete}
      className={styles.rows}
      style={{ height: virtual.getTotalSize() }}
    >
      {virtual.getVirtualItems().map((item) => {
        const event = events[item.index];
        return (
          event && (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              role="listitem"
              aria-setsize={events.length}
              aria-posinset={item.index + 1}
              className={styles.place}
              style={{ transform: `translateY(${item.start - margin}px)` }}
            >
              {row(event)}
            </div>
          )
        );
      })}
    </div>
  );
}
