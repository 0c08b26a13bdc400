// Draws: who was drawn by words that nobody could foresee, derived again.
import { H, byBytes, jcs, sha256 } from './bytes.mjs';

const hex = /^([0-9a-f]{2})*$/;

export function drawsOf(code, rubric, entries, date) {
  const of = (kind) => entries.filter((entry) => entry.kind === kind && entry.body);
  const seals = new Map(of('seal').map((entry) => [entry.hash, entry]));
  const made = of('draw').sort((a, b) => a.body.no - b.body.no || byBytes(a.hash, b.hash));
  const rosters = new Map(of('roster').map(({ body }) => {
    const rows = [...body.teachers].sort((a, b) => byBytes(a.id, b.id));
    return [H('ipc2-roster-v1', jcs(rows)), rows];
  }));
  const draws = made.map((entry, place) => derive(entry.body, seals.get(entry.body.seal)?.body, made[place - 1], { code, rubric, rosters, date }, of('stand_in')));
  const numbers = new Set([...seals.values(), ...made].map(({ body }) => body.no));
  const last = Math.max(0, ...numbers);
  const waiting = [...seals.values()].filter(({ hash }) => !made.some(({ body }) => body.seal === hash));
  const open = waiting.some(({ body }) => body.no === last) && !made.some(({ body }) => body.no === last);
  const missing = Array.from({ length: last }, (_, place) => place + 1).filter((no) => !numbers.has(no));
  return { draws, abandoned: waiting.length - open, missing, last };
}

function derive(body, seal, before, { code, rubric, rosters, date }, standIns) {
  const problems = [];
  const expect = (holds, problem) => holds || problems.push(problem);
  const bound = { ...body, ...seal }; // what was sealed binds; a sealed draw only repeats it
  const context = {
    code, count: body.count, date: bound.date ?? date, no: body.no, roster: bound.roster ?? '', rubric,
    ...(bound.strata && { strata: bound.strata }),
  };
  const nonce = hex.test(body.nonce) ? Buffer.from(body.nonce, 'hex') : Buffer.from([255]);
  if (seal) {
    expect(seal.no === body.no && seal.count === body.count, 'its seal is of another draw');
    expect(H('ipc2-seal-v1', nonce, jcs(context)) === seal.seal, 'its seal does not open with this nonce');
  } else expect(body.seal === null && nonce.length === 0, 'its seal is missing');
  expect(H('ipc2-seed-v1', jcs({ ...context, nonce: nonce.toString('hex'), words: body.words })) === body.key, 'its key is not what its words give');
  expect(before?.body.no !== body.no, 'another draw has its number');
  if ('before' in bound) expect(bound.before === (before?.hash ?? null), 'it does not name the draw before it');

  const rows = rosters.get(context.roster) ?? null;
  const stratum = new Map((rows ?? []).map((row) => [row.id, stratumOf(row, bound.strata?.by)]));
  let [drawn, others] = [body.drawn, []];
  if (rows) {
    const sizes = Object.create(null);
    for (const one of stratum.values()) sizes[one] = (sizes[one] ?? 0) + 1;
    if (bound.strata) expect(jcs(bound.strata) === jcs({ by: bound.strata.by, sizes }), 'its strata are not those of the roster');
    expect(body.population === rows.length, 'it counts other teachers than the roster has');
    expect(body.count >= 1 && body.count <= rows.length, 'it draws more teachers than there are');
    [drawn, others] = pick(body.key, stratum, sizes, body.count);
    expect(jcs(drawn) === jcs(body.drawn), 'its teachers are not those that its key gives');
  }
  const { standing, replaced, wrong } = replace(body, others, stratum, standIns.filter((each) => each.body.no === body.no));
  problems.push(...wrong);
  const named = [...body.drawn, ...replaced.map(({ teacher }) => teacher)]; // the absent, too
  const abilities = Object.fromEntries((rows ?? []).filter(({ id }) => named.includes(id)).map((row) => [row.id, abilityOf(body.key, row)]));
  return {
    no: body.no, sealed: Boolean(seal), key: body.key, words: body.words, population: body.population, roster: context.roster,
    drawn: rows ? drawn : null, stated: body.drawn, standing, abilities, stand_ins: replaced, problems,
    valid: problems.length ? false : rows ? true : null, // null: the roster is withheld, the names cannot be derived
  };
}

// The drawn and all others, in the order of their tickets.
function pick(key, stratum, sizes, count) {
  const ticket = new Map([...stratum.keys()].map((id) => [id, sha256(`ipc2-ticket-v1:${key}:${id}`).toString('hex')]));
  const order = [...stratum.keys()].sort((a, b) => byBytes(ticket.get(a), ticket.get(b)));
  const left = shares(sizes, count);
  const drawn = order.filter((id) => left[stratum.get(id)]-- > 0);
  return [drawn, order.filter((id) => !drawn.includes(id))];
}

// Largest remainder, in whole numbers.
function shares(sizes, count) {
  const all = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const names = Object.keys(sizes).sort((a, b) => ((count * sizes[b]) % all) - ((count * sizes[a]) % all) || sizes[b] - sizes[a] || byBytes(a, b));
  const whole = Object.fromEntries(names.map((name) => [name, Math.floor((count * sizes[name]) / all)]));
  const left = count - Object.values(whole).reduce((sum, share) => sum + share, 0);
  for (const name of names.slice(0, Math.max(0, left))) whole[name] += 1;
  return whole;
}

function stratumOf({ subject, abilities = [] }, by) {
  if (by === 'subject') return subject || '-';
  if (by !== 'environment') return '';
  const letters = abilities.map((code) => code[0]).sort();
  const often = (letter) => letters.filter((each) => each === letter).length;
  return letters.reduce((best, letter) => (often(letter) > often(best) ? letter : best), letters[0]) ?? '-';
}

function abilityOf(key, { id, abilities = [] }) {
  const codes = [...new Set(abilities)].sort(byBytes);
  const number = BigInt(`0x${sha256(`ipc2-ability-v1:${key}:${id}`).toString('hex')}`);
  return codes.length ? codes[Number(number % BigInt(codes.length))] : '';
}

// Stand-ins in the order of their tickets: each for somebody who stands drawn, and the next of the same stratum.
function replace({ key, drawn }, others, stratum, entries) {
  const [standing, left, replaced, wrong] = [[...drawn], [...others], [], []];
  const place = ({ body }) => sha256(`ipc2-ticket-v1:${key}:${body.id}`).toString('hex');
  for (const { body } of entries.sort((a, b) => byBytes(place(a), place(b)) || byBytes(a.hash, b.hash))) {
    if (replaced.some(({ absent, teacher }) => absent === body.for && teacher === body.id)) continue;
    const next = left.find((id) => stratum.get(id) === stratum.get(body.for));
    if (!standing.includes(body.for) || (stratum.size && body.id !== next)) {
      wrong.push(`${body.id} stands in out of turn`);
      continue;
    }
    standing[standing.indexOf(body.for)] = body.id;
    if (left.includes(body.id)) left.splice(left.indexOf(body.id), 1);
    replaced.push({ absent: body.for, teacher: body.id });
  }
  return { standing, replaced, wrong };
}
