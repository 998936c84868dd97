// While the page is printed it shows everything, in the light theme: paper does not scroll, pan or glow.
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const page = document.documentElement;
    let theme: string | undefined;
    const begin = () => {
      theme = page.dataset.theme;
      page.dataset.theme = 'light';
      flushSync(() => setPrinting(true));
    };
    const end = () => {
      if (theme) page.dataset.theme = theme;
      setPrinting(false);
    };
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
