// One verification, understood at a glance: the answer, the stages, the time axis, every event.
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { Problem } from '../../api/client.ts';
import { type EventItem, impacts, type SessionDetail } from '../../api/types.ts';
import { leaveOnEscape, useShortcuts } from '../../app/keyboard.tsx';
import { changed, listOf, type Search, textOf } from '../../app/search.ts';
import { CopyButton } from '../../design/CopyButton.tsx';
import { MultiSelect } from '../../design/MultiSelect.tsx';
import { Empty, Failed, Waiting } from '../../design/states.tsx';
import { usePreference } from '../../preferences/usePreference.ts';
import { exact } from '../../time/format.ts';
import { neighboursOf } from '../sessions/neighbours.ts';
import { Answer } from './Answer.tsx';
import { AsOf } from './AsOf.tsx';
import { EventList, type ListHandle } from './EventList.tsx';
import { keyOf, startOf, timeOf } from './eventKey.ts';
import { matching, nextImpact } from './listFilter.ts';
import { StageStrip } from './StageStrip.tsx';
import styles from './SessionScreen.module.css';
import { makeAxis } from './timeline/axis.ts';
import type { Window } from './timeline/draw.ts';
import { makeLayout } from './timeline/layout.ts';
import { Timeline, windowRound } from './timeline/Timeline.tsx';
import { useDetail, useEvents, useGrowth } from './useJourney.ts';

export default function SessionScreen() {
  const { t } = useTranslation();
  const { sessionId } = useParams({ strict: false }) as { sessionId: string };
  const search: Search = useSearch({ strict: false });
  const asOf = textOf(search, 'as_of') || undefined;
  const detail = useDetail(sessionId, asOf);
  if (detail.error instanceof Problem && detail.error.status === 404) {
    return (
      <Empty title={t('session.notFound', { id: sessionId })}>
        <p>{asOf ? t('session.notYet') : t('session.notFoundHelp')}</p>
        <p>
          <Link to="/sessions" search={{ q: sessionId }}>
            {t('session.searchFor')}
          </Link>
        </p>
      </Empty>
    );
  }
  if (detail.error && !detail.data) return <Failed error={detail.error} again={() => void detail.refetch()} />;
  if (!detail.data) return <Waiting />;
  return <Journey key={sessionId} detail={detail.data} search={search} asOf={asOf} />;
}

/** The address as this screen's state. */
function useAddress(id: string, search: Search) {
  const navigate = useNavigate();
  const latest = useRef(search);
  latest.current = search;
  return useCallback(
    (changes: Record<string, string | string[] | undefined>) =>
      void navigate({
        to: '/sessions/$sessionId',
        params: { sessionId: id },
        search: changed(latest.current, changes),
        replace: true,
        resetScroll: false,
      }),
    [navigate, id],
  );
}

function windowOf(search: Search): Window {
  const [from, to] = textOf(search, 'zoom').split('-').map(Number);
  return from !== undefined && to !== undefined && to > from && from >= 0 && to <= 1 ? { from, to } : { from: 0, to: 1 };
}

/** The window is in the address too, but moves there only when the hand rests. */
function useWindow(search: Search, change: (changes: Record<string, string>) => void): [Window, (window: Window) => void] {
  const [window, setWindow] = useState(() => windowOf(search));
  const text = window.from <= 0 && window.to >= 1 ? '' : `${window.from.toFixed(5)}-${window.to.toFixed(5)}`;
  useEffect(() => {
    if (text === textOf(search, 'zoom')) return undefined;
    const timer = setTimeout(() => change({ zoom: text }), 300);
    return () => clearTimeout(timer);
  }, [text, search, change]);
  return [window, setWindow];
}

function useSessionKeys(id: string, listed: readonly EventItem[], selected: string | null, select: (key: string) => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const at = listed.findIndex((event) => keyOf(event) === selected);
  const to = (index: number) => listed[index] && select(keyOf(listed[index]));
  const open = (other: string | undefined) =>
    other && void navigate({ to: '/sessions/$sessionId', params: { sessionId: other }, search: {} });
  useShortcuts([
    { keys: 'j', label: t('keys.nextEvent'), run: () => to(Math.min(listed.length - 1, at + 1)) },
    { keys: 'k', label: t('keys.previousEvent'), run: () => to(Math.max(0, at - 1)) },
    { keys: 'n', label: t('keys.nextImpact'), run: () => to(nextImpact(listed, at, 1)) },
    { keys: 'p', label: t('keys.previousImpact'), run: () => to(nextImpact(listed, at < 0 ? listed.length : at, -1)) },
    { keys: 'o', label: t('keys.openEvent'), run: () => selected && document.getElementById(`event-${selected}`)?.click() },
    { keys: '[', label: t('keys.previousSession'), run: () => open(neighboursOf(id).previous) },
    { keys: ']', label: t('keys.nextSession'), run: () => open(neighboursOf(id).next) },
    { keys: '/', label: t('keys.searchEvents'), run: () => document.getElementById('event-search')?.focus() },
    { keys: 'u', label: t('keys.backToList'), run: () => void navigate({ to: '/sessions', search: {} }) },
  ]);
}

