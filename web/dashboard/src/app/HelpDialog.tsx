import { useTranslation } from 'react-i18next';
import { Dialog } from '../design/Dialog.tsx';
import { useAllShortcuts } from './keyboard.tsx';

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const shortcuts = useAllShortcuts();
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <table>
        <tbody>
          <tr>
            <td>
              <kbd>Ctrl K</kbd>
            </td>
            <td>{t('palette.title')}</td>
          </tr>
          {shortcuts.map((one) => (
            <tr key={one.keys + one.label}>
              <td>
                {one.keys.split(' ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </td>
              <td>{one.label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
