// The part of the axis that is shown.

export interface Window {
  /** Places on the axis, 0 to 1. */
  from: number;
  to: number;
}

export const whole: Window = { from: 0, to: 1 };

export const isWhole = (window: Window): boolean => window.to - window.from >= 1;

const narrowest = 0.0005;

/** A window of this width round a place, kept on the axis. */
export function windowRound(middle: number, width: number): Window {
  const wide = Math.min(1, Math.max(narrowest, width));
  const from = Math.min(1 - wide, Math.max(0, middle - wide / 2));
  return { from, to: from + wide };
}

export function zoomed(window: Window, factor: number, at = (window.from + window.to) / 2): Window {
  const width = Math.min(1, Math.max(narrowest, (window.to - window.from) * factor));
  const share = (at - window.from) / (window.to - window.from);
  const from = Math.min(1 - width, Math.max(0, at - share * width));
  return { from, to: from + width };
}

/** Moved by a share of its own width. */
export const panned = (window: Window, share: number): Window => {
  const width = window.to - window.from;
  return windowRound((window.from + window.to) / 2 + share * width, width);
};
