import type { Workspace } from '../../shared/domain/workspace.ts';

/** The design document that holds the validation function of a database. */
export const validationDocumentId = '_design/annex';

/** Largest event document in characters of JSON. */
const eventCharactersMax = 1_500_000;

/** Largest attachment of a chunk in bytes: a megabyte and what sealing adds. */
const chunkBytesMax = 1_200_000;

/*
 * ES5 alone: CouchDB runs these texts in an old SpiderMonkey or in QuickJS, the embedded hub in a context of its own.
 *
 * A replicated write (`new_edits: false`) of a second root revision comes with `oldDoc` null, as if the document were
 * not there: no such function can see it. So an event proves itself: its id ends with the hash of its envelope, and the
 * hash holds firm and workspace. What differs from the event that is there cannot have its id.
 */
const whoWrites = `
  function refuse(reason) { throw { forbidden: reason }; }

  // The side and devices of an account stand in the security object, where a database admin can change them; an account
  // that is not there has what its roles say.
  function readWriter() {
    var own = Object.prototype.hasOwnProperty;
    var accounts = secObj && secObj.annex && secObj.annex.accounts;
    var writer = { isInside: false, isOutside: false, isNew: false, devices: {} };
    var roles = userCtx.roles || [];
    var i, entry;
    for (i = 0; i < roles.length; i++) if (roles[i] === '_admin') writer.isInside = true;
    if (accounts && typeof userCtx.name === 'string' && own.call(accounts, userCtx.name)) {
      entry = accounts[userCtx.name];
      writer.isInside = writer.isInside || entry.side === 'inside';
      writer.isOutside = entry.side === 'outside';
      for (i = 0; entry.devices && i < entry.devices.length; i++) writer.devices[entry.devices[i]] = true;
      writer.isNew = i === 0;
      return writer;
    }
    for (i = 0; i < roles.length; i++) {
      if (roles[i] === 'inside') writer.isInside = true;
      if (roles[i] === 'outside') writer.isOutside = true;
      if (roles[i].indexOf('device:') === 0) writer.devices[roles[i].slice(7)] = true;
    }
    return writer;
  }

  function refuseOtherFields(allowed) {
    var own = Object.prototype.hasOwnProperty;
    var field;
    for (field in newDoc) {
      if (own.call(newDoc, field) && !own.call(allowed, field)) refuse('Field ' + field + ' is not one of ours.');
    }
  }

  var writer = readWriter();
  if (!writer.isInside && !writer.isOutside) refuse('This account may read only.');
`;

/** SHA-256 of ASCII text as base64url: no engine of CouchDB brings one. */
const sha256 = `
  var roots = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  ];
  var constants = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  ];

  function hashText(text) {
    var words = [], length = text.length, state, w = [], i, j, code;
    var a, b, c, d, e, f, g, h, x, y, t;
    state = roots;
    for (i = 0; i < length; i++) {
      code = text.charCodeAt(i);
      if (code > 127) refuse('An event is written in ASCII.');
      words[i >> 2] |= code << (24 - (i & 3) * 8);
    }
    words[length >> 2] |= 128 << (24 - (length & 3) * 8);
    words[(((length + 8) >> 6) << 4) + 15] = length * 8;
    for (i = 0; i < words.length; i += 16) {
      a = state[0]; b = state[1]; c = state[2]; d = state[3]; e = state[4]; f = state[5]; g = state[6]; h = state[7];
      for (j = 0; j < 64; j++) {
        if (j < 16) w[j] = words[i + j] | 0;
        else {
          x = w[j - 15];
          y = w[j - 2];
          x = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
          y = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
          w[j] = (w[j - 16] + x + w[j - 7] + y) | 0;
        }
        t = (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g));
        t = (t + h + constants[j] + w[j]) | 0;
        x = (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c));
        h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + x) | 0;
      }
      state = [a + state[0], b + state[1], c + state[2], d + state[3], e + state[4], f + state[5], g + state[6], h + state[7]];
      for (j = 0; j < 8; j++) state[j] |= 0;
    }
    return toBase64Url(state);
  }

  function toBase64Url(state) {
    var digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    var text = '', bit, i, value;
    for (bit = 0; bit < 256; bit += 6) {
      value = 0;
      for (i = bit; i < bit + 6; i++) value = value * 2 + (i < 256 ? (state[i >> 5] >>> (31 - (i & 31))) & 1 : 0);
      text += digits.charAt(value);
    }
    return text;
  }
`;

