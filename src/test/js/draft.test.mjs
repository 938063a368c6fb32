import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Status } from '../../../forms/shared/draft.js';
import { Clock, Refusal, ScriptedServer, Storage, opened, pause, view } from './fixture.mjs';

const row = (version, values, by) => ({ version, values, by });
const conflict = (seq, theirs, by = 'li') =>
  new Refusal(409, {
    conflicts: [{ section: 'items', key: '1', by, at: '10:05', theirs: theirs.values }],
    view: view(seq, theirs),
  });

/** Lets whatever was promised come about. */
const settled = () => pause(5);

describe('saving', () => {
  test('what was typed is sent with the version of the row that the person saw, the whole row', async () => {
    const server = new ScriptedServer(view(7, row(3, { value: '1', reason: '原因' })), view(8, row(8, { value: '2', reason: '原因' })));
    const draft = await opened(server);

    draft.type('items', '1', 'value', '2');
    assert.equal(draft.status, Status.WAITING);
    assert.equal(draft.isPending, true);
    await draft.saveNow();

    assert.deepEqual(server.sent, [[{ section: 'items', key: '1', version: 3, values: { value: '2', reason: '原因' } }]]);
    assert.equal(draft.status, Status.IDLE);
    assert.equal(draft.isPending, false);
    assert.equal(draft.value('items', '1', 'value'), '2');
  });

  test('at most one save is under way; what is typed meanwhile goes with the next', async () => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const server = new ScriptedServer(
      view(1, row(1, { value: '1' })),
      () => held.then(() => view(2, row(2, { value: '2' }))),
      view(3, row(3, { value: '3' })),
    );
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    const first = draft.saveNow();
    draft.type('items', '1', 'value', '3');
    await draft.saveNow();
    assert.equal(server.sent.length, 1, 'the second waits');

    release();
    await first;
    await draft.saveNow();

    assert.equal(server.sent[1][0].version, 2, 'against what the first came to');
    assert.equal(server.sent[1][0].values.value, '3');
    assert.equal(draft.isPending, false);
  });

  test('typed back to what the server last showed is still sent while another value is on its way there', async () => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const server = new ScriptedServer(
      view(1, row(1, { value: '1' })),
      () => held.then(() => view(2, row(2, { value: '2' }))),
      view(3, row(3, { value: '1' })),
    );
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    const first = draft.saveNow();
    draft.type('items', '1', 'value', '1');
    release();
    await first;
    await draft.saveNow();

    assert.equal(server.sent[1][0].values.value, '1');
    assert.equal(draft.value('items', '1', 'value'), '1');
  });

  test('before the task is claimed nothing is sent', async () => {
    const server = new ScriptedServer(view(1, row(1, { value: '1' })));
    const draft = await opened(server);
    draft.enable(false);
    draft.type('items', '1', 'value', '2');
    await draft.saveNow();

    assert.deepEqual(server.sent, []);
    assert.equal(draft.isPending, true);
  });

  test('a row that nobody was shown cannot be typed into', async () => {
    const draft = await opened(new ScriptedServer(view(1, row(1, {}))));
    draft.type('items', '99', 'value', '2');

    assert.equal(draft.isPending, false);
  });
});

