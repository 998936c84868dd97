// One thing that the palette offers.
export interface Hit {
  key: string;
  label: string;
  /** What tells it from others of the same name. */
  detail?: string;
  /** What kind of thing it is, in words. */
  kind: string;
  keys?: string;
  rank: number;
  run: () => void;
}
