// Totals: entries become values, values become sums, and sums a level.
import { byBytes, jcs } from './bytes.mjs';
import { gradeOf, units, valueOf } from './rubric.mjs';

const COLUMNS = ['claim', 'score'];
const isNumber = (x) => typeof x === 'number';

// Of each column and item: the different values that count, lowest first, and who gave one.
export function fold(entries, rubric) {
  const all = new Map(); // column and item -> every mark
  const newest = new Map(); // kind, column and item -> person -> the entries with that person's highest seq
  for (const entry of entries) {
    const { body, by, kind, seq } = entry;
    if (!body || ![...COLUMNS, 'ruling'].includes(kind)) continue;
    const place = jcs([kind, kind !== 'ruling' ? '' : body.column === 'claim' ? 'claim' : 'score', body.item]);
    if (kind !== 'ruling') (all.get(place) ?? all.set(place, []).get(place)).push(entry);
    const people = newest.get(place) ?? newest.set(place, new Map()).get(place);
    const mine = people.get(by);
    if (mine && mine[0].seq === seq) mine.push(entry); // a fork
    else if (!mine || mine[0].seq < seq) people.set(by, [entry]);
  }
  const cell = (column, item) => {
    const place = jcs([column, '', item]);
    const marks = newest.get(place) ?? new Map();
    const rulings = newest.get(jcs(['ruling', column, item])) ?? new Map();
    return combine(rubric.combine, marks, [...rulings.values()].flat(), all.get(place) ?? []);
  };
  return Object.fromEntries(COLUMNS.map((column) => [column, new Map([...rubric.items.keys()].map((item) => [item, cell(column, item)]))]));
}

function combine(method, marks, rulings, all) {
  const given = new Map([...marks].map(([by, entries]) => [by, different(entries.map(valueOf))]).filter(([, values]) => values.length));
  const by = [...given.keys()].sort(byBytes);
  const ruled = rulings.filter((entry) => valueOf(entry) !== null);
  const seen = new Set(ruled.flatMap((entry) => entry.body.over));
  const standing = ruled.filter((entry) => !seen.has(entry.hash));
  if (standing.length) {
    const says = (entry) => jcs([entry.by, valueOf(entry)]);
    const over = new Set(standing.flatMap((entry) => entry.body.over));
    const settled = new Set(all.filter((entry) => over.has(entry.hash)).map(says)); // such as given again with a note
    const unseen = [...marks.values()].flat().filter((entry) => !seen.has(entry.hash) && !settled.has(says(entry)));
    return { by, values: different([...standing, ...unseen].map(valueOf)) };
  }
  const everybody = [...given.values()].flat();
  const mean = method !== 'consensus' && everybody.length > 0 && everybody.every(isNumber);
  return { by, values: mean ? [meanOf(everybody, method === 'trimmed_mean')] : different(everybody) };
}

function different(values) {
  const order = (a, b) => (isNumber(a) && isNumber(b) ? a - b : isNumber(a) ? -1 : isNumber(b) ? 1 : byBytes(a, b));
  return [...new Set(values.filter((value) => value !== null))].sort(order);
}

// To a hundredth, or as fine as the finest value, halves up, in whole numbers.
function meanOf(values, trim) {
  const used = trim && values.length >= 3 ? [...values].sort((a, b) => a - b).slice(1, -1) : values;
  const sum = used.reduce((total, value) => total + units(value), 0);
  const grain = [100, 10, 1].find((unit) => used.every((value) => units(value) % unit === 0));
  return Math.floor((2 * sum + grain * used.length) / (2 * grain * used.length)) * grain / 1e4;
}

