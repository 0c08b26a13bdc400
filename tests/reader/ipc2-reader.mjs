#!/usr/bin/env node
// A second reader of visit files, written from docs/FORMAT.md alone. Nothing but Node's standard library.
//
//     node ipc2-reader.mjs [--rubric FILE.json]... VISIT.json...
//
// It trusts nothing that a file says of itself: hashes, chains, totals, levels, draws and signatures are derived again.
// Prints one JSON document. Exit code: 0 all holds, 1 something does not, 2 a file cannot be read.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import crypto from 'node:crypto';
import { spawnSync } from 'node:child_process';

class Unreadable extends Error {}
const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

// ---- Bytes: RFC 8785, tagged SHA-256, Base32, SSH's length-prefixed strings ---------------------------------------------------

const sha256 = (...parts) => crypto.createHash('sha256').update(Buffer.concat(parts.map((p) => Buffer.from(p)))).digest();
const H = (tag, ...parts) => sha256(`${tag}\n`, ...parts).toString('hex');

function jcs(x) {
  if (Array.isArray(x)) return `[${x.map(jcs).join(',')}]`;
  if (x === null || typeof x !== 'object') return JSON.stringify(x); // ECMAScript's own numbers and strings are RFC 8785's
  return `{${Object.keys(x).sort().map((key) => `${JSON.stringify(key)}:${jcs(x[key])}`).join(',')}}`; // by UTF-16 units
}

function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.match(/.{1,5}/g).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function sshString(bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(bytes));
  return Buffer.concat([length, Buffer.from(bytes)]);
}

function sshStrings(blob) {
  const found = [];
  for (let at = 0; at < blob.length; ) {
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) throw new RangeError('cut short');
    found.push(blob.subarray(at + 4, end));
    at = end;
  }
  return found;
}

// ---- Reading: UTF-8, no key twice, no NaN or Infinity -------------------------------------------------------------------------

function parse(bytes, where) {
  let value;
  const text = (() => {
    try {
      const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      value = JSON.parse(decoded);
      return decoded;
    } catch (error) {
      throw new Unreadable(`${where}: ${error.message}`);
    }
  })();
  const open = []; // of every open bracket: the keys met so far, or null for an array
  for (const { 0: token, 1: colon } of text.matchAll(/(?:"(?:[^"\\]|\\.)*"\s*(:)?)|[{}[\]]|-?\d[^\s,\]}]*/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (colon) {
      const key = JSON.parse(token.slice(0, -1));
      if (open.at(-1).has(key)) throw new Unreadable(`${where}: key ${JSON.stringify(key)} twice in one object`);
      open.at(-1).add(key);
    } else if (token[0] !== '"' && !Number.isFinite(Number(token))) throw new Unreadable(`${where}: number ${token}`);
  }
  return value;
}

// ---- Entries: every hash, every chain -----------------------------------------------------------------------------------------

const named = (entry) => `${entry.by} ${entry.seq} ${entry.kind}`;

function sift(code, visit, rubric) {
  const root = H('ipc2-visit-v1', jcs({ code, rubric: visit.rubric.id }));
  const kept = new Map(); // hash -> entry, those that are what they say
  const problems = [];
  for (const entry of visit.entries) {
    const body = has(entry, 'body') ? H('ipc2-body-v1', jcs(entry.body)) : entry.body_sha256;
    const { at, by, kind, prev, seq } = entry;
    const why = H('ipc2-entry-v1', jcs({ at, body, by, kind, prev, seq })) !== entry.hash ? 'does not hash to what it says'
      : seq === 1 && prev !== root ? 'does not begin at the root of the visit'
      : notAllowed(entry, rubric);
    if (why) problems.push({ entry: named(entry), hash: entry.hash, why });
    else kept.set(entry.hash, entry);
  }
  const linked = new Map(); // hash -> whether its chain leads to the root
  const follows = (entry) => {
    if (!linked.has(entry.hash)) {
      const before = kept.get(entry.prev);
      linked.set(entry.hash, entry.seq === 1 || (before?.by === entry.by && before.seq === entry.seq - 1 && follows(before)));
    }
    return linked.get(entry.hash);
  };
  const entries = [...kept.values()];
  for (const entry of entries) {
    if (!follows(entry)) problems.push({ entry: named(entry), hash: entry.hash, why: 'does not follow the entry before it' });
  }
  return { root, problems, entries, counted: entries.filter(follows) };
}