describe('two people in one row', () => {
  test('a cell that both changed is a clash that waits for the person, and is then sent once', async () => {
    const server = new ScriptedServer(
      view(1, row(1, { value: '1' })),
      conflict(2, row(2, { value: '3' }, 'li')),
      view(3, row(3, { value: '2' })),
    );
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    await draft.saveNow();

    assert.deepEqual(draft.clashes(), [
      { section: 'items', row: '1', column: 'value', mine: '2', theirs: '3', by: 'li', at: '10:05' },
    ]);
    await draft.saveNow();
    assert.equal(server.sent.length, 1, 'a row with a clash waits');

    draft.decide('items', '1', 'value', true);
    await draft.saveNow();

    assert.equal(server.sent.length, 2);
    assert.equal(server.sent[1][0].version, 2);
    assert.equal(server.sent[1][0].values.value, '2');
    assert.deepEqual(draft.clashes(), []);
  });

  test('taking the other one’s value sends nothing', async () => {
    const server = new ScriptedServer(view(1, row(1, { value: '1' })), conflict(2, row(2, { value: '3' }, 'li')));
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    await draft.saveNow();
    draft.decide('items', '1', 'value', false);
    await draft.saveNow();

    assert.equal(draft.value('items', '1', 'value'), '3');
    assert.equal(draft.isPending, false);
    assert.equal(server.sent.length, 1);
  });

  test('cells that only one of the two changed are merged without a word', async () => {
    const server = new ScriptedServer(
      view(1, row(1, { value: '1', reason: '甲' })),
      conflict(2, row(2, { value: '1', reason: '乙' }, 'li')),
      view(3, row(3, { value: '2', reason: '乙' })),
    );
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    await draft.saveNow();
    await draft.saveNow();

    assert.deepEqual(draft.clashes(), []);
    assert.deepEqual(server.sent[1][0].values, { value: '2', reason: '乙' });
    assert.deepEqual(draft.foreignIn('items', '1'), { columns: ['reason'], by: 'li', at: '10:00' }, 'and it is marked whose');
  });

  test('both having typed the same is none', async () => {
    const server = new ScriptedServer(view(1, row(1, { value: '1' })), conflict(2, row(2, { value: '2' }, 'li')));
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    await draft.saveNow();

    assert.deepEqual(draft.clashes(), []);
    assert.equal(draft.isPending, false);
    assert.equal(draft.foreignIn('items', '1'), undefined, 'and no news');
  });

  test('a clash in one row does not hold up another', async () => {
    const two = (seq, first, second) => view(seq, { key: '1', ...first }, { key: '2', ...second });
    const server = new ScriptedServer(
      two(1, row(1, { value: '1' }), row(1, { value: '1' })),
      new Refusal(409, { conflicts: [], view: two(2, row(2, { value: '3' }, 'li'), row(1, { value: '1' })) }),
      two(3, row(2, { value: '3' }, 'li'), row(3, { value: '9' })),
    );
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    draft.type('items', '2', 'value', '9');
    await draft.saveNow();
    await draft.saveNow();

    assert.deepEqual(server.sent[1].map((one) => one.key), ['2']);
    assert.equal(draft.clashesOf('items', '1').length, 1);
    assert.equal(draft.value('items', '2', 'value'), '9');
  });

  test('a colleague’s value that came while the person was in the cell, and that nobody saw, is a clash', async () => {
    const server = new ScriptedServer(view(1, row(1, { value: '1' })));
    const draft = await opened(server);
    server.shows(view(2, row(2, { value: '5' }, 'li')));
    await draft.refresh();

    draft.type('items', '1', 'value', '2', '1');

    assert.equal(draft.clashes()[0].theirs, '5');
  });

  test('an answer that got lost on the way is no clash when its value is met again', async () => {
    const server = new ScriptedServer(
      view(1, row(1, { value: '1' })),
      new Refusal(0),
      new Refusal(409, { conflicts: [], view: view(2, row(2, { value: '2' }, 'me')) }),
    );
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    await draft.saveNow();
    assert.equal(draft.status, Status.OFFLINE);
    await draft.saveNow();

    assert.deepEqual(draft.clashes(), []);
    assert.equal(draft.isPending, false);
    draft.discard();
  });

  test('nor after something else was typed meanwhile', async () => {
    const server = new ScriptedServer(
      view(1, row(1, { value: '1' })),
      new Refusal(0),
      new Refusal(409, { conflicts: [], view: view(2, row(2, { value: '2' }, 'me')) }),
      view(3, row(3, { value: '4' })),
    );
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    await draft.saveNow();
    draft.type('items', '1', 'value', '4');
    await draft.saveNow();
    assert.deepEqual(draft.clashes(), [], '2 is our own');
    await draft.saveNow();

    assert.equal(server.sent[2][0].values.value, '4');
    assert.equal(server.sent[2][0].version, 2);
  });
});

