#!/usr/bin/env node
// A second reader of visit files: what docs/FORMAT.md says, in another language, with Node's standard library alone.
//
//     node ipc2-reader.mjs [--rubric FILE.json]... VISIT.json...
//
// It believes nothing that a file says of itself: hashes, chains, totals, levels, draws and signatures are derived again
// from the entries.  A form that a file only names comes from --rubric, or from `ipc2 rubric show ID --json`; either way
// its digest has to be the file's.  Whose a key is, it does not know: a signature is good if the key beside it made it.
//
// Prints one JSON document.  Exit code: 0 all holds, 1 something does not, 2 a file cannot be read.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { H, Unreadable, byBytes, isObject, jcs, parse } from './bytes.mjs';
import { drawsOf } from './draws.mjs';
import { sift } from './entries.mjs';
import { readRubric } from './rubric.mjs';
import { recordOf, signaturesOf } from './signatures.mjs';
import { fold, resultOf } from './totals.mjs';

const VERSION = 1;

function load(file) {
  try {
    return parse(fs.readFileSync(file), file);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(`${file}: ${error.message}`);
  }
}

// What `ipc2 rubric show ID --json` prints, or the form itself.
const formIn = (json) => readRubric(json.data ?? json);

function rubricFor({ id, digest, data }, given, where) {
  let rubric = data ? readRubric(data) : given.find((each) => each.id === id);
  if (!rubric) {
    const shown = spawnSync('ipc2', ['rubric', 'show', id, '--json'], { encoding: 'utf-8' });
    if (shown.status !== 0) throw new Unreadable(`${where}: the form ${id} is not in the file: give it with --rubric`);
    rubric = formIn(JSON.parse(shown.stdout));
  }
  if (rubric.id !== id || rubric.digest !== digest) throw new Unreadable(`${where}: the form ${id} is not the one that its digest names`);
  return rubric;
}

function readVisit(code, document, where, given) {
  if (!/^[0-9A-Z-]{1,24}$/.test(code) || !isObject(document) || !Array.isArray(document.entries) || typeof document.rubric?.id !== 'string')
    throw new Unreadable(`${where}: is no visit`);
  const rubric = rubricFor(document.rubric, given, where);
  const root = H('ipc2-visit-v1', jcs({ code, rubric: rubric.id }));
  const sifted = sift(document.entries, root, rubric);
  const { all, counting, aside, uncounted, forks, gaps } = sifted;
  const cells = fold(counting, rubric);
  const result = resultOf(cells, rubric);
  const school = schoolOf(counting);
  const draws = drawsOf(code, rubric.id, counting, school.date);
  const record = recordOf(code, rubric, all, result);
  const claims = ({ items }) => items.some(({ id }) => cells.claim.get(id).values.length);
  const claimed = new Set(rubric.sections.filter(claims).map(({ id }) => id));
  const open = result.scored < result.items || result.conflicts.length > 0 || uncounted.length > 0;
  const signatures = signaturesOf({ code, rubric, school, result, claimed, draws, record }, sifted, open);
  const stored = document.result === undefined ? null : jcs(document.result) === jcs(result);
  const holds = stored !== false && !aside.length && !uncounted.length && !forks.length && !gaps.length
    && !draws.missing.length && draws.draws.every(({ valid }) => valid !== false)
    && signatures.every(({ state, renewed }) => state === 'valid' || renewed);
  return {
    code, name: school.name, holds, root, rubric: { id: rubric.id, digest: rubric.digest }, entries: all.length, set_aside: aside,
    uncounted, forks, gaps, stored_result_holds: stored, result, digests: record, draws, signatures,
  };
}

// The newest `open`: everybody's last, and of those the last by the clock; of equals in time the one with the higher hash.
function schoolOf(entries) {
  const time = ({ at }) => Date.parse(at.replace(/\.\d+/, '')) + Number(`0${at.match(/\.\d+/) ?? ''}`) * 1000;
  const opened = entries.filter(({ kind, body }) => kind === 'open' && body);
  const last = opened.filter(({ by, seq }) => opened.every((other) => other.by !== by || other.seq <= seq));
  last.sort((a, b) => time(a) - time(b) || byBytes(a.hash, b.hash));
  return last.at(-1)?.body ?? { name: '', date: '' };
}

function readFile(file, given) {
  const data = load(file);
  const header = data?.ipc2?.file;
  if (header?.format !== 'ipc2-visits' || !isObject(data.visits)) throw new Unreadable(`${file}: is no visit file`);
  if (!Number.isInteger(header.version) || header.version < 1 || header.version > VERSION)
    throw new Unreadable(`${file}: has version ${header.version} of the format, this reader knows ${VERSION}`);
  return Object.entries(data.visits).map(([code, document]) => ({ file, ...readVisit(code, document, `${file}: visits.${code}`, given) }));
}

function main(words) {
  const [files, given, visits, unreadable] = [[], [], [], []];
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === '--rubric') given.push(formIn(load(words[(at += 1)])));
    else files.push(words[at]);
  }
  for (const file of files) {
    try {
      visits.push(...readFile(file, given));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unreadable.push(error.message);
    }
  }
  console.log(JSON.stringify({ visits, unreadable }, null, 1));
  return unreadable.length || !files.length ? 2 : visits.every(({ holds }) => holds) ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
