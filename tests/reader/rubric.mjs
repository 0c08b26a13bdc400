// A rubric: what the totals need of the form.
import { H, jcs } from './bytes.mjs';

const plain = (name) => (name ?? '').trim().normalize('NFC');

// `data` is the TOML file's content as JSON.  Ids that it leaves out are places: section 3, item 3.2.
export function readRubric(data) {
  const sections = data.sections.map((section, place) => ({
    id: section.id ?? `${place + 1}`,
    name: plain(section.name),
    points: section.points ?? null,
    weight: section.weight ?? 1,
    items: section.items.map((item, number) => ({
      id: item.id ?? `${place + 1}.${number + 1}`,
      points: item.points ?? null,
      step: item.step ?? data.step ?? 0.5,
      bonus: item.bonus ?? false,
      grades: (item.grades ?? []).map((grade) => ({
        name: plain(grade.name), low: grade.from ?? grade.points, high: grade.to ?? grade.points, veto: grade.veto ?? false,
      })),
    })),
  }));
  const items = new Map(sections.flatMap((section) => section.items.map((item) => [item.id, item])));
  const digest = H('ipc2-rubric-v1', jcs(data));
  return { id: data.id, digest, combine: data.combine ?? 'consensus', levels: data.levels ?? [], sections, items };
}

// A value is points, or a grade's name; null takes the person's value back.
export const valueOf = ({ body }) => body.points ?? body.grade ?? null;

export const units = (x) => Math.round(x * 10_000); // points have at most four decimals, so sums of these are exact

export function allowed(item, value) {
  if (typeof value === 'string') return item.points === null && gradeOf(item, value) !== undefined;
  if (item.points === null || value > item.points || units(value) % units(item.step)) return false;
  const grade = gradeOf(item, value);
  return item.grades.length === 0 || (grade !== undefined && value <= grade.high);
}

// A grade by its name, or the one whose points are reached: the highest that begins at or below the value.
export function gradeOf(item, value) {
  if (typeof value === 'string') return item.grades.find((grade) => grade.name === value);
  return item.grades.filter((grade) => grade.low <= value).sort((a, b) => b.low - a.low)[0];
}
