/** The design document that holds the validation function of a database. */
export const validationDocumentId = '_design/annex';

/** A document of the files database is named by this: the hash of the sealed bytes in its one attachment. */
export const chunkIdPattern = /^c-[0-9a-f]{64}$/;

/** Largest event document in characters of JSON. */
export const eventCharactersMax = 1_500_000;

/** Largest attachment of a chunk in bytes: a megabyte and what sealing adds. */
export const chunkBytesMax = 1_200_000;

/*
 * ES5 alone: CouchDB runs these texts in an old SpiderMonkey or in QuickJS, the embedded hub in a context of its own.
 *
 * A replicated write (`new_edits: false`) of a second root revision comes with `oldDoc` null, as if the document were
 * not there: no such function can see it. Devices do (one revision for each event, its id the hash of its content), and
 * the embedded hub passes the document that is there.
 */
const whoWrites = `
  function refuse(reason) { throw { forbidden: reason }; }

  // The side and devices of an account stand in the security object, where a database admin can change them; an account
  // that is not there has what its roles say.
  function readWriter() {
    var own = Object.prototype.hasOwnProperty;
    var accounts = secObj && secObj.annex && secObj.annex.accounts;
    var writer = { isInside: false, isOutside: false, devices: {} };
    var roles = userCtx.roles || [];
    var i, entry;
    for (i = 0; i < roles.length; i++) if (roles[i] === '_admin') writer.isInside = true;
    if (accounts && typeof userCtx.name === 'string' && own.call(accounts, userCtx.name)) {
      entry = accounts[userCtx.name];
      writer.isInside = writer.isInside || entry.side === 'inside';
      writer.isOutside = entry.side === 'outside';
      for (i = 0; entry.devices && i < entry.devices.length; i++) writer.devices[entry.devices[i]] = true;
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

/**
 * `validate_doc_update` of the roster and the workspaces: an event is written once and never changed or deleted; an
 * outside account writes events of its own devices, an inside account may relay anybody's.
 */
export const eventValidation = `function (newDoc, oldDoc, userCtx, secObj) {
${whoWrites}
  if (newDoc._deleted) refuse('An event is never deleted.');
  if (oldDoc) refuse('An event is never changed.');
  if (newDoc._revisions && newDoc._revisions.start > 1) refuse('An event has one revision.');
  if (newDoc._rev && newDoc._rev.indexOf('1-') !== 0) refuse('An event has one revision.');
  if (!/^[0-9a-f]{16}-[0-9a-f]{16}-[A-Za-z0-9_-]{43}$/.test(newDoc._id)) refuse('This is not the id of an event.');
  refuseOtherFields({ _id: 1, _rev: 1, _revisions: 1, v: 1, k: 1, h: 1, b: 1, p: 1, n: 1, r: 1, s: 1 });
  if (!writer.isInside && writer.devices[newDoc._id.slice(17, 33)] !== true) {
    refuse('This account may write events of its own devices only.');
  }
  if (JSON.stringify(newDoc).length > ${eventCharactersMax}) refuse('This event is too large.');
}`;

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

/** The validation function of a firm's database. */
export function validationFor(database: 'events' | 'files'): string {
  return database === 'files' ? chunkValidation : eventValidation;
}