function notAllowed({ kind, body }, rubric) {
  if (!body || !['score', 'claim', 'ruling'].includes(kind)) return null;
  const item = rubric.items.get(body.item);
  if (!item) return `item ${body.item} is not in the rubric`;
  if (body.grade != null && !item.grades.has(body.grade)) return `grade ${body.grade} is not in the rubric`;
  const { points } = body;
  if (points == null) return null;
  if (typeof points !== 'number' || points < 0 || points > item.points || (points / item.step) % 1) return `${points} points are not allowed`;
  return null;
}

// ---- Rubrics: what totals need of them ----------------------------------------------------------------------------------------

function readRubric(data) {
  const sections = data.sections.map((section, place) => ({
    id: section.id ?? `${place + 1}`,
    weight: section.weight ?? 1,
    items: section.items.map((item, number) => ({
      id: item.id ?? `${section.id ?? place + 1}.${number + 1}`,
      points: item.points,
      step: item.step ?? data.step,
      bonus: item.bonus ?? false,
      grades: new Map((item.grades ?? []).map((grade) => [grade.name, grade])),
    })),
  }));
  const items = new Map(sections.flatMap((section) => section.items.map((item) => [item.id, item])));
  return { id: data.id, digest: H('ipc2-rubric-v1', jcs(data)), combine: data.combine ?? 'consensus', levels: data.levels ?? [], sections, items };
}

// ---- Folding: from entries to values, from values to totals -------------------------------------------------------------------

const valueOf = (body) => body.grade ?? body.points ?? null;

function fold(counted, rubric) {
  const forks = new Set();
  const values = {}; // column -> item -> the values that count
  for (const column of ['claim', 'score']) {
    const latest = new Map(); // item and person -> entries with the highest seq
    for (const entry of counted.filter((each) => each.kind === column && each.body)) {
      const key = jcs([entry.body.item, entry.by]);
      const rivals = latest.get(key) ?? [];
      if (!rivals.length || entry.seq > rivals[0].seq) latest.set(key, [entry]);
      else if (entry.seq === rivals[0].seq) rivals.push(entry);
    }
    const rulings = counted.filter((each) => each.kind === 'ruling' && each.body && (each.body.column ?? 'score') === column);
    const overruled = new Set(rulings.flatMap((ruling) => ruling.body.over ?? []));
    values[column] = new Map([...rubric.items.keys()].map((id) => {
      const standing = [...[...latest.values()].flat(), ...rulings].filter((entry) => entry.body.item === id && !overruled.has(entry.hash));
      return [id, standing.filter((entry) => valueOf(entry.body) !== null)];
    }));
  }
  const seen = new Map();
  for (const entry of counted) {
    const place = jcs([entry.by, entry.seq]);
    if (seen.has(place)) forks.add(named(entry));
    seen.set(place, entry);
  }
  return { values, forks: [...forks] };
}

function combine(entries, how) {
  const given = entries.map((entry) => valueOf(entry.body)).sort((a, b) => a - b);
  if (how === 'consensus' || given.length < 2 || typeof given[0] !== 'number') return [...new Set(given)];
  const used = how === 'trimmed_mean' && given.length > 2 ? given.slice(1, -1) : given;
  return [Math.floor((used.reduce((sum, one) => sum + one, 0) / used.length) * 100 + 0.5) / 100];
}

const hundredths = (x) => Math.round(x * 100) / 100;

