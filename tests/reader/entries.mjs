// Entries: their form, their hashes, their chains, and which of them count.
import { H, byBytes, isObject, jcs } from './bytes.mjs';
import { allowed, valueOf } from './rubric.mjs';

const text = (most) => (x) => typeof x === 'string' && [...x].length <= most && !/\p{Surrogate}/u.test(x);
const list = (each, most = 100) => (x) => Array.isArray(x) && x.length <= most && x.every(each);
const named = (each) => (x) => isObject(x) && Object.keys(x).length <= 100 && Object.values(x).every(each);
const orNull = (check) => (x) => x === null || check(x);
const oneOf = (...allowed) => (x) => allowed.includes(x);
const count = (x) => Number.isInteger(x) && x >= 0 && x <= 1_000_000;
const points = (x) => typeof x === 'number' && x >= 0 && x <= 10_000 && Math.round(x * 1e4) / 1e4 === x;
const day = (x) => /^\d{4}-\d\d-\d\d$/.test(x) && !Number.isNaN(Date.parse(x)) && new Date(x).toISOString().startsWith(x);
const wrongField = (x, fields) =>
  Object.entries(fields).find(([key, good]) => {
    const [field, optional] = [key.replace('?', ''), key.endsWith('?')];
    return Object.hasOwn(x, field) ? !good(x[field]) : !optional;
  })?.[0];

const [name, id, note, found] = [text(100), text(110), text(2000), oneOf('passed', 'failed', 'not_done')];
const texts = list(note);
const TEACHER = {
  id, name, 'subject?': name, 'stage?': name, 'abilities?': texts, 'grades?': texts, 'online?': orNull(points),
  'offline?': orNull(points), 'assessment?': name, 'practice?': name, 'resources?': count,
};
const rows = (x) => list((row) => isObject(row) && !wrongField(row, TEACHER), 100_000)(x) && x.length > 0 && new Set(x.map((row) => row.id)).size === x.length;
const MARK = {
  item: name, points: orNull(points), 'grade?': name, 'note?': note, 'ticks?': texts, 'times?': named(count),
  'extra?': named(note), 'undoes?': name,
};
const strata = (x) => isObject(x) && typeof x.by === 'string' && named(count)(x.sizes);
const CONTEXT = { no: count, count, 'roster?': name, 'date?': name, 'strata?': orNull(strata), 'before?': orNull(name) };
const BODIES = {
  open: { name, date: name, 'stage?': name, 'town?': name, 'teachers?': count, 'team?': texts },
  claim: MARK,
  score: MARK,
  ruling: { item: name, points: orNull(points), 'grade?': name, reason: note, over: texts, 'column?': name },
  remark: { text: text(10_000) },
  sign: {
    scope: oneOf('visit', 'chain'), covers: name, 'result?': name, 'record?': name, alg: oneOf('ssh-ed25519'),
    statement: text(1000), key: text(200), sshsig: text(2000),
  },
  hand_in: { what: name, on: orNull(day) },
  roster: { digest: name, teachers: rows, salt: name },
  seal: { ...CONTEXT, seal: name },
  draw: {
    ...CONTEXT, seal: orNull(name), nonce: text(64), words: text(200), key: name, population: count, drawn: list(note, 100_000),
  },
  stand_in: { no: count, for: id, id, reason: note, said_by: name, 'salt?': name },
  verify: {
    no: count, teacher: id, 'ability?': name, seen: found, assessed: found, heard: found, asked: found, outcome: found,
    'grade?': name, 'note?': note, 'over?': texts, 'salt?': name,
  },
};
const hash = (x) => typeof x === 'string' && /^[0-9a-f]{64}$/.test(x);
const like = (pattern) => (x) => typeof x === 'string' && pattern.test(x);
const ENTRY = {
  by: like(/^[^@]{1,100}@[0-9a-f]{8}$/u),
  seq: (x) => count(x) && x > 0,
  at: (x) => like(/^(?!0000)\d{4}-\d\d-\d\dT(?!24)\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/)(x) && !Number.isNaN(Date.parse(x)) && day(x.slice(0, 10)),
  kind: like(/^(?=.{1,40}$)[\p{ID_Start}_]\p{ID_Continue}*$/u),
  prev: hash,
  hash,
  'body?': isObject,
  'body_sha256?': hash,
};

// ---- Which entries count

// Why an entry cannot count, in whatever company; undefined if it can.
function setAside(entry, root, rubric) {
  if (!isObject(entry)) return 'is no object';
  const wrong = wrongField(entry, ENTRY) ?? Object.keys(entry).find((key) => !(key in ENTRY || `${key}?` in ENTRY));
  if (wrong || ('body' in entry) === ('body_sha256' in entry)) return `is no entry: ${wrong ?? 'body'}`;
  const { at, by, kind, prev, seq, body } = entry;
  const field = body && wrongField(body, Object.hasOwn(BODIES, kind) ? BODIES[kind] : {});
  if (field) return `its body is not that of its kind: ${field}`;
  const digest = body ? H('ipc2-body-v1', jcs(body)) : entry.body_sha256;
  if (H('ipc2-entry-v1', jcs({ at, body: digest, by, kind, prev, seq })) !== entry.hash) return 'does not hash to what it says';
  if (seq === 1 && prev !== root) return 'belongs to another visit';
  if (!body || !['claim', 'score', 'ruling'].includes(kind)) return undefined;
  const item = rubric.items.get(body.item);
  if (!item) return `the rubric has no item ${body.item}`;
  const value = valueOf(entry);
  return value === null || allowed(item, value) ? undefined : `${item.id} cannot be ${value}`;
}

// One copy of each sound entry in the order of person, number and hash; then who forks, of whom entries are missing, and
// which do not follow the one that they name (or follow such a one): those do not count.
export function sift(entries, root, rubric) {
  const known = new Map();
  const aside = [];
  for (const entry of entries) {
    const why = setAside(entry, root, rubric);
    if (why) aside.push({ by: entry?.by, seq: entry?.seq, kind: entry?.kind, why });
    else if (!known.get(entry.hash)?.body) known.set(entry.hash, entry);
  }
  const all = [...known.values()].sort((a, b) => byBytes(a.by, b.by) || a.seq - b.seq || byBytes(a.hash, b.hash));
  const [forks, gaps, misplaced, followed] = [new Set(), new Set(), new Map(), new Set()];
  for (const entry of all) {
    const step = `${entry.by} ${entry.prev}`;
    if (followed.has(step)) forks.add(entry.by);
    followed.add(step);
    const before = known.get(entry.prev);
    if (before && (before.by !== entry.by || before.seq !== entry.seq - 1)) misplaced.set(entry, 'does not follow the entry that it names');
    else if (misplaced.has(before)) misplaced.set(entry, 'follows an entry that does not count');
    else if (!before && entry.seq > 1) gaps.add(entry.by);
  }
  const uncounted = [...misplaced].map(([{ by, seq, kind }, why]) => ({ by, seq, kind, why }));
  return { all, counting: all.filter((entry) => !misplaced.has(entry)), aside, uncounted, forks: [...forks], gaps: [...gaps] };
}
