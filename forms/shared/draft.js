/**
 * The draft: everything the person typed that the server has not acknowledged yet, and its way there.
 *
 * Promises kept here, so that the rest of the form need not think about them:
 * - at most one save is under way; what is typed meanwhile goes with the next one;
 * - every unacknowledged cell also stands in this browser's storage until the server has it, so neither a crash nor a
 *   lost connection loses a keystroke;
 * - two people in one row: cells only one of them changed are merged silently, a cell both changed is a *clash* that
 *   the person decides (用我的 / 用对方的). A row with a clash waits, the others go on.
 *
 * Each edited cell keeps three values: `base`, what the person saw when starting to type; `mine`, what was typed; and
 * the row's value on the server. Comparing the three tells a merge from a clash, whether the news came by a refused
 * save (409), with the answer to another save, or by a refresh. And it remembers what was already sent for it (`tried`):
 * when an answer gets lost on the way, the value may stand on the server all the same, and meeting it there again must
 * not look like a colleague's doing.
 *
 * No DOM in here; `changed` is called whenever something visible may have changed.
 *
 * @import { File, FormView, RowChange } from './contract'
 */
import { editableColumns, isBlank, same, titleOf, wire } from './values.js';

const DEBOUNCE = 700;
const RETRIES = [2_000, 5_000, 10_000, 30_000];

/** So often in a row a save that came too late is repeated at once; after that, with patience. */
const IMPATIENT_REPEATS = 3;

export const Status = Object.freeze({
  IDLE: 'IDLE', // nothing waits
  WAITING: 'WAITING', // typed, the save starts in a moment
  SAVING: 'SAVING',
  OFFLINE: 'OFFLINE', // no answer or a fault of the server: tried again by itself
  EXPIRED: 'EXPIRED', // login needed
  GONE: 'GONE', // the task is done or no longer ours
  REFUSED: 'REFUSED', // the server said no for another reason
});

/**
 * @typedef {string | File[] | undefined} Value what a cell holds
 * @typedef {{by: string | null, at: string | null}} Doing
 * @typedef {{base: Value, mine: Value, tried: Value[], clash?: Doing | null}} EditedCell
 * @typedef {{section: string, key: string, title: string, cells: Record<string, EditedCell>}} Edit
 * @typedef {{version: number, values: Record<string, string | File[]>, locked: boolean, editable: string[], title: string} & Doing} KnownRow
 */

function addressOf(section, row) {
  return `${encodeURIComponent(section)}:${encodeURIComponent(row)}`;
}

export class Draft {
  /**
   * The last view the server gave.
   *
   * @type {FormView | null}
   */
  view = null;
  /** @type {typeof Status[keyof typeof Status]} */
  status = Status.IDLE;
  /**
   * Why the server refused, when it did.
   *
   * @type {string | null}
   */
  message = null;
  /** @type {Date | null} */
  savedAt = null;
  /** Files on their way; Complete has to wait for them. */
  uploads = 0;
  /** How many cells came back from this browser's storage when the form opened. */
  restored = 0;
  /**
   * Cells that cannot be saved any more, because their row is gone or locked: shown, so that nothing vanishes.
   *
   * @type {{section: string, title: string, column: string, value: Value}[]}
   */
  stranded = [];

  #server;
  #mirror;
  #changed;
  /** @type {Map<string, KnownRow>} address → the row as the server has it */
  #rows = new Map();
  /** @type {Map<string, Edit>} address → the row's unacknowledged cells */
  #edits = new Map();
  /** @type {Map<string, {columns: string[]} & Doing>} address → rows somebody else changed while this form was open */
  #foreign = new Map();
  /** @type {Map<string, Record<string, Value>> | null} address → what the save under way carries; null when none is */
  #sent = null;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;
  #failures = 0;
  #lateSaves = 0;
  #saves = 0;
  #enabled = false;
  #closed = false;

