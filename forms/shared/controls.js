/**
 * One input per type of cell. A control knows nothing of rows, drafts and servers; it has
 *
 *   element            what is put into the page
 *   input              what takes the focus (null: cannot be edited)
 *   get(), set(value)  its content; `set` never reports back
 *   enable(boolean)    readable stays readable: text can still be selected and copied
 *
 * and reports through `context.typed(value)`.
 */
import { button, el, fill, setText } from './dom.js';
import { checked, fileSize, isBlank, looksNumeric, readable, tidyNumber, wire } from './values.js';

export function createControl(spec, context) {
  switch (context.readOnly ? 'LABEL' : spec.type) {
    case 'NUMBER':
      return textControl(spec, context, { inputmode: 'decimal', class: 'hl-input hl-number' }, tidyNumber);
    case 'TEXT':
      return textControl(spec, context, { class: 'hl-input' });
    case 'DATE':
      return textControl(spec, context, { type: 'date', class: 'hl-input' });
    case 'LONG_TEXT':
      return longTextControl(spec, context);
    case 'CHOICE':
      return choiceControl(spec, context);
    case 'CHECKS':
      return checksControl(spec, context);
    case 'FILES':
      return filesControl(spec, context);
    default:
      return labelControl(spec, context);
  }
}

const LONG = 400;

/** The address of a page of ours; nothing that anybody typed is ever followed. */
const OUR_PAGE = /^\/my\/[\w/.-]+(\?[\w=&-]+)?$/;

/** Read-only text; a locked input is shown this way too, so a locked choice shows its words and not its code. */
function labelControl(spec, context) {
  const element = el('div', { class: 'hl-label' });
  let shown;
  return {
    element,
    input: null,
    get: () => shown,
    set(value) {
      shown = value;
      if (Array.isArray(value)) {
        fill(element, fileList(value, context));
      } else if (isBlank(value)) {
        setText(element, '');
      } else if (spec.type === 'LABEL' && OUR_PAGE.test(wire(value))) {
        fill(element, el('a', { href: wire(value), target: '_blank', rel: 'noopener' }, '打开'));
      } else {
        setText(element, spec.type === 'LABEL' ? wire(value) : readable(spec, value));
      }
      element.classList.toggle('hl-number', looksNumeric(value) && /^(LABEL|NUMBER)$/.test(spec.type));
      // A whole paper in a cell would push everything else of its row out of sight.
      element.classList.toggle('hl-long', wire(value).length > LONG);
    },
    enable() {},
  };
}

/** What is typed is reported as it is typed, but the letters of an input method only once they have become words. */
function writing(context) {
  return {
    oninput: (event) => event.isComposing || context.typed(event.target.value),
    oncompositionend: (event) => context.typed(event.target.value),
  };
}

function textControl(spec, context, attributes, tidy = (text) => text) {
  const input = el('input', {
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': context.label,
    ...attributes,
    ...writing(context),
    onchange() {
      const tidied = tidy(input.value);
      if (tidied !== input.value) {
        input.value = tidied;
        context.typed(tidied);
      }
    },
  });
  // a unit that holds for this row alone stands beside the input; a column's unit stands in its head
  const element = context.unit
    ? el('div', { class: 'hl-with-unit' }, input, el('span', { class: 'hl-unit' }, context.unit))
    : input;
  return {
    element,
    input,
    get: () => input.value,
    set(value) {
      if (input.value !== wire(value)) {
        input.value = wire(value);
      }
    },
    enable(enabled) {
      input.readOnly = !enabled;
    },
  };
}

/** A long text is as high as what it holds, also after the table has become wider or narrower. */
const grow = new WeakMap();
const widths = new WeakMap();
const watch = new ResizeObserver((entries) =>
  entries.forEach(({ target, contentRect }) => {
    if (widths.get(target) !== contentRect.width) {
      widths.set(target, contentRect.width);
      requestAnimationFrame(grow.get(target));
    }
  }),
);

