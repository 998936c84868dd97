// The form: it puts screens, backend and the SDK together. What Session Journey needs of a page is in `follow`, and the
// calls of `journey` below.
import { init, type Journey } from '@session-journey/sdk';
import { Refused, start, type State, Verification } from './backend.ts';
import { button, h } from './element.ts';
import { type Live, live } from './live.ts';
import { choicePanel, chosenPanel } from './panel.ts';
import type { Origin } from './photo.ts';
import { type Scenario, scenarioOf } from './scenarios.ts';
import { accountScreen, checksScreen, errorScreen, photoScreen, resultScreen, type Screen, startScreen, termsScreen } from './screens.ts';
import { firstLanguage, keepLanguage, type Language, texts } from './texts.ts';
import './style.css';

/** What a reload of the page needs to go on. */
interface Visit {
  id: string;
  token: string;
  publishableKey: string;
  readKey: string;
  scenario: string;
  consented: boolean;
}

const kept = 'session-journey-demo:visit';
const addresses: Record<State['step'], string> = {
  terms: '/demo/terms',
  document: '/demo/id',
  account: '/demo/account',
  selfie: '/demo/selfie',
  result: '/demo/result',
  error: '',
};
const stepNumbers: Record<State['step'], number> = { terms: 1, document: 2, account: 3, selfie: 4, result: 5, error: 0 };

/** On our own address, the screens are below /demo; to the screen map they are `/id`, `/selfie` and so on. */
const screenPath = (path: unknown): string => (String(path) === '/demo' ? '/start' : String(path).replace(/^\/demo/, ''));

function follow(visit: Visit): Journey {
  return init({
    key: visit.publishableKey,
    host: location.origin,
    sessionId: visit.id,
    consent: visit.consented ? 'granted' : 'pending',
    attributes: ['origin'],
    beforeSend: (event) => {
      const attributes = event.attributes as Record<string, unknown>;
      return { ...event, attributes: { ...attributes, path: screenPath(attributes.path) } };
    },
  });
}

class Form {
  private language: Language = firstLanguage();
  private scenario: Scenario = scenarioOf(new URLSearchParams(location.search).get('scenario') ?? '');
  private visit: Visit | null = null;
  private verification: Verification | null = null;
  private journey: Journey | null = null;
  private state: State | null = null;
  private live: Live | null = null;
  private screen: Screen = { element: h('section') };
  private show: () => void = () => undefined;
  private photo: string | null = null;
  /** Not yet on the first screen: the browser has its own place for a page that was just opened. */
  private moved = false;

  private readonly stage = h('main', { className: 'card form', id: 'form' });
  private readonly progress = h('p', { className: 'progress' });
  private readonly side = h('aside', { className: 'side' });
  private readonly top = h('header', { className: 'top' });

  constructor() {
    document.body.append(this.top, h('div', { className: 'page' }, this.stage, this.side));
    window.addEventListener('error', () => this.fail('RT-10000'));
  }

  async open(): Promise<void> {
    this.frame();
    const visit = JSON.parse(sessionStorage.getItem(kept) ?? 'null') as Visit | null;
    if (!visit) return this.showStart();
    try {
      await this.goOn(visit);
    } catch (error) {
      this.leave(error instanceof Refused ? texts[this.language].gone : texts[this.language].unreachable, !(error instanceof Refused));
    }
  }

  private get texts() {
    return texts[this.language];
  }

  /** The visitor came back to a verification that is under way. */
  private async goOn(visit: Visit): Promise<void> {
    const verification = new Verification(visit.id, visit.token);
    const state = await verification.ask('resume', undefined, () => undefined);
    this.begin(visit, verification);
    this.arrive(state);
  }

  private async startVisit(): Promise<void> {
    try {
      const started = await start(this.scenario.fate);
      const visit: Visit = {
        id: started.state.session_id,
        token: started.token,
        publishableKey: started.publishable_key,
        readKey: started.read_key,
        scenario: this.scenario.id,
        consented: false,
      };
      this.keep(visit);
      this.begin(visit, new Verification(visit.id, visit.token));
      this.arrive(started.state);
    } catch {
      this.showStart(this.texts.unreachable);
    }
  }

  private begin(visit: Visit, verification: Verification): void {
    this.visit = visit;
    this.verification = verification;
    this.scenario = scenarioOf(visit.scenario);
    this.journey = follow(visit);
    this.frame();
  }

  private keep(visit: Visit): void {
    this.visit = visit;
    sessionStorage.setItem(kept, JSON.stringify(visit));
  }

  /** Shows where the verification is now. */
  private arrive(state: State): void {
    this.state = state;
    if (state.submission_id) this.journey?.identify({ submissionId: state.submission_id });
    if (state.error_code) return this.showError(state.error_code);
    const address = addresses[state.step];
    if (address && location.pathname !== address) history.replaceState({}, '', address); // the SDK sees the new screen
    if (state.step === 'result') return this.showResult(state);
    this.put(() => {
      switch (state.step) {
        case 'terms':
          return termsScreen(this.texts, (agreed) => void this.answerTerms(agreed));
        case 'document':
          return photoScreen(this.texts, state, 'document', (photo, origin) => this.sendPhoto('document', photo, origin));
        case 'account':
          return accountScreen(this.texts, state, {
            transfer: () => void this.ask('account/transfer'),
            skip: () => void this.ask('account/skip'),
            confirm: (code) => void this.ask('account/code', { code }),
          });
        default:
          return photoScreen(this.texts, state, 'selfie', (photo, origin) => this.sendPhoto('selfie', photo, origin));
      }
    });
  }