describe('what stands in the way', () => {
  let clock;
  beforeEach(() => (clock = new Clock()));
  afterEach(() => clock.stop());

  for (const [status, becomes] of [
    [401, Status.EXPIRED],
    [404, Status.GONE],
    [422, Status.REFUSED],
    [500, Status.OFFLINE],
    [503, Status.OFFLINE],
    [0, Status.OFFLINE],
  ]) {
    test(`an answer of ${status} is ${becomes}, and what was typed stays`, async () => {
      const draft = await opened(new ScriptedServer(view(1, row(1, { value: '1' })), new Refusal(status, null, '没有存上')));
      draft.type('items', '1', 'value', '2');
      await draft.saveNow();

      assert.equal(draft.status, becomes);
      assert.equal(draft.message, '没有存上');
      assert.equal(draft.value('items', '1', 'value'), '2');
      assert.equal(draft.isPending, true);
      draft.discard();
    });
  }

  test('without an answer it is tried again by itself, later and later', async () => {
    const server = new ScriptedServer(
      view(1, row(1, { value: '1' })),
      new Refusal(0),
      new Refusal(503),
      new Refusal(0),
      view(2, row(2, { value: '2' })),
    );
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    const after = async (milliseconds, saves) => {
      await clock.pass(milliseconds);
      assert.equal(server.sent.length, saves, `after ${milliseconds} ms more`);
    };
    await after(699, 0);
    await after(1, 1);
    await after(1_999, 1);
    await after(1, 2);
    await after(4_999, 2);
    await after(1, 3);
    await after(10_000, 4);

    assert.equal(draft.status, Status.IDLE);
  });

  test('typing on does not push the next attempt further away', async () => {
    const server = new ScriptedServer(view(1, row(1, { value: '1' })), new Refusal(0), view(2, row(2, { value: '222' })));
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    await draft.saveNow();
    await clock.pass(1_500);
    draft.type('items', '1', 'value', '222');
    await clock.pass(500);

    assert.equal(server.sent.length, 2);
    assert.equal(server.sent[1][0].values.value, '222');
  });

  test('a row that was locked or is gone meanwhile keeps what was typed in sight', async () => {
    const storage = new Storage();
    const server = new ScriptedServer(view(1, row(1, { value: '1' })), new Refusal(0));
    const draft = await opened(server, storage);
    draft.type('items', '1', 'value', '2');
    await draft.saveNow();
    draft.discard();
    const again = await opened(new ScriptedServer(view(1, row(1, { value: '1' })), new Refusal(409, { view: view(2, { ...row(2, { value: '1' }), locked: true }) })), storage);
    again.type('items', '1', 'value', '3');
    await again.saveNow();

    assert.deepEqual(again.stranded, [{ section: 'items', title: '第1行', column: 'value', value: '3' }]);
    assert.equal(again.isPending, false);
    const third = await opened(new ScriptedServer(view(2, { ...row(2, { value: '1' }), locked: true })), storage);
    assert.equal(third.stranded.length, 1, 'shown at every opening until somebody has read it');
    third.forgetStranded();
    const fourth = await opened(new ScriptedServer(view(2, { ...row(2, { value: '1' }), locked: true })), storage);
    assert.deepEqual(fourth.stranded, []);
  });
});

