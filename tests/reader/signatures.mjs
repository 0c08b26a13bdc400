// Signatures: what each covers, the statement that was signed, and OpenSSH's SSHSIG around it.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { H, base32, byBytes, jcs, sha256 } from './bytes.mjs';

const NAMESPACES = { visit: 'ipc2-sheet@v1', chain: 'ipc2-chain@v1' };
const digestOf = (entries) => H('ipc2-entries-v1', entries.map(({ hash }) => hash).sort(byBytes).join('\n'));
const bytesOf = (digest) => Buffer.from(digest, 'hex');
const keyId = (blob) => base32(sha256(blob).subarray(0, 8));

export function recordOf(code, rubric, all, { self_check, evaluated, level, by_item }) {
  const items = Object.fromEntries(Object.entries(by_item).map(([id, item]) => [id, [item.self_check, item.score]]));
  const entries = digestOf(all.filter(({ kind }) => kind !== 'sign'));
  const result = H('ipc2-result-v1', jcs({ evaluated, items, level, self_check }));
  return { entries, result, record: H('ipc2-record-v1', jcs({ code, entries, result, rubric: rubric.digest })) };
}

// What the visit's statement says now, for a public key; null while something is open.
function statementOf({ code, rubric, school, result, claimed, draws, record }, open, blob) {
  if (open) return null;
  const { levels } = rubric;
  const id = rubric.id.toUpperCase();
  const mark = { qualified: 'Q', not_qualified: 'N' }[result.level] ?? (result.level === null ? '-' : `L${levels.findIndex((each) => each.id === result.level) + 1}`);
  const last = draws.draws.at(-1);
  const list = (column, none) => result.sections.map((each) => (none(each) ? '-' : each[column])).join('/');
  const head = ['IPC2:1', code, school.date.replaceAll('-', ''), /^[0-9A-Z.-]+$/.test(id) ? id : base32(sha256(rubric.id)).slice(0, 10)];
  const S = `S${list('self_check', (each) => !claimed.has(each.id))}`;
  const E = `E${list('evaluated', (each) => !each.scored)}`;
  const rest = [
    `T${result.claimed ? result.self_check : '-'}/${result.evaluated}/${result.possible}${mark}`,
    `D${draws.last}:${last?.standing.length ?? 0}:${last?.population ?? 0}`,
    `N${base32(sha256(school.name.normalize('NFC')).subarray(0, 5))}`, `R${base32(bytesOf(record.record))}`, `K${keyId(blob)}`,
  ];
  const texts = [[S, E], [E], []].map((sections) => [...head, ...sections, ...rest].join(' '));
  return texts.find((each) => each.length + 1 + 103 <= 483) ?? texts.at(-1); // the QR code: a space, 64 bytes in Base32
}

export function signaturesOf(visit, { all, counting }, open) {
  const found = counting.filter(({ kind, body }) => kind === 'sign' && body).map((entry) => {
    const { by, seq, body } = entry;
    const own = all.filter((each) => each.by === by);
    const blob = Buffer.from(body.key.split(/\s+/)[1] ?? '', 'base64');
    let stale, says;
    if (body.scope === 'visit') {
      stale = body.covers !== visit.record.entries;
      says = stale ? body.statement : statementOf(visit, open, blob);
    } else {
      const smaller = digestOf(own.filter((each) => each.seq < seq));
      const covers = body.covers === smaller ? smaller : digestOf(followed(own, entry));
      stale = own.some((each) => each.seq > seq && each.kind !== 'sign');
      says = body.covers === covers ? `IPC2-CHAIN:1 ${visit.code} ${seq - 1} R${base32(bytesOf(covers))} K${keyId(blob)}` : null;
    }
    const ed25519 = holds(body, NAMESPACES[body.scope], blob);
    const openssh = sshKeygen(body, NAMESPACES[body.scope]);
    const why = !ed25519 || openssh === false ? 'the signature is not one of this key over this statement'
      : says !== body.statement ? 'it says something else than the entries'
      : sha256(blob).toString('hex').slice(0, 8) !== by.slice(-8) ? 'its key is not that of the one who signs' : '';
    return { by, scope: body.scope, statement: body.statement, state: why ? 'invalid' : stale ? 'stale' : 'valid', why, ed25519, openssh };
  });
  const fresh = (old) => found.some((each) => each.state === 'valid' && each.scope === old.scope && (old.scope === 'visit' || each.by === old.by));
  return found.map((each) => ({ ...each, renewed: each.state === 'stale' && fresh(each) }));
}

// What an entry comes after in its own history: of somebody with two, the other may not have been known.
function followed(own, entry) {
  const before = own.find((each) => each.hash === entry.prev);
  return before ? [...followed(own, before), before] : [];
}

const sshString = (bytes) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

// Exactly `count` strings, each behind its length.
function sshStrings(bytes, count) {
  const parts = [];
  let at = 0;
  for (; parts.length < count; at += 4 + parts.at(-1).length) parts.push(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at)));
  if (at !== bytes.length) throw new RangeError('not as long as it says');
  return parts;
}

// Ed25519 over SSHSIG's blob, by Node's own cryptography.
function holds({ sshsig, statement }, namespace, blob) {
  try {
    const [, inside] = sshsig.trim().match(/^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\s]+)\n-----END SSH SIGNATURE-----$/);
    const bytes = Buffer.from(inside, 'base64');
    const [key, space, reserved, hash, signature] = sshStrings(bytes.subarray(10), 5);
    const [[algorithm, raw], [kind, x]] = [sshStrings(signature, 2), sshStrings(blob, 2)];
    const stated = [bytes.subarray(0, 10).toString('latin1'), `${space}`, `${reserved}`, `${hash}`, `${algorithm}`, `${kind}`];
    if (!key.equals(blob) || jcs(stated) !== jcs(['SSHSIG\0\0\0\x01', namespace, '', 'sha512', 'ssh-ed25519', 'ssh-ed25519'])) return false;
    const digest = crypto.createHash('sha512').update(statement).digest();
    const signed = Buffer.concat([Buffer.from('SSHSIG'), ...[space, reserved, hash, digest].map(sshString)]);
    return crypto.verify(null, signed, crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') }, format: 'jwk' }), raw);
  } catch {
    return false; // cut short, or no key
  }
}

// The same by OpenSSH; null where it is not installed.
function sshKeygen({ sshsig, statement, key }, namespace) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ipc2-reader-'));
  try {
    fs.writeFileSync(path.join(folder, 'allowed_signers'), `signer namespaces="${namespace}" ${key}\n`);
    fs.writeFileSync(path.join(folder, 'X.sig'), sshsig);
    const words = ['-Y', 'verify', '-f', 'allowed_signers', '-I', 'signer', '-n', namespace, '-s', 'X.sig'];
    const done = spawnSync('ssh-keygen', words, { cwd: folder, input: statement });
    return done.error ? null : done.status === 0;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