function totals(values, rubric) {
  const byItem = {};
  const conflicts = [];
  const sections = [];
  const whole = { self: 0, low: 0, high: 0, possible: 0, scored: 0, claimed: 0 };
  for (const section of rubric.sections) {
    const sum = { id: section.id, self_check: 0, evaluated: 0, scored: 0, items: section.items.length };
    let high = 0;
    for (const item of section.items) {
      const claim = combine(values.claim.get(item.id), rubric.combine);
      const score = combine(values.score.get(item.id), rubric.combine);
      const show = (list) => (list.length > 1 ? list : list[0] ?? null);
      byItem[item.id] = { max: item.points, self_check: show(claim), score: show(score) };
      if (score.length > 1) conflicts.push(item.id);
      sum.self_check += claim.length ? Math.min(...claim) : 0;
      sum.evaluated += score.length ? Math.min(...score) : 0;
      high += score.length ? Math.max(...score) : 0;
      sum.scored += score.length > 0;
      whole.claimed += claim.length > 0;
      if (score.length && !item.bonus) whole.possible += item.points * section.weight;
    }
    whole.self += sum.self_check * section.weight;
    whole.low += sum.evaluated * section.weight;
    whole.high += high * section.weight;
    whole.scored += sum.scored;
    sections.push(sum);
  }
  return {
    self_check: hundredths(whole.self), evaluated: hundredths(whole.low), evaluated_range: [hundredths(whole.low), hundredths(whole.high)],
    possible: hundredths(whole.possible), scored: whole.scored, claimed: whole.claimed, items: rubric.items.size,
    level: level(byItem, rubric), conflicts, sections, by_item: byItem,
  };
}

// The level if every open item went as badly, and as well, as it can.
function level(byItem, rubric) {
  if (!rubric.levels.length) return null;
  const reached = (pick) => {
    let total = 0;
    const counts = {};
    let veto = false;
    for (const section of rubric.sections) {
      for (const item of section.items) {
        const { score } = byItem[item.id];
        const all = score === null ? [0, item.points] : [score].flat();
        total += section.weight * pick(...all);
      }
    }
    if (veto) return rubric.levels.at(-1).id;
    return rubric.levels.find((one) => (one.min === undefined || total >= one.min))?.id ?? null;
  };
  const [worst, best] = [reached(Math.min), reached(Math.max)];
  return worst === best ? worst : 'undecided';
}

// ---- Draws --------------------------------------------------------------------------------------------------------------------

const ticket = (key, id) => sha256(`ipc2-ticket-v1:${key}:${id}`).toString('hex');
const ability = (key, { id, abilities = [] }) =>
  abilities.length ? [...abilities].sort()[Number(BigInt(`0x${sha256(`ipc2-ability-v1:${key}:${id}`).toString('hex')}`) % BigInt(abilities.length))] : null;

function environment({ abilities = [] }) {
  const letters = abilities.map((code) => code[0]);
  const often = (letter) => letters.filter((one) => one === letter).length;
  return letters.length ? letters.reduce((best, one) => (often(one) > often(best) ? one : best)) : '-';
}

