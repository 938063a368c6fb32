/**
 * The form API of the application, as the forms see it.
 *
 * `fetch` and not Angular's `$http`: a failing `$http` call raises a notice of Tasklist's own that covers the Complete
 * button, and only `fetch` can send what is unsaved while the page is being closed. `$http` is asked for one thing, the
 * names of the XSRF cookie and header, which an installation may change.
 */

const APPLICATION_ROOT = new URL('../../', import.meta.url);
const TIMEOUT = 30_000;

/** Browsers refuse a request that may outlive its page when the body is larger than 64 KiB. */
const KEEPALIVE_LIMIT = 60_000;

/**
 * What the server and this script say to each other is written in contract.d.ts.
 *
 * @import { Answer, Cast, Changes, Conflicts, Faults, FormView, RowChange, StoredFile, Uploaded } from './contract'
 */

/** An answer other than success; status 0 means that no answer came. */
export class ServerError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {Partial<Conflicts & Faults> | null} [body]
   */
  constructor(status, message, body = null) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

export class Server {
  #task;
  #xsrfCookie;
  #xsrfHeader;

  constructor(taskId, httpDefaults = {}) {
    this.#task = new URL(`api/tasks/${encodeURIComponent(taskId)}/`, APPLICATION_ROOT).pathname;
    this.#xsrfCookie = httpDefaults.xsrfCookieName || 'XSRF-TOKEN';
    this.#xsrfHeader = httpDefaults.xsrfHeaderName || 'X-XSRF-TOKEN';
  }

  /** @returns {Promise<FormView>} */
  view() {
    return this.#request('GET', 'form');
  }

  /**
   * @param {RowChange[]} rows
   * @returns {Promise<FormView>}
   */
  save(rows) {
    /** @type {Changes} */
    const changes = { rows };
    return this.#request('PUT', 'rows', JSON.stringify(changes));
  }

  /**
   * Casts a ballot whole; the task is completed with it.
   *
   * @param {Answer[]} answers
   * @returns {Promise<Cast>}
   */
  cast(answers) {
    return this.#request('POST', 'ballot', JSON.stringify({ answers }));
  }

  fileUrl(id) {
    return new URL(`api/files/${encodeURIComponent(id)}`, APPLICATION_ROOT).pathname;
  }

  workbookUrl() {
    return `${this.#task}workbook`;
  }

  /**
   * Whole or not at all: an answer of 422 carries the faults.
   *
   * @param {File} file
   * @returns {Promise<Uploaded>}
   */
  uploadWorkbook(file) {
    const form = new FormData();
    form.append('file', file, file.name);
    return this.#request('POST', 'workbook', form);
  }

  /**
   * XMLHttpRequest, because only it reports how far an upload has come.
   *
   * @param {{section: string, row: string, column: string}} place
   * @param {File} file
   * @param {(part: number) => void} onProgress
   * @returns {Promise<StoredFile>}
   */
  upload({ section, row, column }, file, onProgress) {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ section, row, column });
    request.open('POST', `${this.#task}files?${query}`);
    request.setRequestHeader(this.#xsrfHeader, this.#xsrfToken());
    request.setRequestHeader('Accept', 'application/json');
    const form = new FormData();
    form.append('file', file, file.name);
    return new Promise((resolve, reject) => {
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
      request.onerror = request.onabort = () => reject(new ServerError(0, '网络不通，没有传上去'));
      request.onload = () => {
        const body = parse(request.responseText);
        request.status < 300 && body
          ? resolve(body)
          : reject(new ServerError(request.status, messageOf(request.status, body), body));
      };
      request.send(form);
    });
  }

  async #request(method, path, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT);
    const headers = { Accept: 'application/json', [this.#xsrfHeader]: this.#xsrfToken() };
    const isJson = typeof body === 'string';
    if (isJson) {
      headers['Content-Type'] = 'application/json';
    }
    let response;
    let text;
    try {
      response = await fetch(this.#task + path, {
        method,
        headers,
        body,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: stop.signal,
        // what is under way when the page is closed still arrives
        keepalive: isJson && new Blob([body]).size < KEEPALIVE_LIMIT,
      });
      text = await response.text();
    } catch (failure) {
      throw new ServerError(0, '网络不通');
    } finally {
      clearTimeout(timer);
    }
    const answer = parse(text);
    if (response.ok && answer) {
      return answer;
    }
    throw new ServerError(response.ok ? 502 : response.status, messageOf(response.status, answer), answer);
  }

  /** Read afresh for every request: after a new login in another window the token is another one. */
  #xsrfToken() {
    const cookie = document.cookie.split('; ').find((entry) => entry.startsWith(`${this.#xsrfCookie}=`));
    return cookie ? decodeURIComponent(cookie.slice(this.#xsrfCookie.length + 1)) : '';
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (notJson) {
    return null;
  }
}

function messageOf(status, body) {
  if (body && body.message) {
    return body.message;
  }
  switch (status) {
    case 401:
      return '登录已过期';
    case 403:
      return '您没有办理这项任务的权限';
    case 404:
      return '这项任务已经办结或已不归您办';
    case 413:
      return '文件太大';
    default:
      return status < 300 ? '服务器的回答看不懂，请刷新页面' : `服务器没有办成（${status}）`;
  }
}
