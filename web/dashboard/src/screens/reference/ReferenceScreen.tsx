// The catalog in use, and how to read a journey. Every event's name in the dashboard leads to its row here.
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import type { CatalogEvent } from '../../api/types.ts';
import { leaveOnEscape, useShortcuts } from '../../app/keyboard.tsx';
import { ImpactMark, SourceChip } from '../../design/marks.tsx';
import { Waiting } from '../../design/states.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import styles from './ReferenceScreen.module.css';

const truths = ['statusIsNotDecision', 'evidence', 'order', 'time', 'resolved', 'confidence', 'rates', 'comparison', 'person'] as const;

function HowToRead() {
  const { t } = useTranslation();
  return (
    <section className="panel section" aria-label={t('reference.how')}>
      <h2>{t('reference.how')}</h2>
      <ul className={styles.truths}>
        {truths.map((truth) => (
          <li key={truth}>
            <strong>{t(`reference.${truth}`)}</strong> {t(`reference.${truth}Text`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function EventRow({ event, target }: { event: CatalogEvent; target: boolean }) {
  const { pick } = useLanguage();
  return (
    <tr id={event.name} className={target ? styles.target : undefined}>
      <th scope="row" className="mono">
        {event.name}
      </th>
      <td>
        <SourceChip source={event.source} />
      </td>
      <td className="mono">{event.stage ?? '*'}</td>
      <td>{event.kind}</td>
      <td>
        <ImpactMark impact={event.impact} />
      </td>
      <td>
        {event.pair && (
          <a href={`#${event.pair}`} className="mono">
            {event.pair}
          </a>
        )}
      </td>
      <td>
        <strong>{pick(event.title)}</strong>
        <br />
        <span className="quiet">{pick(event.meaning)}</span>
      </td>
    </tr>
  );
}

export default function ReferenceScreen() {
  const { t } = useTranslation();
  const { pick } = useLanguage();
  const { catalog } = useCatalog();
  const { hash } = useLocation();
  const [text, setText] = useState('');
  useShortcuts([{ keys: '/', label: t('reference.search'), run: () => document.getElementById('reference-search')?.focus() }]);
  useEffect(() => {
    if (catalog && hash) document.getElementById(hash)?.scrollIntoView({ block: 'center' });
  }, [catalog, hash]);
  if (!catalog) return <Waiting />;
  const wanted = text.trim().toLowerCase();
  const has = (...parts: (string | null)[]) => parts.join(' ').toLowerCase().includes(wanted);
  return (
    <div className={`page ${styles.catalog}`}>
      <div className="row">
        <h1 className="grow">{t('reference.title')}</h1>
        <input
          id="reference-search"
          type="search"
          aria-label={t('reference.search')}
          placeholder={t('reference.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={leaveOnEscape}
        />
      </div>
      <HowToRead />
      <section className="panel section" aria-label={t('reference.events')}>
        <h2>{t('reference.events')}</h2>
        <table>
          <thead>
            <tr>
              {(['name', 'source', 'stage', 'kind', 'impact', 'pair', 'meaning'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`reference.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {catalog.events
              .filter((one) => has(one.name, one.stage, one.kind, one.title.en, one.title.ko, one.meaning.en, one.meaning.ko))
              .map((one) => (
                <EventRow key={one.name} event={one} target={one.name === hash} />
              ))}
          </tbody>
        </table>
      </section>
      <div className={styles.pair}>
        <section className="panel section" aria-label={t('reference.reasons')}>
          <h2>{t('reference.reasons')}</h2>
          <table>
            <tbody>
              {catalog.reasons
                .filter((one) => has(one.code, one.title.en, one.title.ko))
                .map((one) => (
                  <tr key={one.code}>
                    <th scope="row" className="mono">
                      {one.code}
                    </th>
                    <td>{one.outcome}</td>
                    <td className="mono">{one.stage}</td>
                    <td>{pick(one.title)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
        <section className="panel section" aria-label={t('reference.errorCodes')}>
          <h2>{t('reference.errorCodes')}</h2>
          <table>
            <tbody>
              {catalog.error_families.map((one) => (
                <tr key={one.prefix}>
                  <th scope="row" className="mono">
                    {one.prefix}-…
                  </th>
                  <td>{one.class}</td>
                  <td>{pick(one.title)}</td>
                </tr>
              ))}
              {catalog.error_codes
                .filter((one) => has(one.code, one.title.en, one.title.ko))
                .map((one) => (
                  <tr key={one.code}>
                    <th scope="row" className="mono">
                      {one.code}
                    </th>
                    <td>{one.family}</td>
                    <td>{pick(one.title)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
          <h2>{t('reference.screens')}</h2>
          <table>
            <tbody>
              {catalog.screens.map((one) => (
                <tr key={one.path}>
                  <th scope="row" className="mono">
                    {one.path}
                  </th>
                  <td className="mono">{one.stage}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  );
}