function shares(sizes, count) {
  const all = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const rows = Object.entries(sizes).map(([name, size]) => ({ name, size, share: Math.floor((count * size) / all), rest: (count * size) % all }));
  const left = count - rows.reduce((sum, row) => sum + row.share, 0);
  rows.sort((a, b) => b.rest - a.rest || b.size - a.size || Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return new Map(rows.map((row, place) => [row.name, row.share + (place < left)]));
}

function checkDraws(code, visit, entries) {
  const rosters = new Map();
  for (const { body } of entries.filter((entry) => entry.kind === 'roster' && entry.body)) {
    const rows = [...body.teachers].sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
    rosters.set(H('ipc2-roster-v1', jcs(rows)), rows);
  }
  return entries.filter((entry) => entry.kind === 'draw').map((entry) => {
    const { body } = entry;
    const problems = [];
    const { count, date, no, roster, strata, nonce, words } = body;
    const context = { code, count, date, no, roster, rubric: visit.rubric.id, ...(strata && { strata }) };
    const key = H('ipc2-seed-v1', jcs({ ...context, nonce, words }));
    if (key !== body.key) problems.push('key');
    const seal = entries.find((one) => one.kind === 'seal' && one.hash === body.seal);
    if (body.seal && H('ipc2-seal-v1', Buffer.from(nonce, 'hex'), jcs(context)) !== seal?.body.seal) problems.push('seal');
    const rows = rosters.get(roster);
    const found = { no, hash: entry.hash, sealed: Boolean(body.seal), key, drawn: null, stand_ins: null, abilities: null };
    if (!rows) return { ...found, problems, unchecked: 'the roster is withheld' };
    const stratum = (row) => (!strata ? '' : strata.by === 'environment' ? environment(row) : row[strata.by] ?? '-');
    const order = rows.map((row) => ({ row, ticket: ticket(key, row.id), of: stratum(row) })).sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
    const sizes = {};
    for (const { of } of order) sizes[of] = (sizes[of] ?? 0) + 1;
    if (strata && jcs(sizes) !== jcs(strata.sizes)) problems.push('strata');
    const left = shares(sizes, count);
    const drawn = order.filter(({ of }) => (left.get(of) > 0 ? left.set(of, left.get(of) - 1) : false));
    if (jcs(drawn.map(({ row }) => row.id)) !== jcs(body.drawn)) problems.push('drawn');
    return { ...found, drawn: drawn.map(({ row }) => row.id), abilities: drawn.map(({ row }) => ability(key, row)), problems };
  });
}

// ---- Signatures: the record, the statement, SSHSIG ----------------------------------------------------------------------------

const SHEET = 'ipc2-sheet@v1';
const CHAIN = 'ipc2-chain@v1';
const setDigest = (entries) => H('ipc2-entries-v1', entries.map((entry) => entry.hash).sort().join('\n'));

function record(code, rubric, entries, result) {
  const items = Object.fromEntries(Object.entries(result.by_item).map(([id, item]) => [id, [item.self_check, item.score]]));
  const { evaluated, level, self_check } = result;
  const digests = { entries: setDigest(entries.filter((entry) => entry.kind !== 'sign')), result: H('ipc2-result-v1', jcs({ evaluated, items, level, self_check })) };
  return { ...digests, record: H('ipc2-record-v1', jcs({ code, ...digests, rubric: rubric.digest })) };
}

function statement(code, visit, rubric, entries, result, digests, blob) {
  const id = rubric.id.toUpperCase();
  const open = entries.filter((entry) => entry.kind === 'open').sort((a, b) => (a.at < b.at ? 1 : -1))[0].body;
  const draws = entries.filter((entry) => entry.kind === 'draw').map((entry) => entry.body);
  const mark = { qualified: 'Q', not_qualified: 'N' }[result.level] ?? (result.level ? `L${1 + rubric.levels.findIndex((one) => one.id === result.level)}` : '-');
  const each = (column) => result.sections.map((section) => section[column] ?? '-').join('/');
  const last = draws.at(-1);
  return [
    'IPC2:1', code, open.date.replaceAll('-', ''), /^[0-9A-Z.-]+$/.test(id) ? id : base32(sha256(rubric.id)).slice(0, 10),
    `S${each('self_check')}`, `E${each('evaluated')}`, `T${result.self_check}/${result.evaluated}/${result.possible}${mark}`,
    `D${draws.length}:${last?.drawn.length ?? 0}:${last?.population ?? 0}`, `N${base32(sha256(open.name.normalize('NFC')).subarray(0, 5))}`,
    `R${base32(Buffer.from(digests.record, 'hex'))}`, `K${base32(sha256(blob).subarray(0, 8))}`,
  ].join(' ');
}

function openssh(armour, text, namespace, blob) {
  const bytes = Buffer.from(armour.replace(/-----(BEGIN|END) SSH SIGNATURE-----/g, ''), 'base64');
  if (bytes.subarray(0, 10).toString('hex') !== '53534853494700000001') return false; // "SSHSIG", version 1
  const [key, space, reserved, algorithm, signature] = sshStrings(bytes.subarray(10));
  const [kind, raw] = sshStrings(signature);
  if (!key.equals(blob) || String(space) !== namespace || String(algorithm) !== 'sha512' || String(kind) !== 'ssh-ed25519') return false;
  const hashed = crypto.createHash('sha512').update(text).digest();
  const signed = Buffer.concat([Buffer.from('SSHSIG'), ...[space, reserved, algorithm, hashed].map(sshString)]);
  const x = sshStrings(blob)[1].toString('base64url');
  return crypto.verify(null, signed, crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), raw);
}