  private async answerTerms(agreed: boolean): Promise<void> {
    if (!this.visit) return;
    this.journey?.consent(agreed);
    if (!agreed) return this.leave(this.texts.declined);
    this.keep({ ...this.visit, consented: true });
    this.journey?.track('CREATE_FLOW');
    await this.ask('flow');
  }

  private sendPhoto(what: 'document' | 'selfie', photo: Blob, origin: Origin): void {
    const name = what === 'selfie' ? 'SELFIE_CAPTURED' : origin === 'camera' ? 'ID_CAPTURED' : 'ID_UPLOADED';
    this.journey?.track(name, { attributes: { origin } });
    if (this.scenario.id === 'pageBreaks') {
      setTimeout(() => {
        throw new Error('the page broke, as was chosen');
      });
      return;
    }
    const reader = new FileReader();
    reader.onload = () => {
      this.photo = String(reader.result);
      void this.ask(what, photo);
    };
    reader.readAsDataURL(photo);
  }

  /** Asks the backend for the next thing, shows its checks while they run, and then where that led. */
  private async ask(what: Parameters<Verification['ask']>[0], body?: Blob | object): Promise<void> {
    if (!this.verification) return;
    const checks = checksScreen(this.texts, this.photo);
    let shown = false;
    try {
      const state = await this.verification.ask(what, body, (now) => {
        if (now.busy && !shown) this.put(() => checks);
        shown ||= now.busy;
        checks.update(now);
      });
      this.photo = null;
      this.arrive(state);
    } catch (error) {
      this.photo = null;
      if (error instanceof Refused && error.status === 404) this.leave(this.texts.gone);
      else await this.recover();
    }
  }

  /** An answer was lost on the way: the backend's state says what is true. */
  private async recover(): Promise<void> {
    try {
      if (this.verification) this.arrive(await this.verification.look());
    } catch {
      this.leave(this.texts.unreachable, true);
    }
  }

  private showStart(note = ''): void {
    this.put(() => startScreen(this.texts, note, this.scenario, () => void this.startVisit()));
  }

  private choose(scenario: Scenario): void {
    this.scenario = scenario;
    (this.screen as Partial<ReturnType<typeof startScreen>>).choose?.(scenario);
  }

  private showResult(state: State): void {
    this.journey?.finalPage();
    this.put(() => resultScreen(this.texts, this.state ?? state, () => this.leave('')));
    void this.awaitWebhook();
  }

  private async awaitWebhook(): Promise<void> {
    for (let look = 0; look < 20 && this.state?.webhook === null && this.verification; ++look) {
      await new Promise((done) => setTimeout(done, 400));
      const state = await this.verification.look().catch(() => null);
      if (state && this.verification) {
        this.state = state;
        (this.screen as Partial<ReturnType<typeof resultScreen>>).update?.(state);
      }
    }
  }

  private showError(code: string): void {
    this.journey?.errorPage(code);
    void this.journey?.flush();
    const mayTryAgain = this.state?.step === 'selfie';
    this.put(() => errorScreen(this.texts, code, mayTryAgain ? () => this.tryAgain() : null, () => this.leave('')));
  }

  private tryAgain(): void {
    if (!this.state) return;
    this.journey?.screen(addresses[this.state.step]);
    this.arrive({ ...this.state, error_code: null });
  }

  /** Something broke in the page itself. */
  private fail(code: string): void {
    if (this.journey && this.state) this.showError(code);
  }

  /** The visit ends here; `keeps` leaves it to be gone on with after a reload. */
  private leave(note: string, keeps = false): void {
    this.journey?.stop();
    this.live?.close();
    if (!keeps) sessionStorage.removeItem(kept);
    this.visit = this.verification = this.journey = this.state = this.live = null;
    history.replaceState({}, '', '/demo');
    this.frame();
    this.showStart(note);
  }

  /** Puts a screen on; `make` is asked again when the language changes. */
  private put(make: () => Screen): void {
    this.show = () => {
      this.screen.close?.();
      this.screen = make();
      const step = this.state ? stepNumbers[this.state.step] : 0;
      this.progress.textContent = step ? this.texts.stepOf(step, 5) : '';
      this.progress.style.setProperty('--done', String(step / 5));
      this.stage.replaceChildren(this.progress, this.screen.element);
      const heading = this.stage.querySelector('h1');
      document.title = `${heading?.textContent ?? ''} · ${this.texts.demo}`;
      if (this.moved) heading?.focus();
      this.moved = true;
    };
    this.show();
  }

  /** Everything around the screen. */
  private frame(): void {
    document.documentElement.lang = this.language;
    this.top.replaceChildren(
      h(
        'a',
        { className: 'brand', href: '/demo' },
        h('span', { className: 'mark', attributes: { 'aria-hidden': 'true' } }),
        h('span', {}, 'Session Journey '),
        h('span', { className: 'quiet' }, this.texts.demo),
      ),
      button(this.language === 'en' ? '한국어' : 'English', () => this.changeLanguage(), 'plain'),
    );
    this.top.lastElementChild?.setAttribute('lang', this.language === 'en' ? 'ko' : 'en');
    this.live?.close();
    this.live = this.visit ? live(this.texts, this.language, this.visit.id, this.visit.readKey) : null;
    this.side.replaceChildren(
      ...(this.live
        ? [this.live.element, chosenPanel(this.texts, this.scenario)]
        : [choicePanel(this.texts, this.scenario.id, (scenario) => this.choose(scenario))]),
    );
  }

  private changeLanguage(): void {
    this.language = this.language === 'en' ? 'ko' : 'en';
    keepLanguage(this.language);
    this.frame();
    this.show();
  }
}

void new Form().open();