  /**
   * @param {object} parts
   * @param {{view(): Promise<FormView>, save(rows: RowChange[]): Promise<FormView>}} parts.server
   * @param {Pick<Mirror, 'works' | 'write' | 'leftovers' | 'keepOnly'>} parts.mirror
   * @param {() => void} parts.changed
   */
  constructor({ server, mirror, changed }) {
    this.#server = server;
    this.#mirror = mirror;
    this.#changed = changed;
  }

  /** The first view; then whatever an earlier sitting could not save is put back in. */
  async open() {
    const view = await this.#server.view();
    if (this.view) {
      return; // opened by another attempt meanwhile
    }
    this.#adopt(view);
    for (const left of this.#mirror.leftovers()) {
      const address = addressOf(left.section, left.key);
      const edit = this.#edits.get(address) || { ...left, cells: {} };
      for (const [column, { base, mine, tried }] of Object.entries(left.cells)) {
        edit.cells[column] = { base, mine, tried: tried || [] };
      }
      this.#edits.set(address, edit);
    }
    const found = this.cells().length;
    this.#reconcileAll();
    this.restored = Math.min(found, this.cells().length);
    this.#resume();
  }

  /** Saving needs a claimed task; before that the form can only be read. */
  enable(enabled) {
    this.#enabled = enabled;
    this.#resume();
  }

  // ---- what the form shows -----------------------------------------------------------------------------------------

  value(section, row, column) {
    const address = addressOf(section, row);
    const edit = this.#edits.get(address);
    if (edit && column in edit.cells) {
      return edit.cells[column].mine;
    }
    const known = this.#rows.get(address);
    return known ? known.values[column] : undefined;
  }

  isEdited(section, row, column) {
    const edit = this.#edits.get(addressOf(section, row));
    return Boolean(edit && column in edit.cells);
  }

  /** The clashes of one row: [{column, mine, theirs, by, at}]. */
  clashesOf(section, row) {
    return this.clashes().filter((clash) => clash.section === section && clash.row === row);
  }

  clashes() {
    return this.cells()
      .filter(({ cell }) => cell.clash)
      .map(({ edit, column, cell }) => ({
        section: edit.section,
        row: edit.key,
        column,
        mine: cell.mine,
        theirs: this.#rows.get(addressOf(edit.section, edit.key)).values[column],
        by: cell.clash.by,
        at: cell.clash.at,
      }));
  }

  /** Every unacknowledged cell. */
  cells() {
    return [...this.#edits.values()].flatMap((edit) =>
      Object.entries(edit.cells).map(([column, cell]) => ({ edit, column, cell })),
    );
  }

  get isPending() {
    return this.#edits.size > 0 || this.#sent !== null || this.uploads > 0;
  }

  get isMirrored() {
    return this.#mirror.works;
  }

  // ---- what the person does ----------------------------------------------------------------------------------------

  /**
   * A cell got a new content. `seen` is what the cell showed before: when a colleague's newer value arrived while the
   * person was already in the cell, the person never saw it, and that must become a clash.
   */
  type(section, row, column, value, seen) {
    const address = addressOf(section, row);
    const known = this.#rows.get(address);
    if (!known || this.status === Status.GONE) {
      return;
    }
    const edit = this.#edits.get(address) || { section, key: row, title: known.title, cells: {} };
    const cell = edit.cells[column] || { base: seen === undefined ? known.values[column] : seen, tried: [] };
    edit.cells[column] = { ...cell, mine: value };
    this.#edits.set(address, edit);
    this.#reconcile(address, edit, { typing: true });
    this.#resume(DEBOUNCE);
  }

  decide(section, row, column, keepMine) {
    const address = addressOf(section, row);
    const edit = this.#edits.get(address);
    if (!edit || !(column in edit.cells)) {
      return;
    }
    const theirs = this.#rows.get(address).values[column];
    if (keepMine) {
      edit.cells[column].base = theirs;
    } else {
      delete edit.cells[column];
    }
    this.#reconcile(address, edit);
    this.#resume(0);
  }

  /** What a colleague changed in a row while this form was open: {columns, by, at}. */
  foreignIn(section, row) {
    return this.#foreign.get(addressOf(section, row));
  }