function longTextControl(spec, context) {
  const input = el('textarea', {
    rows: context.compact ? 1 : 3,
    class: 'hl-input hl-long',
    spellcheck: 'false',
    'aria-label': context.label,
    ...writing(context),
  });
  input.addEventListener('input', () => fit());
  const fit = () => {
    input.style.height = 'auto';
    if (input.scrollHeight > 0) {
      input.style.height = `${input.scrollHeight + 2}px`;
    }
  };
  grow.set(input, fit);
  watch.observe(input);
  return {
    element: input,
    input,
    get: () => input.value,
    set(value) {
      if (input.value !== wire(value)) {
        input.value = wire(value);
        requestAnimationFrame(fit);
      }
    },
    enable(enabled) {
      input.readOnly = !enabled;
    },
  };
}

/**
 * A drop-down that can be filled without opening it: the keys 1–9 and 0 choose by value or by place, Delete empties.
 * (The arrow keys belong to the table, they move through the column; Alt+↓ or the space bar opens the list.)
 */
function choiceControl(spec, context) {
  const input = el(
    'select',
    {
      class: 'hl-input hl-choice',
      'aria-label': context.label,
      onchange: () => context.typed(input.value),
      onkeydown(event) {
        if (event.ctrlKey || event.altKey || event.metaKey || input.disabled) {
          return;
        }
        const wanted = event.key === 'Delete' || event.key === 'Backspace' ? '' : pick(event.key);
        if (wanted !== undefined) {
          event.preventDefault();
          input.value = wanted;
          context.typed(wanted);
        }
      },
    },
    el('option', { value: '' }, context.compact ? '' : '请选择'),
    spec.options.map(({ value, label }) => el('option', { value }, label)),
  );
  const pick = (key) => {
    const byValue = spec.options.find((option) => option.value === key);
    const byPlace = spec.options.some((option) => /^\d$/.test(option.value)) ? null : spec.options[Number(key) - 1];
    const option = byValue || (/^\d$/.test(key) ? byPlace : null);
    return option ? option.value : undefined;
  };
  return {
    element: input,
    input,
    get: () => input.value,
    set(value) {
      const text = wire(value);
      // something pasted that is no option is shown all the same, until the person chooses
      if (![...input.options].some((option) => option.value === text)) {
        input.append(el('option', { value: text }, `${text}（没有这个选项）`));
      }
      if (input.value !== text) {
        input.value = text;
      }
    },
    enable(enabled) {
      input.disabled = !enabled;
    },
  };
}

/**
 * Tick boxes. In a column of a table only the numbers stand beside the boxes, the items are explained once in the head;
 * where the row has items of its own, or there is but one, they are written out.
 */
function checksControl(spec, context) {
  const terse = context.compact && !spec.overridden && spec.options.length > 1;
  const report = () =>
    context.typed(
      boxes
        .filter((box) => box.checked)
        .map((box) => box.value)
        .join(','),
    );
  const boxes = spec.options.map(({ value, label }) =>
    el('input', { type: 'checkbox', value, 'aria-label': `${context.label} ${label}`, onchange: report }),
  );
  const element = el(
    'div',
    { class: terse ? 'hl-checks hl-checks-terse' : 'hl-checks', role: 'group', 'aria-label': context.label },
    spec.options.map(({ value, label }, index) =>
      el(
        'label',
        { class: 'hl-check', title: terse ? label : null },
        boxes[index],
        el('span', {}, terse ? value : label),
      ),
    ),
  );
  return {
    element,
    input: boxes[0] || null,
    get: () =>
      boxes
        .filter((box) => box.checked)
        .map((box) => box.value)
        .join(','),
    set(value) {
      const ticked = new Set(checked(value));
      boxes.forEach((box) => (box.checked = ticked.has(box.value)));
    },
    enable(enabled) {
      boxes.forEach((box) => (box.disabled = !enabled));
    },
  };
}

/**
 * Files: chosen or dropped, sent one after the other, listed with name and size. Nothing is deleted by a slip of the
 * hand: a removed file stays in sight, struck through, and can be put back.
 */
