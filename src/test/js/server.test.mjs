import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import { Server, ServerError } from '../../../forms/shared/server.js';

let asked;
let answer;

beforeEach(() => {
  asked = [];
  answer = () => new Response('{"seq":1}');
  globalThis.document = { cookie: 'a=1; XSRF-TOKEN=to%20ken' };
  mock.method(globalThis, 'fetch', async (url, options) => {
    asked.push({ url, ...options });
    return answer();
  });
});

async function failure(promise) {
  const error = await promise.then(
    () => assert.fail('It did not fail'),
    (thrown) => thrown,
  );
  assert.ok(error instanceof ServerError, String(error.stack));
  return error;
}

describe('what is asked', () => {
  test('the address holds the task as one part of it, whatever it is called', async () => {
    await new Server('a/b?c').view();

    assert.match(asked[0].url, /\/api\/tasks\/a%2Fb%3Fc\/form$/);
    assert.equal(asked[0].method, 'GET');
    assert.equal(asked[0].cache, 'no-store');
  });

  test('the token is the one of the moment', async () => {
    const server = new Server('1');
    await server.view();
    document.cookie = 'XSRF-TOKEN=another';
    await server.view();

    assert.deepEqual(asked.map(({ headers }) => headers['X-XSRF-TOKEN']), ['to ken', 'another']);
  });

  test('cookie and header may have other names', async () => {
    document.cookie = 'T=secret';
    await new Server('1', { xsrfCookieName: 'T', xsrfHeaderName: 'X-T' }).view();

    assert.equal(asked[0].headers['X-T'], 'secret');
  });

  test('rows go as JSON, and outlive the page unless there are too many', async () => {
    const server = new Server('1');
    await server.save([{ key: '1' }]);
    await server.save([{ key: '数'.repeat(30_000) }]);

    assert.equal(asked[0].method, 'PUT');
    assert.deepEqual(JSON.parse(asked[0].body), { rows: [{ key: '1' }] });
    assert.deepEqual(asked.map(({ keepalive }) => keepalive), [true, false]);
  });
});

describe('what is answered', () => {
  test('the words of the server reach the person, and its body the form', async () => {
    answer = () => new Response('{"message":"第3行：超过300字","conflicts":[]}', { status: 409 });
    const error = await failure(new Server('1').save([]));

    assert.equal(error.status, 409);
    assert.equal(error.message, '第3行：超过300字');
    assert.deepEqual(error.body.conflicts, []);
  });

  for (const [status, words] of [
    [401, '登录已过期'],
    [403, '您没有办理这项任务的权限'],
    [404, '这项任务已经办结或已不归您办'],
    [413, '文件太大'],
    [500, '服务器没有办成（500）'],
  ]) {
    test(`without words ${status} is “${words}”`, async () => {
      answer = () => new Response('<html>', { status });

      assert.equal((await failure(new Server('1').view())).message, words);
    });
  }

  test('a page instead of an answer is a fault of the server, which is tried again', async () => {
    answer = () => new Response('<html>login</html>');
    const error = await failure(new Server('1').view());

    assert.equal(error.status, 502);
    assert.equal(error.message, '服务器的回答看不懂，请刷新页面');
  });

  test('no answer at all is status 0', async () => {
    answer = () => {
      throw new TypeError('Failed to fetch');
    };

    assert.equal((await failure(new Server('1').view())).status, 0);
  });

  test('an answer that breaks off is none', async () => {
    answer = () => ({ ok: true, status: 200, text: () => Promise.reject(new TypeError('network error')) });

    assert.equal((await failure(new Server('1').view())).status, 0);
  });
});
