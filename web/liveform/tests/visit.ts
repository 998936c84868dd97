// What the tests share: a visitor who goes through the form, and asking Session Journey what it makes of it.
import { test as base, expect, type Page } from '@playwright/test';
import { ask } from '../../dashboard/tests/server.ts';

export const demo = (): { url: string; readKey: string } => JSON.parse(process.env.SJ_DEMO ?? '{}') as { url: string; readKey: string };

export interface StoredEvent {
  event_id: string;
  session_id: string;
  name: string;
  source: 'FE' | 'BE';
  time: string;
  result?: string;
  reason?: string;
  error_code?: string;
  duration_ms?: number;
  group: number | null;
  attributes?: Record<string, unknown>;
}

export interface Detail {
  headline: string;
  status: string;
  decision: { outcome: string; reason: string | null } | null;
  pairs: { matched: { fe: string; be: string }[] };
}

export const test = base.extend<{ quiet: undefined }>({
  baseURL: async ({}, use) => use(demo().url),
  quiet: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => /Content Security Policy/.test(message.text()) && complaints.push(message.text()));
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

export class Visitor {
  sessionId = '';

  constructor(readonly page: Page) {}

  /** Chooses, begins and agrees. */
  async begin(scenario: string): Promise<void> {
    await this.page.goto('/demo');
    await this.page.getByRole('radio', { name: scenario }).check();
    await this.press('Begin');
    await this.page.getByRole('checkbox', { name: 'I agree' }).check();
    const link = await this.page.getByRole('link', { name: 'Watch it in the dashboard' }).getAttribute('href');
    this.sessionId = /sessions%2F([^#]+)/.exec(link ?? '')?.[1] ?? '';
    await this.press('Continue');
  }

  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  async sees(heading: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }

  async shoot(): Promise<void> {
    await this.press('Use the camera');
    await this.press('Take the photo');
  }

  async sendDocument(sample = 'Sharp'): Promise<void> {
    await this.sees('Photo of a document');
    await this.press(sample);
  }

  async skipAccount(): Promise<void> {
    await this.sees('Confirm your account');
    await this.press('Skip this step');
  }

  async sendSelfie(sample = 'Sharp'): Promise<void> {
    await this.sees('A selfie');
    await this.press(sample);
  }

  detail(): Promise<Detail> {
    return ask<Detail>(demo().url, demo().readKey, `/v1/sessions/${this.sessionId}`);
  }

  async events(): Promise<StoredEvent[]> {
    return (await ask<{ data: StoredEvent[] }>(demo().url, demo().readKey, `/v1/sessions/${this.sessionId}/events?limit=200`)).data;
  }

  /** Waits until Session Journey says so, and has these events. */
  async expectJourney(headline: string, names: string[]): Promise<StoredEvent[]> {
    await this.expectEvents(names);
    await expect.poll(async () => (await this.detail()).headline, { timeout: 20_000 }).toBe(headline);
    return this.expectEvents(names);
  }

  /** Waits for events of these names, and holds that the journey is whole: both sides in it, and no event twice. */
  async expectEvents(names: string[]): Promise<StoredEvent[]> {
    let events: StoredEvent[] = [];
    await expect
      .poll(async () => {
        events = await this.events();
        return names.filter((name) => !events.some((event) => event.name === name));
      })
      .toEqual([]);
    expect(new Set(events.map((event) => `${event.source} ${event.event_id}`)).size).toBe(events.length);
    for (const name of ['SESSION_CREATED', 'FRONT_SESSION_START', 'CREATE_FLOW']) expect(count(events, name)).toBe(1);
    expect(events.some((event) => event.source === 'FE') && events.some((event) => event.source === 'BE')).toBe(true);
    return events;
  }
}

export const count = (events: StoredEvent[], name: string): number => events.filter((event) => event.name === name).length;
export const named = (events: StoredEvent[], name: string): StoredEvent | undefined => events.find((event) => event.name === name);
