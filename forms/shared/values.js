/**
 * What a cell can hold and how it is read, written and pasted. Pure functions, no DOM.
 *
 * A value is a string exactly as typed, except that a FILES cell holds a list of {id, name, size}.
 */

/** The form in which a value travels to the server. */
export function wire(value) {
  if (Array.isArray(value)) {
    return value.map((file) => file.id).join(',');
  }
  return value == null ? '' : String(value);
}

export function same(one, other) {
  return wire(one) === wire(other);
}

export function isBlank(value) {
  return wire(value).trim() === '';
}

/** What a column is in one row: a row may override a column's input (a figure here, a yes or no there). */
export function specOf(column, row) {
  const spec = { ...column, ...((row.inputs && row.inputs[column.key]) || {}) };
  return { ...spec, options: spec.options || [], overridden: Boolean(row.inputs && row.inputs[column.key]) };
}

export function isEditable(spec) {
  return spec.type !== 'LABEL' && spec.type !== 'FILE_LIST';
}

/** The columns of a row that travel to the server: all that can be edited in this row. */
export function editableColumns(section, row) {
  return section.columns.filter((column) => isEditable(specOf(column, row))).map((column) => column.key);
}

/** How a row is called in a sentence: its first label, else the section's title. */
export function titleOf(section, row) {
  const named = section.columns.find((column) => column.type === 'LABEL' && !isBlank(row.values[column.key]));
  return named ? wire(row.values[named.key]) : section.title || '';
}

/** A value as people read it, for locked rows and for sentences such as 对方填的：……. */
export function readable(spec, value) {
  if (isBlank(value)) {
    return '（空）';
  }
  if (Array.isArray(value)) {
    return value.map((file) => file.name).join('、');
  }
  if (spec.type === 'CHOICE') {
    return optionLabel(spec, value);
  }
  if (spec.type === 'CHECKS') {
    return checked(value)
      .map((item) => optionLabel(spec, item))
      .join('；');
  }
  return wire(value) + (spec.unit ? ` ${spec.unit}` : '');
}

function optionLabel(spec, value) {
  const option = spec.options.find((candidate) => candidate.value === value);
  return option ? option.label : value;
}

/** The ticked items of a CHECKS value. */
export function checked(value) {
  return wire(value)
    .split(',')
    .filter((item) => item !== '');
}

export function looksNumeric(text) {
  return /^[-+]?\d[\d,]*(\.\d+)?%?$/.test(wire(text).trim());
}

/**
 * Figures typed under a Chinese input method come as ３５．２ or 35。2. They are put right where it is certain that a
 * figure was meant; anything else (无, 不适用, a plain mistake) stays as it is and the server names the problem.
 */
export function tidyNumber(text) {
  const tidy = text
    .trim()
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[。．]/g, '.')
    .replace(/[－−–]/g, '-')
    .replace(/％/g, '%')
    .replace(/，/g, ',');
  return looksNumeric(tidy) ? tidy : text.trim();
}

/** A pasted text as the cell's type needs it; workbooks bring 1,234.50, 35.2%, 2022/1/8, 是 and ticks. */
export function fromClipboard(spec, text) {
  const trimmed = text.trim();
  switch (spec.type) {
    case 'NUMBER': {
      let number = tidyNumber(trimmed);
      if (/^-?\d{1,3}(,\d{3})+(\.\d+)?%?$/.test(number)) {
        number = number.replace(/,/g, '');
      }
      return looksNumeric(number) && wire(spec.unit).includes('%') ? number.replace(/%$/, '') : number;
    }
    case 'CHOICE':
      return chooseOption(spec, trimmed);
    case 'CHECKS':
      return trimmed
        .split(/[,，、;；\s]+/)
        .filter((item) => spec.options.some((option) => option.value === item))
        .join(',');
    case 'DATE':
      return isoDate(trimmed);
    case 'TEXT':
      return trimmed.replace(/\s*\n\s*/g, ' ');
    default:
      return trimmed;
  }
}

function chooseOption(spec, text) {
  const wanted = text.toLowerCase();
  const exact = spec.options.find(
    ({ value, label }) => value.toLowerCase() === wanted || label.toLowerCase() === wanted,
  );
  if (exact) {
    return exact.value;
  }
  const meant = { '√': '是', '✓': '是', y: '是', '×': '否', x: '否', n: '否' }[wanted];
  const guessed = meant && spec.options.find(({ label }) => label === meant);
  return guessed ? guessed.value : text;
}

function isoDate(text) {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  return parts ? `${parts[1]}-${parts[2].padStart(2, '0')}-${parts[3].padStart(2, '0')}` : text;
}

/**
 * Reads a block copied from a workbook: cells parted by tabs, rows by line ends; a cell that itself holds a line end,
 * a tab or a quotation mark stands in quotation marks, doubled inside.
 */
export function parseBlock(text) {
  const rows = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    rows[rows.length - 1].push(cell);
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') {
        cell += c;
      } else if (text[i + 1] === '"') {
        cell += c;
        i++;
      } else {
        quoted = false;
      }
    } else if (c === '"' && cell === '' && closesBefore(text, i)) {
      quoted = true;
    } else if (c === '\t') {
      endCell();
    } else if (c === '\n') {
      endCell();
      rows.push([]);
    } else if (c !== '\r') {
      cell += c;
    }
  }
  endCell();
  const last = rows[rows.length - 1];
  if (rows.length > 1 && last.length === 1 && last[0] === '') {
    rows.pop(); // a workbook ends every copied row with a line end, the last one too
  }
  return rows;
}

/** True when the quotation mark at `start` opens a quoted cell, not a text that merely begins with one. */
function closesBefore(text, start) {
  return /^"(?:[^"]|"")*"(?:[\t\r\n]|$)/.test(text.slice(start));
}

export function fileSize(bytes) {
  if (bytes == null) {
    return '';
  }
  if (bytes < 1024) {
    return `${bytes} 字节`;
  }
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