// The file's `result`.  Sums are whole numbers of 1/10,000, weighed ones of 1/100,000,000, so that none is rounded.
export function resultOf(cells, rubric) {
  const whole = { self_check: 0, low: 0, high: 0, possible: 0 };
  const sections = rubric.sections.map(({ id, name, points, weight, items }) => {
    const sum = { self_check: 0, low: 0, high: 0, possible: 0 };
    for (const item of items) {
      const [claims, scores] = COLUMNS.map((column) => cells[column].get(item.id).values);
      sum.self_check += units(claims.filter(isNumber)[0] ?? 0);
      sum.low += units(scores.filter(isNumber)[0] ?? 0);
      sum.high += units(scores.filter(isNumber).at(-1) ?? 0);
      if (scores.length && !item.bonus) sum.possible += units(item.points ?? 0);
    }
    for (const key of Object.keys(whole)) whole[key] += sum[key] * units(weight);
    const scored = items.filter((item) => cells.score.get(item.id).values.length).length;
    return { id, name, points, self_check: sum.self_check / 1e4, evaluated: sum.low / 1e4, scored, items: items.length };
  });
  const items = [...rubric.items.values()];
  const marked = (column, least) => items.filter(({ id }) => cells[column].get(id).values.length >= least).map(({ id }) => id);
  const shown = ({ values }) => (values.length > 1 ? values : values[0] ?? null);
  const conflicts = new Set(COLUMNS.flatMap((column) => marked(column, 2)));
  return {
    self_check: whole.self_check / 1e8,
    evaluated: whole.low / 1e8,
    evaluated_range: [whole.low / 1e8, whole.high / 1e8],
    possible: whole.possible / 1e8,
    scored: marked('score', 1).length,
    claimed: marked('claim', 1).length,
    items: items.length,
    level: level(cells.score, rubric),
    conflicts: items.map(({ id }) => id).filter((id) => conflicts.has(id)),
    sections,
    by_item: Object.fromEntries(items.map(({ id, points }) => {
      const { values, by } = cells.score.get(id);
      return [id, { max: points, self_check: shown(cells.claim.get(id)), score: shown({ values }), by }];
    })),
  };
}

// Every way in which open items can come out; of those with the same veto and the same counts of grades, only the least
// and the greatest total matter.
function level(scores, rubric) {
  let ways = new Map([[jcs([false, {}]), { veto: false, counts: {}, low: 0, high: 0 }]]);
  for (const { weight, items } of rubric.sections) {
    for (const item of items) {
      const grown = new Map();
      for (const way of ways.values()) {
        for (const value of options(item, scores.get(item.id).values)) {
          const grade = gradeOf(item, value);
          const veto = way.veto || (grade?.veto ?? false);
          const counts = grade ? { ...way.counts, [grade.name]: (way.counts[grade.name] ?? 0) + 1 } : way.counts;
          const more = isNumber(value) ? units(value) * units(weight) : 0;
          const key = jcs([veto, counts]);
          const known = grown.get(key) ?? { veto, counts, low: Infinity, high: -Infinity };
          grown.set(key, { ...known, low: Math.min(known.low, way.low + more), high: Math.max(known.high, way.high + more) });
        }
      }
      ways = grown;
    }
  }
  const reached = new Set([...ways.values()].flatMap((way) => [way.low, way.high].map((total) => levelAt(total, way, rubric.levels))));
  return reached.size === 1 ? [...reached][0] : 'undecided';
}

function levelAt(total, { veto, counts }, levels) {
  if (veto && levels.length) return levels.at(-1).id;
  const holds = ({ grade, at_least = 0, at_most = Infinity }) => (counts[grade] ?? 0) >= at_least && (counts[grade] ?? 0) <= at_most;
  return levels.find((each) => total >= Math.round((each.min ?? 0) * 1e8) && (each.counts ?? []).every(holds))?.id ?? null;
}

// What an item can come out as: what people gave; without that either end, of every grade where it has grades.
function options(item, values) {
  if (values.length) return values;
  if (!item.grades.length) return [0, item.points];
  return item.points === null ? item.grades.map((grade) => grade.name) : item.grades.flatMap(({ low, high }) => [low, high]);
}
