import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** A modal dialog: the browser's own, with its focus trap and Escape. It is in the page only while it is open. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: React.ReactNode }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // The browser gives the focus to the first button, which here only closes.
    element?.querySelector('input')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={() => !dialog.current?.open && onClose()}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="stack">
        <div className="row">
          <h2 className="grow">{title}</h2>
          <button type="button" className="button plain small" onClick={onClose}>
            {t('dialog.close')} <kbd>Esc</kbd>
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
