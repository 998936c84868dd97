// Nested data as keys and values; each value can be copied.
import { CopyButton } from './CopyButton.tsx';
import styles from './KeyValueTree.module.css';

export function KeyValueTree({ value }: { value: object }) {
  return (
    <dl className={styles.tree}>
      {Object.entries(value).map(([key, one]) => (
        <div key={key} className={styles.entry}>
          <dt>{key}</dt>
          <dd>{typeof one === 'object' && one !== null ? <KeyValueTree value={one} /> : <Value name={key} value={one} />}</dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ name, value }: { name: string; value: unknown }) {
  const text = String(value);
  return (
    <span className={styles.value}>
      <span className="mono">{text}</span> <CopyButton value={text} what={name} />
    </span>
  );
}
