// Beside the form: choosing what shall happen and, once it goes on, what was chosen.
import { h } from './element.ts';
import { type Scenario, type ScenarioId, scenarios } from './scenarios.ts';
import type { Texts } from './texts.ts';

export function choicePanel(texts: Texts, chosen: ScenarioId | string, choose: (scenario: Scenario) => void): HTMLElement {
  const choice = (scenario: Scenario) => {
    const text = texts.scenarios[scenario.id];
    const radio = h('input', {
      type: 'radio',
      name: 'scenario',
      value: scenario.id,
      checked: scenario.id === chosen,
      onchange: () => choose(scenario),
    });
    return h(
      'label',
      { className: 'choice' },
      radio,
      h('span', {}, h('strong', {}, text.title), h('span', { className: 'quiet' }, text.hint), h('code', {}, scenario.headline)),
    );
  };
  const group = (legend: string, by: Scenario['by']) =>
    h('fieldset', {}, h('legend', {}, legend), ...scenarios.filter((one) => one.by === by).map(choice));
  return h(
    'section',
    { className: 'card panel', attributes: { 'aria-labelledby': 'panel-title' } },
    h('h2', { id: 'panel-title' }, texts.panelTitle),
    h('p', { className: 'quiet' }, texts.panelText),
    h('div', { className: 'choices' }, group(texts.byServer, 'server'), group(texts.byVisitor, 'visitor')),
  );
}

export function chosenPanel(texts: Texts, scenario: Scenario): HTMLElement {
  const text = texts.scenarios[scenario.id];
  return h(
    'section',
    { className: 'card chosen', attributes: { 'aria-labelledby': 'chosen-title' } },
    h('h2', { id: 'chosen-title' }, `${texts.chosen}: ${text.title}`),
    h('p', {}, h('strong', {}, `${texts.whatToDo}: `), text.hint),
    h('p', { className: 'quiet' }, `${texts.willSay}: `, h('code', {}, scenario.headline)),
  );
}
