// Bytes: strict JSON, RFC 8785, tagged SHA-256, Base32.
import crypto from 'node:crypto';

export class Unreadable extends Error {}

export const isObject = (x) => x !== null && typeof x === 'object' && !Array.isArray(x);
export const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
export const sha256 = (...parts) => crypto.createHash('sha256').update(Buffer.concat(parts.map((each) => Buffer.from(each)))).digest();
export const H = (tag, ...parts) => sha256(`${tag}\n`, ...parts).toString('hex');

// RFC 8785.  ECMAScript's own numbers, strings and order of keys are the ones that it prescribes.
export function jcs(x) {
  if (Array.isArray(x)) return `[${x.map(jcs).join(',')}]`;
  if (!isObject(x)) return JSON.stringify(x);
  return `{${Object.keys(x).sort().map((key) => `${JSON.stringify(key)}:${jcs(x[key])}`).join(',')}}`;
}

export function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.match(/.{1,5}/g).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

// JSON.parse refuses NaN and bad syntax; a key twice in one object and numbers that RFC 8785 cannot say it lets pass.
export function parse(bytes, where) {
  let text, value;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new Unreadable(`${where}: ${error.message}`);
  }
  const keys = []; // of each open bracket: the keys seen in it, or null for a list
  for (const [token, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?|[{}[\]]|-?\d[-+.\deE]*/g)) {
    if (token === '{' || token === '[') keys.push(token === '{' ? new Set() : null);
    else if (token === '}' || token === ']') keys.pop();
    else if (colon) {
      const key = JSON.parse(token.slice(0, -1));
      if (keys.at(-1).has(key)) throw new Unreadable(`${where}: the key ${JSON.stringify(key)} stands twice in one object`);
      keys.at(-1).add(key);
    } else if (token[0] !== '"' && !(/^-?\d+$/.test(token) ? Number.isSafeInteger : Number.isFinite)(Number(token)))
      throw new Unreadable(`${where}: the number ${token}`);
  }
  return value;
}
