// How the table looks: which columns, how close its rows.
import { useTranslation } from 'react-i18next';
import { MultiSelect } from '../../design/MultiSelect.tsx';
import { usePreference } from '../../preferences/usePreference.ts';
import { type ColumnName, columnNames } from './columns.ts';

export function ViewOptions({ columns, setColumns }: { columns: readonly ColumnName[]; setColumns: (columns: string[]) => void }) {
  const { t } = useTranslation();
  const [density, setDensity] = usePreference('density');
  return (
    <>
      <MultiSelect
        label={t('sessions.columns')}
        options={columnNames.map((value) => ({ value, label: t(`column.${value}`) }))}
        chosen={columns}
        onChange={setColumns}
        usual
      />
      <button
        type="button"
        className="button"
        aria-pressed={density === 'compact'}
        onClick={() => setDensity(density === 'compact' ? 'comfortable' : 'compact')}
      >
        {t('sessions.compact')}
      </button>
    </>
  );
}
