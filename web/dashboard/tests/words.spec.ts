// No two parts of a session screen contradict: for each published case (tests/conformance/cases) the words of status, decision,
// stages, sentence and evidence are collected from the page and held against the case's expectation through catalog/words.json.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import table from '../../../catalog/words.json' with { type: 'json' };
import { askServer, expect, sendEvents, test } from './test.ts';

interface Case {
  name: string;
  as_of: string;
  events: { event_id: string; name: string; time: number; source: 'FE' | 'BE' }[];
  expect: {
    status: string;
    decision: { outcome: string } | null;
    headline: string;
    confidence: string;
    stage_states: Record<string, string>;
    causes: string[];
    contributing: string[];
    observations: string[];
    findings: string[];
  };
}

type Language = 'en' | 'ko';

const folder = resolve(import.meta.dirname, '../../../tests/conformance/cases');
const cases = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case);
const sessionOf = (given: Case) => `words-${given.name}`;

function wordOf(kind: keyof typeof table, language: Language, ...keys: string[]): string {
  const words = table[kind] as Record<string, Record<Language, string>>;
  const found = keys.map((key) => words[key]).find((text) => text !== undefined);
  if (!found) throw new Error(`no word for ${kind} ${keys.join()}`);
  return found[language];
}

const labels = {
  en: { answer: 'What happened', status: 'Status', decision: 'Decision', evidence: 'Evidence', stages: 'Stages' },
  ko: { answer: '무슨 일이 있었나', status: '상태', decision: '결정', evidence: '근거', stages: '단계' },
};

/** What the page says, part by part. */
async function told(page: Page, language: Language) {
  const label = labels[language];
  const answer = page.getByRole('region', { name: label.answer });
  const statement = (name: string) =>
    answer
      .locator('dl > div')
      .filter({ has: page.getByText(name, { exact: true }) })
      .locator('dd > span')
      .first();
  const stages = page.getByRole('list', { name: label.stages }).getByRole('button');
  const chips = answer.getByRole('list', { name: label.evidence }).getByRole('button');
  const certainty = answer.locator('h1 [data-confidence]');
  return {
    status: (await statement(label.status).textContent())?.trim(),
    decision: (await statement(label.decision).textContent())?.trim(),
    sentence: (await answer.locator('h1').textContent()) ?? '',
    certainty: (await certainty.count()) > 0 ? ((await certainty.textContent()) ?? '').split(':')[0] : null,
    stages: await stages.evaluateAll((all) => all.map((one) => one.querySelector('[data-tone]')?.textContent)),
    chips: await chips.evaluateAll((all) =>
      all.map((one) => ({
        role: one.querySelector('[data-role]')?.textContent ?? '',
        source: one.querySelector('[data-source]')?.textContent ?? '',
        name: /\((\w+)\)$/.exec(one.getAttribute('title') ?? '')?.[1] ?? '',
      })),
    ),
    title: await page.title(),
  };
}

/** Evidence as the case has it: the word for its role, where it came from, and the event's name. */
function evidenceOf({ events, expect: wanted }: Case, language: Language) {
  const of = (ids: readonly string[], role: string) =>
    ids.flatMap((id) =>
      events
        .filter((event) => event.event_id === id)
        .map(({ source, name }) => ({ role: wordOf('evidence', language, `${role}/${wanted.confidence}`, role), source, name })),
    );
  return [...of(wanted.causes, 'cause'), ...of(wanted.contributing, 'contributing'), ...of(wanted.observations, 'observation')];
}

const sorted = (all: { role: string; source: string; name: string }[]) => all.map((one) => `${one.role} ${one.source} ${one.name}`).sort();

const openings: Record<string, RegExp> = {
  APPROVED: /^Approved/,
  REJECTED: /^Rejected/,
  PENDING: /^Held for review/,
  NONE: /^(?!Approved|Rejected|Held)/,
};

test.beforeAll(async () => {
  for (const given of cases) await sendEvents(given.events.map((event) => ({ ...event, session_id: sessionOf(given) })));
});

for (const language of ['en', 'ko'] as const) {
  test(`every part of a session screen says what the case expects, ${language}`, async ({ page }) => {
    test.setTimeout(300_000);
    expect(cases.length).toBeGreaterThanOrEqual(20);
    await page.addInitScript((chosen) => localStorage.setItem('session-journey.language', JSON.stringify(chosen)), language);
    for (const given of cases) {
      await test.step(given.name, async () => {
        const { expect: wanted } = given;
        const outcome = wanted.decision?.outcome ?? 'NONE';
        const path = `/sessions/${sessionOf(given)}?as_of=${encodeURIComponent(given.as_of)}`;
        const server = await askServer<{ explanation: { sentence: Record<Language, string> } }>(`/v1${path}`);
        await page.goto(path);
        await expect(page.locator('[data-impact]').first()).toBeVisible();
        const more = page.getByRole('list', { name: labels[language].evidence }).getByRole('button', { name: /^(and \d+ more|외 \d+건)$/ });
        if ((await more.count()) > 0) await more.click();
        const says = await told(page, language);
        expect.soft(says.status, given.name).toBe(wordOf('status', language, wanted.status));
        expect.soft(says.decision, given.name).toBe(wordOf('decision', language, outcome));
        expect
          .soft(says.certainty, given.name)
          .toBe(wanted.confidence === 'none' ? null : wordOf('confidence', language, wanted.confidence));
        expect.soft(says.sentence, given.name).toContain(server.explanation.sentence[language]);
        if (language === 'en') expect.soft(says.sentence, given.name).toMatch(openings[outcome] ?? /^$/);
        expect
          .soft(says.stages, given.name)
          .toEqual(
            Object.entries(wanted.stage_states).map(([stage, state]) =>
              wordOf('stage_state', language, `${state}/${stage}`, `${state}/${wanted.status}`, state),
            ),
          );
        const decisions = says.chips.filter((chip) => chip.role === wordOf('evidence', language, 'decision'));
        expect
          .soft(
            decisions.map((chip) => chip.name),
            given.name,
          )
          .toEqual(outcome === 'NONE' ? [] : [outcome]);
        expect
          .soft(sorted(says.chips.filter((chip) => !decisions.includes(chip))), given.name)
          .toEqual(sorted(evidenceOf(given, language)));
        const onScreen = wordOf('evidence', language, 'observation');
        for (const chip of says.chips) expect.soft(chip.source === 'FE', `${given.name}: ${chip.name}`).toBe(chip.role === onScreen);
        expect.soft(says.title, given.name).toBe(`${wordOf('headline', language, wanted.headline)} · ${sessionOf(given)}`);
      });
    }
  });
}
