// Several values out of many: a button that says what is chosen, and a list of boxes to tick below it.
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../time/format.ts';
import styles from './MultiSelect.module.css';

export interface Option {
  value: string;
  /** The value in words; the value itself is then its tooltip. */
  label?: string | undefined;
  /** How many things have the value. */
  count?: number;
}

const searchableFrom = 9;

interface Props {
  label: string;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Something is always chosen: the button does not stand out for it. */
  usual?: boolean;
  /** For choices that are asked for only when somebody looks at them. */
  onOpen?: () => void;
}

function useCloseFromOutside(open: boolean, close: () => void) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const onDown = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) close();
    };
    window.addEventListener('pointerdown', onDown);
    window.addEventListener('focusin', onDown);
    return () => {
      window.removeEventListener('pointerdown', onDown);
      window.removeEventListener('focusin', onDown);
    };
  }, [open, close]);
  return root;
}

export function MultiSelect({ label, options, chosen, onChange, usual = false, onOpen }: Props) {
  const [open, setOpen] = useState(false);
  const root = useCloseFromOutside(open, () => setOpen(false));
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div ref={root} className={styles.root} onKeyDown={(event) => event.key === 'Escape' && open && close()}>
      <button
        ref={button}
        type="button"
        className={`button ${styles.button}`}
        aria-expanded={open}
        aria-controls={id}
        data-chosen={chosen.length > 0 && !usual}
        onClick={() => {
          if (!open) onOpen?.();
          setOpen(!open);
        }}
      >
        {label}
        <span className={styles.end}>{chosen.length > 0 ? number(chosen.length) : <span aria-hidden="true">▾</span>}</span>
      </button>
      {open && <Choices id={id} label={label} options={options} chosen={chosen} onChange={onChange} />}
    </div>
  );
}

function Choices({ id, label, options, chosen, onChange }: Props & { id: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const known = new Set(options.map((one) => one.value));
  // What the address has but the list does not is shown too, or it could not be taken away.
  const all = [...chosen.filter((value) => !known.has(value)).map((value): Option => ({ value })), ...options];
  const shown = all.filter((one) => `${one.value} ${one.label ?? ''}`.toLowerCase().includes(wanted)).slice(0, 200);
  const toggle = (value: string) => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  const typed = text.trim();
  return (
    <div id={id} role="group" aria-label={label} className={styles.choices}>
      {options.length >= searchableFrom && (
        <input
          autoFocus
          aria-label={t('filter.find', { what: label })}
          placeholder={t('filter.find', { what: label })}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && typed && toggle(shown.length === 1 && shown[0] ? shown[0].value : typed)}
        />
      )}
      <div className={styles.list}>
        {shown.map((one) => (
          <label key={one.value} className={styles.choice}>
            <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => toggle(one.value)} />
            <span className="grow" title={one.value}>
              {one.label ?? one.value}
            </span>
            {one.count !== undefined && <span className="num quiet">{number(one.count)}</span>}
          </label>
        ))}
        {shown.length === 0 && <p className="quiet">{typed ? t('filter.useTyped', { text: typed }) : t('filter.nothing')}</p>}
      </div>
      {chosen.length > 0 && (
        <button type="button" className="button plain small" onClick={() => onChange([])}>
          {t('filter.clear')}
        </button>
      )}
    </div>
  );
}
