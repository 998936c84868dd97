// Times, durations and counts as a person reads them: in the page's language, and in the zone that the viewer chose.
// Formatters are made once a zone and language.
import i18next from 'i18next';

const language = (): 'en' | 'ko' => (i18next.language === 'ko' ? 'ko' : 'en');

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  let made = formatters.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language, { timeZone: zone, hourCycle: 'h23', ...options });
    formatters.set(key, made);
  }
  return made;
}

/** Whether the browser knows this zone. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function parts(time: number | string, zone: string): Record<string, string> {
  const made = formatter('en-GB', zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  return Object.fromEntries(made.formatToParts(new Date(time)).map((part) => [part.type, part.value]));
}

const minutes: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };

/** `Jun 21, 2026, 18:00:03`, `2026년 6월 21일 18:00:03` */
export function dateTime(time: number | string, zone: string): string {
  return formatter(language(), zone, { ...minutes, year: 'numeric', second: '2-digit' }).format(new Date(time));
}

/** `Jun 21, 18:00`, `6월 21일 18:00`; with the year unless it is that of `now`. */
export function shortTime(time: number | string, zone: string, now: number): string {
  const sameYear = parts(time, zone).year === parts(now, zone).year;
  return formatter(language(), zone, sameYear ? minutes : { ...minutes, year: 'numeric' }).format(new Date(time));
}

/** `2026-06-21T18:00:03`, as a field for a date and time has it. */
export function wallTime(time: number | string, zone: string): string {
  const p = parts(time, zone);
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:${p.second}`;
}

/** `18:00:03.125` */
export function clock(time: number | string, zone: string): string {
  const p = parts(time, zone);
  return `${p.hour}:${p.minute}:${p.second}.${p.fractionalSecond}`;
}

/** `2026-06-21 18:00:03.125` */
export function exact(time: number | string, zone: string): string {
  const p = parts(time, zone);
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}.${p.fractionalSecond}`;
}

/** `2026-06-21` */
export function day(time: number | string, zone: string): string {
  const p = parts(time, zone);
  return `${p.year}-${p.month}-${p.day}`;
}

/** `UTC+9` of the zone at that time. */
export function offset(time: number | string, zone: string): string {
  const part = formatter('en', zone, { timeZoneName: 'shortOffset' })
    .formatToParts(new Date(time))
    .find((one) => one.type === 'timeZoneName');
  return (part?.value ?? 'UTC').replace('GMT', 'UTC');
}

const dayMs = 86_400_000;

const units = {
  en: { ms: ' ms', s: ' s', m: ' m', h: ' h', d: ' d' },
  ko: { ms: 'ms', s: '초', m: '분', h: '시간', d: '일' },
};

/** `850 ms`, `12.4 s`, `3 m 05 s`, `2 h 10 m`, `3 d 4 h`; `12.4초`, `3분 05초`, `2시간 10분`, `3일 4시간`. */
export function duration(ms: number): string {
  const unit = units[language()];
  const sign = ms < 0 ? '−' : '';
  const size = Math.abs(ms);
  if (size < 1000) return `${sign}${Math.round(size)}${unit.ms}`;
  if (size < 60_000) return `${sign}${(Math.floor(size / 100) / 10).toFixed(1)}${unit.s}`;
  const seconds = Math.floor(size / 1000);
  const wholeMinutes = Math.floor(seconds / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  if (wholeMinutes < 60) return `${sign}${wholeMinutes}${unit.m} ${two(seconds % 60)}${unit.s}`;
  const hours = Math.floor(wholeMinutes / 60);
  if (hours < 24) return `${sign}${hours}${unit.h} ${two(wholeMinutes % 60)}${unit.m}`;
  return `${sign}${Math.floor(hours / 24)}${unit.d} ${hours % 24}${unit.h}`;
}

/** `1,234` */
export function number(value: number): string {
  return value.toLocaleString(language());
}

/** `12.4%` of a share between 0 and 1. */
export function percent(share: number): string {
  return share.toLocaleString(language(), { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** `12%`, where there is no room for more. */
export function roundPercent(share: number): string {
  return share.toLocaleString(language(), { style: 'percent', maximumFractionDigits: 0 });
}

/** The start of the day of `time` in the zone, as UTC milliseconds. */
export function startOfDay(time: number, zone: string): number {
  const p = parts(time, zone);
  const wall = Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day));
  return wallToUtc(wall, zone);
}

/** The start of the Monday of `time` in the zone, as UTC milliseconds. */
export function startOfWeek(time: number, zone: string): number {
  const p = parts(time, zone);
  const wall = Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day));
  const sinceMonday = (new Date(wall).getUTCDay() + 6) % 7;
  return wallToUtc(wall - sinceMonday * dayMs, zone);
}

/** A wall-clock time, given as if it were UTC milliseconds, in the zone. */
export function wallToUtc(wall: number, zone: string): number {
  const asWall = (time: number): number => {
    const p = parts(time, zone);
    return Date.UTC(
      Number(p.year),
      Number(p.month) - 1,
      Number(p.day),
      Number(p.hour),
      Number(p.minute),
      Number(p.second),
      Number(p.fractionalSecond),
    );
  };
  let guess = wall;
  for (let i = 0; i < 3; ++i) guess += wall - asWall(guess);
  return guess;
}