  /** The person has looked at a row a colleague changed. */
  noticed(section, row) {
    if (this.#foreign.delete(addressOf(section, row))) {
      this.#changed();
    }
  }

  forgetStranded() {
    this.stranded = [];
    this.#mirror.keepOnly(this.#edits);
    this.#changed();
  }

  uploadStarted() {
    this.uploads++;
    this.#changed();
  }

  uploadEnded() {
    this.uploads--;
    this.#changed();
  }

  // ---- the way to the server ---------------------------------------------------------------------------------------

  /** Saves now instead of in a moment. */
  saveNow() {
    return this.#save();
  }

  /** What was uploaded as a workbook is the person's own, and no news. */
  uploaded(view) {
    this.#adopt(view);
    this.#foreign.clear();
    this.savedAt = new Date();
    this.#changed();
  }

  /** Asks for news from colleagues; never while something of our own is on its way. */
  async refresh() {
    if (this.isPending || this.#closed || this.status === Status.GONE) {
      return;
    }
    const saves = this.#saves;
    try {
      const view = await this.#server.view();
      // an answer older than a save that began meanwhile would set the form back
      if (saves === this.#saves && !this.#closed) {
        this.#adopt(view);
        this.status = Status.IDLE;
      }
    } catch (error) {
      // a refresh nobody asked for does not complain about the network
      if (error.status === 401 || error.status === 404) {
        this.#failed(error);
      }
    }
  }

  /** The form leaves the page: what waits is sent at once; whatever that does not reach stays in the mirror. */
  close() {
    this.#closed = true;
    this.#save();
  }