function Bar({ detail, live, asOf, zone }: { detail: SessionDetail; live: boolean; asOf: string | undefined; zone: string }) {
  const { t } = useTranslation();
  const { previous, next } = neighboursOf(detail.session_id);
  const neighbour = (id: string | undefined, label: string, key: string) =>
    id && (
      <Link to="/sessions/$sessionId" params={{ sessionId: id }} search={{}} className="button plain small">
        {label} <kbd>{key}</kbd>
      </Link>
    );
  return (
    <div className={`row ${styles.bar}`}>
      <span className="mono grow cut">{detail.session_id}</span>
      {asOf ? (
        <strong className={styles.past}>{t('asOf.past', { time: exact(asOf, zone), zone })}</strong>
      ) : (
        live && <span className={styles.live}>{t('session.live')}</span>
      )}
      <span className="row no-print">
        {neighbour(previous, t('session.previous'), '[')}
        {neighbour(next, t('session.next'), ']')}
        <CopyButton value={window.location.href} what={t('session.share')}>
          {t('session.share')}
        </CopyButton>
        <button type="button" className="button plain small" onClick={() => window.print()}>
          {t('session.print')}
        </button>
      </span>
    </div>
  );
}

function OrderNote() {
  const { t } = useTranslation();
  const [read, setRead] = usePreference('orderNoteRead');
  if (read) return null;
  return (
    <p className={`${styles.note} no-print`}>
      {t('session.orderNote')}{' '}
      <button type="button" className="button plain small" onClick={() => setRead(true)}>
        {t('session.orderNoteRead')}
      </button>
    </p>
  );
}

function ListTools({
  search,
  change,
  shown,
  total,
}: {
  search: Search;
  change: (changes: Record<string, string | string[]>) => void;
  shown: number;
  total: number;
}) {
  const { t } = useTranslation();
  return (
    <div className={`row no-print ${styles.tools}`}>
      <input
        id="event-search"
        type="search"
        placeholder={t('session.searchEvents')}
        aria-label={t('session.searchEvents')}
        value={textOf(search, 'text')}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={leaveOnEscape}
      />
      {(['FE', 'BE'] as const).map((source) => (
        <button
          key={source}
          type="button"
          className="button small"
          aria-pressed={textOf(search, 'source') === source}
          onClick={() => change({ source: textOf(search, 'source') === source ? '' : source })}
        >
          {source}
        </button>
      ))}
      <MultiSelect
        label={t('session.impact')}
        options={impacts.map((value) => ({ value }))}
        chosen={listOf(search, 'impact')}
        onChange={(impact) => change({ impact })}
      />
      <span className="quiet num" role="status">
        {shown === total ? t('session.eventCount', { count: total }) : t('session.eventsShown', { shown, total })}
      </span>
      {shown !== total && (
        <button type="button" className="button plain small" onClick={() => change({ text: '', source: '', impact: [], stage: '' })}>
          {t('filter.clear')}
        </button>
      )}
    </div>
  );
}

/** Events, what is drawn of them and what of them is listed. */
function useModel(detail: SessionDetail, search: Search, asOf: string | undefined) {
  const { catalog } = useCatalog();
  const loaded = useEvents(detail.session_id, asOf);
  const events = useDeferredValue(loaded.events);
  const hiding = useMemo(() => new Set(catalog?.events.filter((one) => one.flags.includes('hidden')).map((one) => one.name)), [catalog]);
  const axis = useMemo(() => makeAxis(events.map((event) => ({ start: startOf(event), end: timeOf(event) }))), [events]);
  const layout = useMemo(() => makeLayout(events, axis, (name) => hiding.has(name)), [events, axis, hiding]);
  const [source, stage, text, chosen] = [
    textOf(search, 'source'),
    textOf(search, 'stage'),
    textOf(search, 'text'),
    listOf(search, 'impact').join(' '),
  ];
  const listed = useMemo(
    () => matching(events, { source, stage, text, impacts: chosen ? chosen.split(' ') : [] }),
    [events, source, stage, text, chosen],
  );
  const shownKeys = useMemo(() => new Set(listed.map(keyOf)), [listed]);
  const roles = useMemo(() => new Map(detail.explanation.evidence.map((one) => [keyOf(one), one.role as string])), [detail]);
  return { events, complete: loaded.complete, error: loaded.error, layout, axis, listed, shownKeys, roles };
}

