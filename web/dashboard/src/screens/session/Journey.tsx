// A session that is there. The selection, the filters and the part of the axis are in the address; the parts below share them.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SessionDetail } from '../../api/types.ts';
import { type Search, textOf } from '../../app/search.ts';
import { Failed, Waiting } from '../../design/states.tsx';
import { usePreference } from '../../preferences/usePreference.ts';
import { Answer } from './answer/Answer.tsx';
import { useAddress, useWindow } from './address.ts';
import { AsOf } from './AsOf.tsx';
import { Bar } from './Bar.tsx';
import { EventList, type ListHandle } from './EventList.tsx';
import { timeOf } from './eventKey.ts';
import { ListTools } from './ListTools.tsx';
import { OrderNote } from './OrderNote.tsx';
import { PrintedHead } from './PrintedHead.tsx';
import { usePrinting } from './printing.ts';
import styles from './SessionScreen.module.css';
import { StageStrip } from './StageStrip.tsx';
import { Timeline } from './timeline/Timeline.tsx';
import { TimelineTools } from './timeline/TimelineTools.tsx';
import { windowRound } from './timeline/window.ts';
import { useEvents, useGrowth } from './useJourney.ts';
import { useFolding, useModel } from './useModel.ts';
import { useSessionKeys } from './useSessionKeys.ts';
import { useTitle } from './useTitle.ts';

interface Props {
  detail: SessionDetail;
  search: Search;
  asOf: string | undefined;
}

/** Selecting an event brings it into sight in the list and on the axis. */
function useSelection({ detail, search, asOf }: Props) {
  const change = useAddress(detail.session_id, search);
  const model = useModel(detail, search, asOf);
  const [window, setWindow] = useWindow(search, change);
  const list = useRef<ListHandle>(null);
  const selected = textOf(search, 'event') || null;
  const select = useCallback(
    (key: string, how: keyof ListHandle = 'show') => {
      const event = model.byKey.get(key)?.event;
      if (!event) return;
      change(model.shownKeys.has(key) ? { event: key } : { event: key, text: '', source: '', impact: [], stage: '' });
      setTimeout(() => list.current?.[how](key));
      const place = model.axis.place(timeOf(event));
      if (place < window.from || place > window.to) setWindow(windowRound(place, window.to - window.from));
    },
    [change, model, window, setWindow],
  );
  // A link to an event shows it once its page is here; what is selected later is shown by `select`.
  const shownOnce = useRef(selected === null);
  useEffect(() => {
    if (shownOnce.current || !selected || !model.byKey.has(selected)) return;
    shownOnce.current = true;
    setTimeout(() => list.current?.open(selected), 50);
  }, [selected, model.byKey]);
  return { change, model, window, setWindow, list, selected, select };
}

export function Journey(props: Props) {
  const { detail, search, asOf } = props;
  const [zone] = usePreference('zone');
  const { change, model, window, setWindow, list, selected, select } = useSelection(props);
  const whole = useEvents(detail.session_id, undefined);
  const stream = useGrowth(detail.session_id, model.events.length, asOf === undefined);
  const folding = useFolding(model.events);
  const printing = usePrinting();
  const sticky = useRef<HTMLDivElement>(null);
  useSessionKeys(detail.session_id, model.listed, selected, select);
  useTitle(detail);
  const [range, setRange] = useState({ first: -1, last: -1 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const listed = useMemo(() => {
    const [first, last] = [model.listed[range.first], model.listed[range.last]];
    return first && last ? { from: timeOf(first), to: timeOf(last) } : null;
  }, [model.listed, range]);
  const onShow = useCallback((key: string) => select(key, 'open'), [select]);
  return (
    <article className={styles.screen}>
      <PrintedHead zone={zone} printing={printing} />
      <Bar detail={detail} live={stream === 'open' && detail.status === 'IN_PROGRESS'} asOf={asOf} zone={zone} />
      <Answer detail={detail} events={model.byKey} zone={zone} onShow={onShow} />
      <StageStrip detail={detail} events={model.events} chosen={textOf(search, 'stage')} onChoose={(stage) => change({ stage })} />
      {detail.counts.events > 1 && <OrderNote />}
      <div ref={sticky} className={`panel ${styles.timeline}`}>
        {model.events.length > 0 ? (
          <Timeline
            events={model.events}
            axis={model.axis}
            window={window}
            onWindow={setWindow}
            selected={selected}
            onSelect={onShow}
            roles={model.roles}
            hides={model.hides}
            unfolded={folding.unfolded}
            onUnfold={folding.unfold}
            listed={listed}
            shown={model.shown}
            zone={zone}
            printing={printing}
          />
        ) : model.error ? (
          <Failed error={model.error} />
        ) : (
          <Waiting />
        )}
        <div className={`row no-print ${styles.under}`}>
          <ListTools counts={detail.counts} search={search} change={change} shown={model.listed.length} total={model.events.length} />
          <AsOf events={whole.events} asOf={asOf} zone={zone} onChange={(as_of) => change({ as_of })} />
          <TimelineTools window={window} onWindow={setWindow} unfolded={folding.state} onFold={folding.all} />
        </div>
      </div>
      <div className="panel">
        <EventList
          handle={list}
          events={model.listed}
          complete={model.complete}
          start={model.start}
          zone={zone}
          selected={selected}
          roles={model.roleWords}
          printing={printing}
          onSelect={select}
          onRange={onRange}
          stickyHeight={sticky.current?.offsetHeight ?? 0}
        />
      </div>
    </article>
  );
}