  /** The task is completed, nothing of it can be saved any more. */
  discard() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#edits.clear();
    this.stranded = [];
    this.#mirror.keepOnly(new Map());
  }

  /** Sees to it that whatever can be sent will be sent. */
  #resume(delay = DEBOUNCE) {
    const waiting = this.#sendable().length > 0 && this.#enabled && this.status !== Status.GONE;
    if (!waiting) {
      clearTimeout(this.#timer);
      this.#timer = null;
      const nothingLeft = this.#edits.size === 0 && this.#sent === null;
      const { status } = this;
      if (status === Status.WAITING || (nothingLeft && (status === Status.OFFLINE || status === Status.REFUSED))) {
        this.status = Status.IDLE;
      }
    } else if (this.#sent === null) {
      if (this.status === Status.IDLE || this.status === Status.REFUSED) {
        this.status = Status.WAITING;
      }
      this.#arm(delay);
    }
    this.#changed();
  }

  #arm(delay) {
    if (this.status !== Status.OFFLINE) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#save(), this.#closed ? 0 : delay);
    } else if (this.#timer === null && !this.#closed) {
      // typing on must not push the next attempt further and further away
      this.#timer = setTimeout(() => this.#save(), retryAfter(this.#failures));
    }
  }

  #sendable() {
    return [...this.#edits.values()].filter((edit) => !Object.values(edit.cells).some((cell) => cell.clash));
  }

  async #save() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const edits = this.#sendable();
    if (this.#sent !== null || edits.length === 0 || !this.#enabled || this.status === Status.GONE) {
      return;
    }
    this.#saves++;
    this.#sent = new Map(edits.map((edit) => [addressOf(edit.section, edit.key), typedIn(edit)]));
    edits.forEach((edit) => this.#mirrorAttempt(edit));
    this.status = Status.SAVING;
    this.#changed();
    let next = DEBOUNCE;
    try {
      const view = await this.#server.save(edits.map((edit) => this.#outgoing(edit)));
      const sent = this.#sent;
      this.#sent = null;
      this.#failures = 0;
      this.#lateSaves = 0;
      this.savedAt = new Date();
      this.message = null;
      this.status = Status.IDLE;
      this.#acknowledge(sent, view);
    } catch (error) {
      this.#sent = null;
      if (error.status === 409) {
        await this.#overtaken(error.body || {});
        next = ++this.#lateSaves <= IMPATIENT_REPEATS ? 0 : retryAfter(this.#lateSaves - IMPATIENT_REPEATS);
      } else {
        if (this.#failed(error) !== Status.OFFLINE) {
          this.#changed();
          return; // only the person can help: by logging in, or by changing something
        }
      }
    }
    this.#resume(next);
  }

  #mirrorAttempt(edit) {
    for (const cell of Object.values(edit.cells)) {
      cell.tried = [...cell.tried.filter((value) => !same(value, cell.mine)), cell.mine];
    }
    this.#mirror.write(addressOf(edit.section, edit.key), edit);
  }

  /**
   * @param {Edit} edit
   * @returns {RowChange}
   */
  #outgoing(edit) {
    const row = this.#rows.get(addressOf(edit.section, edit.key));
    /** @type {Record<string, string>} */
    const values = {};
    for (const column of row.editable) {
      values[column] = wire(column in edit.cells ? edit.cells[column].mine : row.values[column]);
    }
    return { section: edit.section, key: edit.key, version: row.version, values };
  }

  /** What the server took is no longer an edit, unless the person has typed on in that cell meanwhile. */
  #acknowledge(sent, view) {
    const saved = rowsOf(view);
    for (const [address, cells] of sent) {
      const edit = this.#edits.get(address);
      for (const [column, value] of Object.entries(edit ? cells : {})) {
        if (!(column in edit.cells)) {
          continue;
        }
        if (same(edit.cells[column].mine, value)) {
          delete edit.cells[column];
        } else if (saved.has(address)) {
          edit.cells[column].base = saved.get(address).values[column];
          edit.cells[column].tried = [];
        }
      }
    }
    this.#adopt(view, { own: sent });
  }

  /** Somebody was faster: take over the newer rows; merging or clashing follows from the three values of each cell. */
  async #overtaken({ conflicts = [], view }) {
    try {
      this.#adopt(view || (await this.#server.view()), { conflicts });
      this.status = Status.WAITING;
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error) {
    this.message = error.message;
    if (error.status === 401) {
      this.status = Status.EXPIRED;
    } else if (error.status === 404) {
      this.status = Status.GONE;
    } else if (error.status === 0 || error.status >= 500) {
      this.#failures++;
      this.status = Status.OFFLINE;
    } else {
      this.status = Status.REFUSED;
      if (error.status === undefined) {
        queueMicrotask(() => {
          throw error; // a fault of ours and no answer of the server: the console should know
        });
      }
    }
    this.#changed();
    return this.status;
  }

  #adopt(view, { own = new Map(), conflicts = [] } = {}) {
    if (this.view && view.seq < this.view.seq) {
      return; // overtaken on the way by a newer answer
    }
    const before = this.#rows;
    this.view = view;
    this.#rows = rowsOf(view);
    for (const [address, row] of this.#rows) {
      const old = before.get(address);
      if (old && old.version !== row.version && !own.has(address)) {
        this.#markForeign(address, old, row);
      }
    }
    this.#reconcileAll(new Map(conflicts.map((conflict) => [addressOf(conflict.section, conflict.key), conflict])));
    this.#changed();
  }

  #markForeign(address, old, row) {
    const edit = this.#edits.get(address);
    const columns = row.editable.filter(
      (column) =>
        !same(old.values[column], row.values[column]) &&
        !(edit && column in edit.cells && same(edit.cells[column].mine, row.values[column])),
    );
    if (columns.length > 0) {
      this.#foreign.set(address, { columns, by: row.by, at: row.at });
    }
  }

  #reconcileAll(conflicts = new Map()) {
    for (const [address, edit] of [...this.#edits]) {
      this.#reconcile(address, edit, { conflict: conflicts.get(address) });
    }
  }

  /**
   * Compares the three values of each edited cell. While typing, a value typed back to what the server last showed stays
   * an edit as long as another one is, or may be, on its way there.
   *
   * @param {string} address
   * @param {Edit} edit
   * @param {{conflict?: Doing, typing?: boolean}} [how]
   */
  #reconcile(address, edit, { conflict, typing = false } = {}) {
    const row = this.#rows.get(address);
    const stranded = {};
    for (const [column, cell] of Object.entries(edit.cells)) {
      if (!row || row.locked || !row.editable.includes(column)) {
        delete edit.cells[column];
        if (!isBlank(cell.mine)) {
          stranded[column] = cell;
          this.stranded.push({ section: edit.section, title: edit.title, column, value: cell.mine });
        }
      } else if (same(cell.mine, row.values[column]) && !(typing && cell.tried.length > 0)) {
        delete edit.cells[column];
      } else {
        const ours = [cell.base, cell.mine, ...cell.tried];
        const clash = !ours.some((value) => same(value, row.values[column]));
        const { by, at } = conflict || row;
        cell.clash = clash ? { by, at } : null;
      }
    }
    if (Object.keys(edit.cells).length === 0) {
      this.#edits.delete(address);
    }
    this.#mirror.write(address, this.#edits.get(address));
    if (Object.keys(stranded).length > 0) {
      // kept, and shown at every opening, until the person has read it
      this.#mirror.write(`${address}!`, { ...edit, cells: stranded });
    }
  }
}

