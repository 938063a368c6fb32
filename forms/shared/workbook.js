/**
 * The form's tables as a workbook: taken away, filled in without the network, brought back. It comes back whole or not at all;
 * what is wrong in it is listed here and marked in a copy that can be downloaded.
 */
import { button, el, fill, linkButton } from './dom.js';

const LISTED = 100;

export class WorkbookLine {
  element = el('div', { class: 'hl-workbook', hidden: true });
  #server;
  #draft;
  #said;
  #file;
  #upload;
  #answer = el('div', { class: 'hl-workbook-answer', role: 'status' });

  constructor({ server, draft, said }) {
    this.#server = server;
    this.#draft = draft;
    this.#said = said;
    this.#file = el('input', {
      type: 'file',
      hidden: true,
      accept: '.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      onchange: () => this.#chosen(),
    });
    this.#upload = button('上传表格', () => this.#file.click());
    fill(
      this.element,
      el(
        'p',
        {},
        el('span', {}, '也可以下载成 Excel 表格填写，填好再传上来：'),
        el('a', { class: 'hl-button', href: server.workbookUrl(), download: '' }, '下载表格'),
        this.#upload,
        this.#file,
      ),
      this.#answer,
    );
  }

  draw({ workbook }, isEditable) {
    this.element.hidden = !workbook;
    this.#upload.disabled = !isEditable;
  }

  async #chosen() {
    const file = this.#file.files[0];
    this.#file.value = ''; // so that the same file, mended, can be chosen again
    if (!file) {
      return;
    }
    await this.#draft.saveNow();
    if (this.#draft.isPending) {
      this.#refuse('网页上还有没保存好的内容，表格没有上传。请稍等保存好再传。');
      return;
    }
    this.#upload.disabled = true;
    this.#draft.uploadStarted();
    fill(this.#answer, el('p', {}, `正在上传“${file.name}”……`));
    let done = null;
    try {
      done = await this.#server.uploadWorkbook(file);
    } catch (error) {
      this.#refuse(`“${file.name}”没有导入：${error.message}`, error.body);
    } finally {
      this.#draft.uploadEnded();
      this.#upload.disabled = false;
    }
    if (done) {
      fill(this.#answer);
      this.#draft.uploaded(done.view);
      this.#said(done.message);
    }
  }

  #refuse(words, body) {
    const faults = (body && body.faults) || [];
    fill(
      this.#answer,
      el(
        'div',
        { class: 'hl-notice hl-warning', role: 'alert' },
        el('p', {}, words),
        faults.length > 0 &&
          el(
            'ul',
            {},
            faults.slice(0, LISTED).map(({ place, message }) => el('li', {}, el('b', {}, place), `：${message}`)),
            faults.length > LISTED && el('li', {}, `……另有${faults.length - LISTED}处，见标注了问题的表格`),
          ),
        el(
          'p',
          {},
          body &&
            body.annotated &&
            button('下载标注了问题的表格', () => download(body.annotated, body.fileName || '标注了问题的表格.xlsx')),
          linkButton('知道了', () => fill(this.#answer)),
        ),
      ),
    );
    this.#answer.scrollIntoView({ block: 'nearest' });
  }
}

/** Hands a file that came with an answer to the person. */
export function download(base64, name) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(
    new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }),
  );
  el('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