describe('news', () => {
  test('an older answer does not set the form back', async () => {
    const server = new ScriptedServer(view(5, row(5, { value: '5' })));
    const draft = await opened(server);
    server.shows(view(4, row(4, { value: '4' })));
    await draft.refresh();

    assert.equal(draft.value('items', '1', 'value'), '5');
  });

  test('what a colleague changed is marked until it was looked at', async () => {
    const server = new ScriptedServer(view(1, row(1, { value: '1' })));
    const draft = await opened(server);
    server.shows(view(2, row(2, { value: '6' }, 'li')));
    await draft.refresh();

    assert.deepEqual(draft.foreignIn('items', '1'), { columns: ['value'], by: 'li', at: '10:00' });
    draft.noticed('items', '1');
    assert.equal(draft.foreignIn('items', '1'), undefined);
  });

  test('nothing is asked for while something of one’s own is on its way', async () => {
    const server = new ScriptedServer(view(1, row(1, { value: '1' })));
    const draft = await opened(server);
    draft.type('items', '1', 'value', '2');
    server.shows(view(2, row(2, { value: '6' }, 'li')));
    await draft.refresh();

    assert.equal(draft.view.seq, 1);
    draft.discard();
  });

  test('what an uploaded workbook brought is no news', async () => {
    const draft = await opened(new ScriptedServer(view(1, row(1, { value: '1' }))));
    draft.uploaded(view(2, row(2, { value: '8' })));

    assert.equal(draft.value('items', '1', 'value'), '8');
    assert.equal(draft.foreignIn('items', '1'), undefined);
  });
});

describe('the copy in this browser', () => {
  test('what could not be saved is there again when the form is opened the next time, and goes out', async () => {
    const storage = new Storage();
    const first = await opened(new ScriptedServer(view(1, row(1, { value: '1' })), new Refusal(0)), storage);
    first.type('items', '1', 'value', '2');
    await first.saveNow();

    const server = new ScriptedServer(view(1, row(1, { value: '1' })), view(2, row(2, { value: '2' })));
    const second = await opened(server, storage);
    assert.equal(second.restored, 1);
    assert.equal(second.value('items', '1', 'value'), '2');
    await second.saveNow();

    assert.equal(server.sent[0][0].values.value, '2');
    assert.equal(storage.length, 0, 'the server has it now');
    first.discard();
  });

  test('meeting a colleague’s newer value it is a clash', async () => {
    const storage = new Storage();
    const first = await opened(new ScriptedServer(view(1, row(1, { value: '1' }))), storage);
    first.type('items', '1', 'value', '2');

    const second = await opened(new ScriptedServer(view(2, row(2, { value: '3' }, 'li'))), storage);

    assert.equal(second.clashes()[0].theirs, '3');
    first.discard();
  });

  test('a storage that is full or not there is told, and nothing else fails', async () => {
    const storage = new Storage();
    const draft = await opened(new ScriptedServer(view(1, row(1, { value: '1' })), view(2, row(2, { value: '2' }))), storage);
    assert.equal(draft.isMirrored, true);
    storage.full = true;
    draft.type('items', '1', 'value', '2');
    assert.equal(draft.isMirrored, false);
    await draft.saveNow();

    assert.equal(draft.value('items', '1', 'value'), '2');
    assert.equal(draft.isPending, false);
  });

  test('a damaged entry and one that is very old go', async () => {
    const storage = new Storage();
    storage.setItem('hl-draft:task-1:items:1', '{');
    storage.setItem(
      'hl-draft:task-9:items:1',
      JSON.stringify({ section: 'items', key: '1', cells: {}, at: Date.now() - 91 * 24 * 3600 * 1000 }),
    );
    storage.setItem('other', 'kept');
    await opened(new ScriptedServer(view(1, row(1, {}))), storage);

    assert.equal(storage.length, 1);
    assert.equal(storage.getItem('other'), 'kept');
  });

  test('once the task is completed nothing of it is left', async () => {
    const storage = new Storage();
    const draft = await opened(new ScriptedServer(view(1, row(1, { value: '1' }))), storage);
    draft.type('items', '1', 'value', '2');
    assert.equal(storage.length, 1);
    draft.discard();
    await settled();

    assert.equal(storage.length, 0);
  });
});
