// Everything the keyboard can do, by name; and any id, email or submission to jump to.
import { useNavigate, useParams } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../design/Dialog.tsx';
import styles from './CommandPalette.module.css';
import { useAllShortcuts } from './keyboard.tsx';

interface Command {
  label: string;
  keys?: string;
  run: () => void;
}

function useCommands(text: string): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { sessionId } = useParams({ strict: false });
  const shortcuts = useAllShortcuts();
  const wanted = text.trim().toLowerCase();
  const matching: Command[] = shortcuts.filter((one) => one.label.toLowerCase().includes(wanted));
  if (!wanted) return matching;
  const id = text.trim();
  return [
    ...matching,
    ...(sessionId
      ? [
          {
            label: t('palette.compare', { id }),
            run: () => void navigate({ to: '/compare/$left/$right', params: { left: sessionId, right: id }, search: {} }),
          },
        ]
      : []),
    {
      label: t('palette.openSession', { id }),
      run: () => void navigate({ to: '/sessions/$sessionId', params: { sessionId: id }, search: {} }),
    },
    { label: t('palette.search', { text: id }), run: () => void navigate({ to: '/sessions', search: { q: id } }) },
  ];
}

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const commands = useCommands(text);
  const chosen = Math.min(at, commands.length - 1);
  const run = (command: Command | undefined) => {
    onClose();
    command?.run();
  };
  const onKey = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((chosen + step + commands.length) % Math.max(1, commands.length));
    else if (event.key === 'Enter') run(commands[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('palette.title')} onClose={onClose}>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={commands[chosen] ? `${list}-${chosen}` : undefined}
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul id={list} role="listbox" aria-label={t('palette.title')} className={styles.list}>
        {commands.map((command, index) => (
          <li
            key={command.label}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => run(command)}
            onMouseMove={() => setAt(index)}
          >
            <span className="grow">{command.label}</span>
            {command.keys?.split(' ').map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
