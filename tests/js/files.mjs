/* Finds the repository's files and the command; script/test-js says where they are. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = process.env.DUEBY_ROOT;
export const COMMAND = process.env.DUEBY_COMMAND;
export const path = (name) => join(ROOT, name);
export const text = (name) => readFileSync(path(name), 'utf8');

/** Returns the rows of a CSV file as objects; lines that begin with # are comments. */
export function rowsOf(name) {
  const rows = [];
  let row = [''],
    quoted = false;
  const source = text(name).replace(/^#.*\n/gm, '');
  for (let i = 0; i < source.length; i++) {
    const letter = source[i];
    if (quoted && letter === '"' && source[i + 1] === '"') row[row.length - 1] += source[++i];
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ',') row.push('');
    else if (!quoted && letter === '\n') {
      rows.push(row);
      row = [''];
    } else row[row.length - 1] += letter;
  }
  const [header, ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(header.map((column, i) => [column, cells[i] ?? ''])));
}

/** Returns the output of the command. Status 5 is accepted: some rows of a file could not be read. */
export function command(...args) {
  const done = spawnSync(COMMAND, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0 && done.status !== 5) throw new Error(`dueby ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}