/**
 * `validate_doc_update` of the roster and the workspaces of firm `firmId`: an event is written once and never changed,
 * moved or deleted; an outside account writes events of its own devices, an inside account may relay anybody's. An
 * account that has no device yet may introduce one: the first event of a chain of the roster.
 */
export function makeEventValidation(firmId: string, workspace: Workspace): string {
  // Whoever was invited enters the roster before an owner's device has bound that device to the account.
  const mayIntroduce = workspace === 'roster' ? 'writer.isNew && newDoc.n === 0' : 'false';
  return `function (newDoc, oldDoc, userCtx, secObj) {
${whoWrites}
${sha256}
  function hashEnvelope() {
    var id = newDoc._id;
    return hashText(JSON.stringify(['annex-event-1', '${firmId}', '${workspace}', id.slice(0, 16), id.slice(17, 33),
      newDoc.n, newDoc.p, newDoc.r, newDoc.k, newDoc.h, newDoc.b]));
  }

  if (newDoc._deleted) refuse('An event is never deleted.');
  if (oldDoc) refuse('An event is never changed.');
  if (newDoc._revisions && newDoc._revisions.start > 1) refuse('An event has one revision.');
  if (newDoc._rev && newDoc._rev.indexOf('1-') !== 0) refuse('An event has one revision.');
  if (!/^[0-9a-f]{16}-[0-9a-f]{16}-[A-Za-z0-9_-]{43}$/.test(newDoc._id)) refuse('This is not the id of an event.');
  refuseOtherFields({ _id: 1, _rev: 1, _revisions: 1, v: 1, k: 1, h: 1, b: 1, p: 1, n: 1, r: 1, s: 1 });
  if (newDoc.v !== 1) refuse('This event has a form that is not known here.');
  if (!writer.isInside && writer.devices[newDoc._id.slice(17, 33)] !== true && !(${mayIntroduce})) {
    refuse('This account may write events of its own devices only.');
  }
  if (JSON.stringify(newDoc).length > ${eventCharactersMax}) refuse('This event is too large.');
  if (hashEnvelope() !== newDoc._id.slice(34)) refuse('This is not what the id of the event names.');
}`;
}

/**
 * `validate_doc_update` of the files: a chunk is written once, with one attachment; an inside account alone may delete
 * it, and write it again afterwards.
 */
export const chunkValidation = `function (newDoc, oldDoc, userCtx, secObj) {
${whoWrites}
  var own = Object.prototype.hasOwnProperty;
  var count = 0;
  var name, length;
  if (!/^c-[0-9a-f]{64}$/.test(newDoc._id)) refuse('This is not the id of a chunk.');
  if (newDoc._deleted) {
    if (!writer.isInside) refuse('Only the firm itself may delete a chunk.');
    refuseOtherFields({ _id: 1, _rev: 1, _revisions: 1, _deleted: 1 });
    return;
  }
  if (oldDoc && !oldDoc._deleted) refuse('A chunk is never changed.');
  if (!writer.isInside && newDoc._revisions && newDoc._revisions.start > 1) refuse('A chunk has one revision.');
  refuseOtherFields({ _id: 1, _rev: 1, _revisions: 1, _attachments: 1 });
  for (name in newDoc._attachments || {}) {
    if (!own.call(newDoc._attachments, name)) continue;
    count += 1;
    length = newDoc._attachments[name].length;
    if (typeof length === 'number' && length > ${chunkBytesMax}) refuse('This chunk is too large.');
  }
  if (count !== 1) refuse('A chunk is one attachment.');
}`;

/** The validation function of a firm's database. `firmId` and the name of the database are checked before. */
export function validationFor(firmId: string, database: Workspace | 'files'): string {
  return database === 'files' ? chunkValidation : makeEventValidation(firmId, database);
}