function Journey({ detail, search, asOf }: { detail: SessionDetail; search: Search; asOf: string | undefined }) {
  const { t } = useTranslation();
  const [zone] = usePreference('zone');
  const change = useAddress(detail.session_id, search);
  const model = useModel(detail, search, asOf);
  const whole = useEvents(detail.session_id, undefined);
  const stream = useGrowth(detail.session_id, model.events.length, asOf === undefined);
  const [axisWindow, setWindow] = useWindow(search, change);
  const list = useRef<ListHandle>(null);
  const sticky = useRef<HTMLDivElement>(null);
  const selected = textOf(search, 'event') || null;
  const select = useCallback(
    (key: string | null) => {
      change({ event: key ?? '' });
      const item = key ? model.layout.byKey.get(key) : undefined;
      if (!item) return;
      if (!model.shownKeys.has(item.key)) change({ event: item.key, text: '', source: '', impact: [], stage: '' });
      setTimeout(() => list.current?.show(item.key));
      const place = model.axis.place(item.end);
      setWindow(place >= axisWindow.from && place <= axisWindow.to ? axisWindow : windowRound(place, axisWindow.to - axisWindow.from));
    },
    [change, model, axisWindow, setWindow],
  );
  useSessionKeys(detail.session_id, model.listed, selected, select);
  // A link to an event shows it once its page is here.
  const shownOnce = useRef(false);
  useEffect(() => {
    if (shownOnce.current || !selected || !model.layout.byKey.has(selected)) return;
    shownOnce.current = true;
    setTimeout(() => list.current?.show(selected), 50);
  }, [selected, model.layout]);
  const [range, setRange] = useState({ first: -1, last: -1 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const listed = useMemo(() => {
    const [first, last] = [model.listed[range.first], model.listed[range.last]];
    return first && last ? { from: timeOf(first), to: timeOf(last) } : null;
  }, [model.listed, range]);
  const marked = useMemo(() => new Set(model.roles.keys()), [model.roles]);
  const first = model.layout.items[0];
  const start = first ? Math.min(startOf(first.event), timeOf(first.event)) : Date.parse(detail.created_at);
  return (
    <article className={styles.screen}>
      <Bar detail={detail} live={stream === 'open' && detail.status === 'IN_PROGRESS'} asOf={asOf} zone={zone} />
      <Answer detail={detail} byKey={model.layout.byKey} zone={zone} onShow={select} />
      <StageStrip
        visits={detail.stages}
        events={model.events}
        current={detail.status === 'IN_PROGRESS' ? detail.stage : ''}
        chosen={textOf(search, 'stage')}
        onChoose={(stage) => change({ stage })}
      />
      <div ref={sticky} className={`panel ${styles.timeline}`}>
        {model.events.length > 0 ? (
          <Timeline
            layout={model.layout}
            axis={model.axis}
            window={axisWindow}
            onWindow={setWindow}
            selected={selected}
            onSelect={select}
            marked={marked}
            listed={listed}
            shown={(key) => model.shownKeys.has(key)}
            zone={zone}
          />
        ) : model.error ? (
          <Failed error={model.error} />
        ) : (
          <Waiting />
        )}
        <div className={`row ${styles.under}`}>
          <ListTools search={search} change={change} shown={model.listed.length} total={model.events.length} />
          <AsOf events={whole.events} asOf={asOf} zone={zone} onChange={(as_of) => change({ as_of })} />
        </div>
      </div>
      <OrderNote />
      <div className={`panel ${styles.list}`}>
        <EventList
          handle={list}
          events={model.listed}
          start={start}
          zone={zone}
          selected={selected}
          roles={model.roles}
          onSelect={select}
          onRange={onRange}
          stickyHeight={sticky.current?.offsetHeight ?? 0}
        />
        {!model.complete && (
          <p className="quiet" role="status">
            {t('session.loadingMore')}
          </p>
        )}
      </div>
    </article>
  );
}