function filesControl(spec, context) {
  const list = el('div', { class: 'hl-files' });
  const chooser = el('input', { type: 'file', multiple: true, hidden: true, onchange: () => take(chooser.files) });
  const add = button('上传', () => chooser.click(), {
    class: 'hl-button hl-upload',
    'aria-label': `${context.label} 上传文件`,
  });
  const element = el('div', { class: 'hl-drop', title: '可以把文件拖到这里' }, list, add, chooser);
  const removed = [];
  const running = [];
  let enabled = true;
  let drawn = null;

  const draw = () => {
    const files = context.value();
    const shape = JSON.stringify([files, removed, running.map((upload) => upload.file.name), enabled]);
    if (shape === drawn) {
      return; // an unchanged list keeps the focus that may be in it
    }
    drawn = shape;
    fill(
      list,
      files.map((file) => fileEntry(file, context, enabled && (() => remove(file)))),
      removed.map((file) =>
        el(
          'div',
          { class: 'hl-file hl-file-removed' },
          el('span', { class: 'hl-file-name' }, file.name),
          enabled && button('放回', () => restore(file), { class: 'hl-link' }),
        ),
      ),
      running.map((upload) => upload.element),
    );
  };
  const remove = (file) => {
    removed.push(file);
    context.typed(context.value().filter((other) => other.id !== file.id));
    draw();
  };
  const restore = (file) => {
    removed.splice(removed.indexOf(file), 1);
    context.typed([...context.value(), file]);
    draw();
  };
  const take = async (files) => {
    const uploads = [...files].map((file) => waitingUpload(file));
    chooser.value = '';
    running.push(...uploads);
    draw();
    for (const upload of uploads) {
      await send(upload);
    }
  };
  const waitingUpload = (file) => {
    const bar = el('progress', { max: 1, value: 0 });
    const note = el('span', { class: 'hl-file-note' }, fileSize(file.size));
    const entry = el('div', { class: 'hl-file' }, el('span', { class: 'hl-file-name' }, file.name), bar, note);
    return { file, bar, note, element: entry };
  };
  const forget = (upload) => {
    running.splice(running.indexOf(upload), 1);
    draw();
  };
  const send = async (upload) => {
    try {
      const stored = await context.upload(upload.file, (share) => (upload.bar.value = share));
      context.typed([...context.value(), stored]);
      forget(upload);
    } catch (error) {
      upload.bar.hidden = true;
      upload.element.classList.add('hl-file-failed');
      fill(
        upload.note,
        `没有传上去：${error.message} `,
        button('重试', () => (forget(upload), take([upload.file])), { class: 'hl-link' }),
        button('不传了', () => forget(upload), { class: 'hl-link' }),
      );
    }
  };

  element.addEventListener('dragover', (event) => {
    if (enabled && [...event.dataTransfer.types].includes('Files')) {
      event.preventDefault();
      element.classList.add('hl-drop-over');
    }
  });
  element.addEventListener('dragleave', () => element.classList.remove('hl-drop-over'));
  element.addEventListener('drop', (event) => {
    element.classList.remove('hl-drop-over');
    if (enabled && event.dataTransfer.files.length > 0) {
      event.preventDefault();
      take(event.dataTransfer.files);
    }
  });

  return {
    element,
    input: add,
    get: () => context.value(),
    set: draw,
    enable(allowed) {
      enabled = allowed;
      add.disabled = !allowed;
      draw();
    },
  };
}

function fileList(files, context) {
  return el(
    'div',
    { class: 'hl-files' },
    files.map((file) => fileEntry(file, context, null)),
  );
}

function fileEntry(file, context, remove) {
  return el(
    'div',
    { class: 'hl-file' },
    el(
      'a',
      { class: 'hl-file-name', href: context.fileUrl(file.id), title: `下载 ${file.name}`, download: file.name },
      file.name,
    ),
    el('span', { class: 'hl-file-note' }, fileSize(file.size)),
    remove && button('移除', remove, { class: 'hl-link', 'aria-label': `移除 ${file.name}` }),
  );
}