function retryAfter(attempts) {
  return RETRIES[Math.max(0, Math.min(attempts, RETRIES.length) - 1)];
}

/** The edited cells of a row as they are sent, to tell later what was typed after that. */
function typedIn(edit) {
  return Object.fromEntries(Object.entries(edit.cells).map(([column, cell]) => [column, cell.mine]));
}

/** @param {FormView} view */
function rowsOf(view) {
  /** @type {Map<string, KnownRow>} */
  const rows = new Map();
  for (const section of view.sections) {
    for (const row of section.rows) {
      rows.set(addressOf(section.key, row.key), {
        version: row.version,
        values: row.values,
        locked: row.locked,
        editable: editableColumns(section, row),
        title: titleOf(section, row),
        by: row.changedBy,
        at: row.changedAt,
      });
    }
  }
  return rows;
}

/**
 * The copy in this browser: one entry a row, so that two windows on one task do not overwrite each other. The key holds
 * the task and no user: whoever of the office opens the task on this computer gets the rest back.
 */
export class Mirror {
  works = true;

  #storage;
  #prefix;

  static #NAMESPACE = 'hl-draft:';
  static #FORGOTTEN_AFTER = 90 * 24 * 3600 * 1000;

  constructor(taskId, storage) {
    this.#prefix = `${Mirror.#NAMESPACE}${taskId}:`;
    try {
      this.#storage = storage || window.localStorage;
      this.#sweep();
    } catch (unavailable) {
      this.works = false;
    }
  }

  write(address, edit) {
    try {
      if (edit) {
        const cells = Object.fromEntries(
          Object.entries(edit.cells).map(([column, { base, mine, tried }]) => [column, { base, mine, tried }]),
        );
        const entry = { section: edit.section, key: edit.key, title: edit.title, cells, at: Date.now() };
        this.#storage.setItem(this.#prefix + address, JSON.stringify(entry));
      } else {
        this.#storage.removeItem(this.#prefix + address);
      }
      this.works = true;
    } catch (full) {
      this.works = false;
    }
  }

  leftovers() {
    return this.#keys(this.#prefix)
      .map((key) => this.#read(key))
      .filter((entry) => entry && entry.section && entry.cells);
  }

  /** Removes the entries of this task that are not among the given edits. */
  keepOnly(edits) {
    this.#keys(this.#prefix)
      .filter((key) => !edits.has(key.slice(this.#prefix.length)))
      .forEach((key) => this.#storage.removeItem(key));
  }

  /** Entries of tasks that were completed elsewhere would stay for ever. */
  #sweep() {
    for (const key of this.#keys(Mirror.#NAMESPACE)) {
      const entry = this.#read(key);
      if (!entry || Date.now() - entry.at > Mirror.#FORGOTTEN_AFTER) {
        this.#storage.removeItem(key);
      }
    }
  }

  #keys(prefix) {
    const storage = this.#storage;
    return storage
      ? Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter((key) => key.startsWith(prefix))
      : [];
  }

  #read(key) {
    try {
      return JSON.parse(this.#storage.getItem(key));
    } catch (damaged) {
      return null;
    }
  }
}
