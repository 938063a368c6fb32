/** What the tests of the forms' scripts share: a view as the server gives it, and a server that says what it is told to. */
import { setTimeout as pause } from 'node:timers/promises';
import { Draft, Mirror } from '../../../forms/shared/draft.js';

const COLUMNS = [
  { key: 'name', type: 'LABEL', options: [] },
  { key: 'value', type: 'NUMBER', options: [] },
  { key: 'reason', type: 'TEXT', options: [] },
];

/** A table of places; `rows` is a list of {key, version, locked, values, by}. */
export function view(seq, ...rows) {
  return {
    seq,
    sections: [
      {
        key: 'items',
        title: '指标',
        columns: COLUMNS,
        rows: rows.map(({ key = '1', version = seq, locked = false, values = {}, by = 'wang' }) => ({
          key,
          version,
          locked,
          values: { name: `第${key}行`, value: '', reason: '', ...values },
          inputs: {},
          changedBy: by,
          changedAt: '10:00',
        })),
      },
    ],
  };
}

/** An answer other than success; 0 is none at all. */
export class Refusal extends Error {
  constructor(status, body = null, message = `状态${status}`) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** Answers saves one after the other with `answers`: a view, a refusal, or a function of what was sent. */
export class ScriptedServer {
  sent = [];
  #first;
  #answers;

  constructor(first, ...answers) {
    this.#first = first;
    this.#answers = answers;
  }

  async view() {
    return this.#first;
  }

  /** What the next look brings. */
  shows(next) {
    this.#first = next;
  }

  async save(rows) {
    this.sent.push(structuredClone(rows));
    const answer = this.#answers.shift();
    const given = typeof answer === 'function' ? await answer(rows) : answer;
    if (given instanceof Error) {
      throw given;
    }
    if (given === undefined) {
      throw new Error('Nobody expected another save');
    }
    return given;
  }
}

/** Web storage as browsers have it. */
export class Storage {
  #entries = new Map();
  /** Whether it takes nothing more, as when it is full. */
  full = false;

  get length() {
    return this.#entries.size;
  }

  key(index) {
    return [...this.#entries.keys()][index] ?? null;
  }

  getItem(key) {
    return this.#entries.get(key) ?? null;
  }

  setItem(key, value) {
    if (this.full) {
      throw new Error('QuotaExceededError');
    }
    this.#entries.set(key, String(value));
  }

  removeItem(key) {
    this.#entries.delete(key);
  }
}

export async function opened(server, storage = new Storage()) {
  const draft = new Draft({ server, mirror: new Mirror('task-1', storage), changed() {} });
  await draft.open();
  draft.enable(true);
  return draft;
}

/** Time that passes when it is told to. Put back what it replaced with `stop`. */
export class Clock {
  #now = 0;
  #due = new Map();
  #ids = 0;
  #real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

  constructor() {
    globalThis.setTimeout = (act, delay = 0) => {
      this.#due.set(++this.#ids, { at: this.#now + delay, act });
      return this.#ids;
    };
    globalThis.clearTimeout = (id) => this.#due.delete(id);
  }

  stop() {
    Object.assign(globalThis, this.#real);
  }

  /** Whatever falls due on the way happens, and what was promised by it comes about. */
  async pass(milliseconds) {
    this.#now += milliseconds;
    for (const [id, { at, act }] of [...this.#due]) {
      if (at <= this.#now) {
        this.#due.delete(id);
        act();
      }
    }
    for (let turn = 0; turn < 20; turn++) {
      await Promise.resolve();
    }
  }
}

export { pause };
