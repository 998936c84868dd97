import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Copies a value and says so. `what` names it for screen readers. */
export function CopyButton({ value, what, children }: { value: string; what: string; children?: React.ReactNode }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true));
  return (
    <button type="button" className="button plain small quiet no-print" onClick={copy} aria-label={`${t('copy.copy')}: ${what}`}>
      <span aria-live="polite">{copied ? t('copy.copied') : (children ?? t('copy.copy'))}</span>
    </button>
  );
}
