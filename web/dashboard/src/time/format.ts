// Times as a person reads them, always in the zone that the viewer chose. Formatters are made once a zone and language.

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

/** `2026-06-21 18:00:03` */
export function dateTime(time: number | string, zone: string): string {
  const p = parts(time, zone);
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}`;
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

/** `850 ms`, `12.4 s`, `3 m 05 s`, `2 h 10 m`, `3 d 4 h`; the same in every language. */
export function duration(ms: number): string {
  const sign = ms < 0 ? '−' : '';
  const size = Math.abs(ms);
  if (size < 1000) return `${sign}${Math.round(size)} ms`;
  if (size < 60_000) return `${sign}${(Math.floor(size / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(size / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${sign}${minutes} m ${String(seconds % 60).padStart(2, '0')} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${sign}${hours} h ${String(minutes % 60).padStart(2, '0')} m`;
  return `${sign}${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The start of the day of `time` in the zone, as UTC milliseconds. */
export function startOfDay(time: number, zone: string): number {
  const p = parts(time, zone);
  const wall = Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day));
  return wallToUtc(wall, zone);
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
