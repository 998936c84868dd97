// One box for whatever one knows: an email, an id, a reason, a check, or what to do.
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../design/Dialog.tsx';
import styles from './CommandPalette.module.css';
import type { Hit } from './hit.ts';
import { useHits } from './useHits.ts';

function HitOption({
  hit,
  id,
  chosen,
  onChoose,
  onRun,
}: {
  hit: Hit;
  id: string;
  chosen: boolean;
  onChoose: () => void;
  onRun: () => void;
}) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={chosen}
      ref={(element) => (chosen ? element?.scrollIntoView({ block: 'nearest' }) : undefined)}
      onClick={onRun}
      onMouseMove={onChoose}
    >
      <span className={styles.text}>
        <span className="cut">{hit.label}</span>
        {hit.detail && <span className={`cut quiet ${styles.detail}`}>{hit.detail}</span>}
      </span>
      {hit.keys?.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
      <span className={`quiet ${styles.detail}`}>{hit.kind}</span>
    </li>
  );
}

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  // Enter came before the server's answer: the first hit is run once it is known.
  const [waits, setWaits] = useState(false);
  const list = useId();
  const { hits, answered } = useHits(text);
  const chosen = Math.min(at, hits.length - 1);
  const run = (hit: Hit | undefined) => {
    onClose();
    hit?.run();
  };
  useEffect(() => {
    if (waits && answered) run(hits[0]);
  });
  const onKey = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((chosen + step + hits.length) % Math.max(1, hits.length));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && at === 0 && !answered) setWaits(true);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(hits[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('palette.title')} onClose={onClose}>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={hits[chosen] ? `${list}-${chosen}` : undefined}
        aria-autocomplete="list"
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          setWaits(false);
        }}
        onKeyDown={onKey}
      />
      <ul id={list} role="listbox" aria-label={t('palette.title')} className={styles.list}>
        {hits.map((hit, index) => (
          <HitOption
            key={hit.key}
            id={`${list}-${index}`}
            hit={hit}
            chosen={index === chosen}
            onChoose={() => setAt(index)}
            onRun={() => run(hit)}
          />
        ))}
      </ul>
      <p role="status" className="hidden-visually">
        {answered ? t('palette.hits', { count: hits.length }) : ''}
      </p>
    </Dialog>
  );
}
