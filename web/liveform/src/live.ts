// What Session Journey says of this visitor's journey, asked over its public API while the visitor goes through the form.
// Only a demo does this: it takes a read key, which a customer's page never has.
import { h } from './element.ts';
import type { Language, Texts } from './texts.ts';

interface Detail {
  headline: string;
  status: string;
  counts: { fe: number; be: number };
  stages: { stage: string; state: string }[];
  explanation: { sentence: Record<Language, string> };
}

const askEveryMs = 1_000;

export interface Live {
  element: HTMLElement;
  close: () => void;
}

const dashboardAddress = (sessionId: string, readKey: string) =>
  `/sign-in?to=${encodeURIComponent(`/sessions/${sessionId}`)}#key=${readKey}`;

export function live(texts: Texts, language: Language, sessionId: string, readKey: string): Live {
  const headline = h('p', { className: 'headline' });
  const sentence = h('p', { className: 'sentence' }, texts.liveWaiting);
  const counts = h('p', { className: 'quiet' });
  const stages = h('ol', { className: 'stages', attributes: { 'aria-label': texts.stages } });

  const show = (detail: Detail) => {
    headline.replaceChildren(h('code', { className: detail.status.toLowerCase() }, detail.headline));
    sentence.textContent = detail.explanation.sentence[language];
    counts.textContent = texts.events(detail.counts.fe, detail.counts.be);
    stages.replaceChildren(
      ...detail.stages.map(({ stage, state }) =>
        h('li', { className: state, title: `${stage}: ${state.replace('_', ' ')}` }, h('span', {}, stage.replace('_', ' '))),
      ),
    );
  };
  const look = async () => {
    if (document.visibilityState === 'hidden') return;
    const answer = await fetch(`/v1/sessions/${encodeURIComponent(sessionId)}`, { headers: { Authorization: `Bearer ${readKey}` } });
    if (answer.ok) show((await answer.json()) as Detail);
  };
  // The server may be away for a moment: the next look will tell.
  const timer = setInterval(() => void look().catch(() => undefined), askEveryMs);
  return {
    element: h(
      'section',
      { className: 'card live', attributes: { 'aria-labelledby': 'live-title' } },
      h('h2', { id: 'live-title' }, texts.liveTitle),
      headline,
      sentence,
      stages,
      counts,
      h(
        'a',
        { className: 'button', href: dashboardAddress(sessionId, readKey), target: '_blank', rel: 'noopener' },
        texts.open,
        h('span', { className: 'sr-only' }, ` (${texts.newTab})`),
      ),
      h('p', { className: 'quiet small' }, texts.liveText),
    ),
    close: () => clearInterval(timer),
  };
}
