// The screens of the form: each is made of the state and tells what the visitor did; none knows the network.
import type { State } from './backend.ts';
import { button, h } from './element.ts';
import { type Origin, type PhotoTaker, photoTaker } from './photo.ts';
import type { Scenario } from './scenarios.ts';
import type { Texts } from './texts.ts';

export interface Screen {
  element: HTMLElement;
  close?: () => void;
}

const heading = (text: string) => h('h1', { tabIndex: -1 }, text);

export function startScreen(
  texts: Texts,
  note: string,
  scenario: Scenario,
  begin: () => void,
): Screen & { choose: (scenario: Scenario) => void } {
  const chosen = h('strong');
  const choose = ({ id }: Scenario) => {
    chosen.textContent = texts.scenarios[id].title;
  };
  choose(scenario);
  return {
    choose,
    element: h(
      'section',
      {},
      heading(texts.title),
      note ? h('p', { className: 'notice', attributes: { role: 'status' } }, note) : null,
      h('ol', { className: 'outline' }, ...texts.steps.map((step) => h('li', {}, step))),
      h('p', { className: 'made-up' }, texts.madeUp),
      h('p', { className: 'quiet' }, `${texts.chosen}: `, chosen),
      h('div', { className: 'actions' }, button(texts.begin, begin, 'primary')),
    ),
  };
}

export function termsScreen(texts: Texts, answer: (agreed: boolean) => void): Screen {
  const agree = h('input', { type: 'checkbox', id: 'agree', required: true });
  const form = h(
    'form',
    {},
    heading(texts.termsTitle),
    h('p', {}, texts.termsText),
    h('ul', {}, ...texts.termsData.map((one) => h('li', {}, one))),
    h('p', { className: 'quiet' }, texts.privacy),
    h('label', { className: 'check', htmlFor: 'agree' }, agree, texts.agree),
    h(
      'div',
      { className: 'actions' },
      h('button', { type: 'submit', className: 'primary' }, texts.goOn),
      button(texts.decline, () => answer(false)),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    answer(true);
  });
  return { element: form };
}

/** Why the last try did not do. */
function retakeNotice(texts: Texts, state: State): HTMLElement | null {
  if (!state.retake) return null;
  return h(
    'div',
    { className: 'notice', attributes: { role: 'status' } },
    h('strong', {}, texts.retake),
    h('p', {}, `${texts.retakeReason[state.retake] ?? state.retake} ${texts.triesLeft(state.tries_left)}`),
    state.picture && state.step !== 'account' ? h('p', { className: 'quiet' }, measured(texts, state.picture)) : null,
  );
}

const measured = (texts: Texts, { width, height, sharpness, brightness }: NonNullable<State['picture']>) =>
  texts.measured(width, height, sharpness, brightness);

export function photoScreen(
  texts: Texts,
  state: State,
  what: 'document' | 'selfie',
  onPhoto: (photo: Blob, origin: Origin) => void,
): Screen {
  const taker: PhotoTaker = photoTaker({ texts, what, onPhoto });
  const [title, text] = what === 'document' ? [texts.documentTitle, texts.documentText] : [texts.selfieTitle, texts.selfieText];
  return { element: h('section', {}, heading(title), retakeNotice(texts, state), h('p', {}, text), taker.element), close: taker.close };
}

export function accountScreen(
  texts: Texts,
  state: State,
  act: { transfer: () => void; skip: () => void; confirm: (code: string) => void },
): Screen {
  if (!state.account_code) {
    return {
      element: h(
        'section',
        {},
        heading(texts.accountTitle),
        h('p', {}, texts.accountText),
        h('div', { className: 'actions' }, button(texts.transfer, act.transfer, 'primary'), button(texts.skip, act.skip)),
      ),
    };
  }
  const code = h('input', {
    id: 'code',
    inputMode: 'numeric',
    autocomplete: 'one-time-code',
    pattern: '[0-9]{4}',
    maxLength: 4,
    required: true,
  });
  if (state.retake) code.setAttribute('aria-invalid', 'true');
  const form = h(
    'form',
    {},
    heading(texts.accountTitle),
    retakeNotice(texts, state),
    h('p', { className: 'bank' }, texts.bankMessage(state.account_code)),
    h('label', { htmlFor: 'code' }, texts.code),
    code,
    h('div', { className: 'actions' }, h('button', { type: 'submit', className: 'primary' }, texts.confirm), button(texts.skip, act.skip)),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act.confirm(code.value);
  });
  return { element: form };
}

/** The checks that run now, each with its result as soon as it has one. */
export function checksScreen(texts: Texts, photo: string | null): Screen & { update: (state: State) => void } {
  const list = h('ul', { className: 'checks', attributes: { 'aria-label': texts.checks } });
  const element = h(
    'section',
    { attributes: { 'aria-busy': 'true' } },
    heading(texts.checking),
    photo ? h('img', { className: 'sent', src: photo, alt: texts.yourPhoto }) : null,
    list,
  );
  const update = (state: State) => {
    const items = state.checks.map(({ name, result }) =>
      h(
        'li',
        { className: (result ?? 'running').toLowerCase() },
        h('span', {}, texts.checkNames[name] ?? name),
        h('span', { className: 'result' }, texts.checkResult[result ?? 'RUNNING']),
      ),
    );
    list.replaceChildren(...items);
  };
  return { element, update };
}

export function resultScreen(texts: Texts, state: State, again: () => void): Screen & { update: (state: State) => void } {
  const webhook = h('p', { className: 'quiet', attributes: { role: 'status' } });
  const { outcome, reason } = state.decision ?? { outcome: 'PENDING', reason: null };
  const update = (now: State) => {
    webhook.textContent = texts.webhook[now.webhook ?? 'waiting'];
  };
  update(state);
  return {
    element: h(
      'section',
      { className: `result ${outcome.toLowerCase()}` },
      h('div', { className: 'seal', attributes: { 'aria-hidden': 'true' } }),
      heading(texts.outcome[outcome].title),
      h('p', {}, texts.outcome[outcome].text),
      reason ? h('p', { className: 'quiet' }, `${texts.reason}: `, h('code', {}, reason)) : null,
      webhook,
      h('div', { className: 'actions' }, button(texts.again, again, 'primary')),
    ),
    update,
  };
}

export function errorScreen(texts: Texts, code: string, tryAgain: (() => void) | null, again: () => void): Screen {
  return {
    element: h(
      'section',
      { className: 'result error' },
      h('div', { className: 'seal', attributes: { 'aria-hidden': 'true' } }),
      heading(texts.errorTitle),
      h('p', {}, texts.errorText[code] ?? ''),
      h('p', { className: 'quiet' }, `${texts.errorCode}: `, h('code', {}, code)),
      h(
        'div',
        { className: 'actions' },
        tryAgain ? button(texts.tryAgain, tryAgain, 'primary') : null,
        button(texts.again, again, tryAgain ? '' : 'primary'),
      ),
    ),
  };
}
