/* The example in bindings/js/README.md must print what the README shows. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { text } from './files.mjs';

test('the README', () => {
  const [, code, printed] = text('bindings/js/README.md').match(/```js\n(.*?)```.*?```text\n(.*?)```/s);
  writeFileSync('readme_example.mjs', code);
  const done = spawnSync(process.execPath, ['readme_example.mjs'], { encoding: 'utf8' });
  assert.equal(done.stderr, '');
  assert.equal(done.stdout, printed);
});
