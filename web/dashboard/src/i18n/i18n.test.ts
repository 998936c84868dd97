import { expect, test } from 'vitest';
import en from './en.json';
import ko from './ko.json';

type Tree = { [key: string]: string | Tree };

function keys(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [path + key] : keys(value, `${path}${key}.`)));
}

function texts(tree: Tree): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (node: Tree, path: string) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') flat.set(path + key, value);
      else walk(value, `${path}${key}.`);
    }
  };
  walk(tree, '');
  return flat;
}

// English has a form for one and one for others, Korean needs only the latter.
const withoutSingular = (all: string[]) => all.filter((key) => !key.endsWith('_one')).sort();

test('both languages say the same things', () => {
  expect(withoutSingular(keys(ko))).toEqual(withoutSingular(keys(en)));
});

test('both languages have the same places for values', () => {
  const korean = texts(ko);
  for (const [key, text] of texts(en)) {
    const other = korean.get(key);
    if (other === undefined) continue;
    const places = (one: string) => [...one.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();
    expect(places(other), key).toEqual(places(text));
  }
});
