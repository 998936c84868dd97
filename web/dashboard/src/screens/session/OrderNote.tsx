// That order is not a cause: told once to a viewer, on the first journey that has an order.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference } from '../../preferences/usePreference.ts';
import styles from './OrderNote.module.css';

export function OrderNote() {
  const { t } = useTranslation();
  const [read, setRead] = usePreference('orderNoteRead');
  const [shown, setShown] = useState(!read);
  useEffect(() => setRead(true), [setRead]);
  if (!shown) return null;
  return (
    <p className={`${styles.note} no-print`}>
      {t('session.orderNote')}
      <button type="button" className="button plain small" onClick={() => setShown(false)}>
        {t('session.orderNoteRead')}
      </button>
    </p>
  );
}
