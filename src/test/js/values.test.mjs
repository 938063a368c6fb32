import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as values from '../../../forms/shared/values.js';

const spec = (type, more = {}) => ({ type, options: [], ...more });
const YES_NO = [
  { value: '1', label: '是' },
  { value: '0', label: '否' },
];

describe('a figure typed under a Chinese input method', () => {
  for (const [typed, meant] of [
    ['３５．２', '35.2'],
    ['35。2', '35.2'],
    [' 35 ', '35'],
    ['－3', '-3'],
    ['−3', '-3'],
    ['12％', '12%'],
    ['1，234', '1,234'],
    ['无', '无'],
    ['不适用', '不适用'],
    ['0（评判15）', '0（评判15）'],
    ['120/300', '120/300'],
    ['３５元', '３５元'],
    ['没有数。', '没有数。'],
    ['', ''],
  ]) {
    test(`${typed} is ${meant}`, () => assert.equal(values.tidyNumber(typed), meant));
  }
});

describe('what is pasted into a cell', () => {
  for (const [what, column, pasted, becomes] of [
    ['thousands are parted by commas', spec('NUMBER'), '1,234,567.5', '1234567.5'],
    ['a comma elsewhere stays for the server to refuse', spec('NUMBER'), '12,34', '12,34'],
    ['a percentage into a column of percent', spec('NUMBER', { unit: '%' }), '35.2%', '35.2'],
    ['a percentage elsewhere stays for the server to refuse', spec('NUMBER', { unit: '元' }), '35.2%', '35.2%'],
    ['full width with thousands', spec('NUMBER', { unit: '%' }), '１，２３４．５％', '1234.5'],
    ['a word', spec('NUMBER'), ' 无 ', '无'],
    ['the label of a choice', spec('CHOICE', { options: YES_NO }), '是', '1'],
    ['spaces around it', spec('CHOICE', { options: YES_NO }), ' 是 ', '1'],
    ['the value of a choice', spec('CHOICE', { options: YES_NO }), '0', '0'],
    ['a tick', spec('CHOICE', { options: YES_NO }), '√', '1'],
    ['a cross', spec('CHOICE', { options: YES_NO }), 'X', '0'],
    ['a tick where there is no yes', spec('CHOICE', { options: [{ value: 'A', label: '采用' }] }), '√', '√'],
    ['something that is no choice stays to be refused', spec('CHOICE', { options: YES_NO }), '也许', '也许'],
    ['ticked items', spec('CHECKS', { options: [{ value: '1' }, { value: '2' }, { value: '3' }] }), '1、3；9', '1,3'],
    ['a date with strokes', spec('DATE'), '2022/1/8', '2022-01-08'],
    ['a date in words', spec('DATE'), '2022年1月8日', '2022-01-08'],
    ['a date with points', spec('DATE'), '2022.01.08', '2022-01-08'],
    ['no date', spec('DATE'), '下周', '下周'],
    ['lines in a cell of one', spec('TEXT'), '一\n 二', '一 二'],
    ['lines in a cell of several', spec('LONG_TEXT'), '一\n二', '一\n二'],
  ]) {
    test(what, () => assert.equal(values.fromClipboard(column, pasted), becomes));
  }
});

describe('a block copied from a workbook', () => {
  for (const [what, text, cells] of [
    ['cells and rows', '1\t2\n3\t4\n', [['1', '2'], ['3', '4']]],
    ['line ends of Windows', '1\t2\r\n3\t4\r\n', [['1', '2'], ['3', '4']]],
    ['empty cells', '\t2\n3\t', [['', '2'], ['3', '']]],
    ['an empty row in between', '1\n\n3\n', [['1'], [''], ['3']]],
    ['line ends and tabs within a cell', '"一\n二\t三"\t4', [['一\n二\t三', '4']]],
    ['quotation marks within a cell', '"他说""好"""\t2', [['他说"好"', '2']]],
    ['a text that merely begins with one', '"甲"乙\t2', [['"甲"乙', '2']]],
    ['one cell', '5', [['5']]],
  ]) {
    test(what, () => assert.deepEqual(values.parseBlock(text), cells));
  }
});

describe('what a cell is', () => {
  const section = {
    title: '表',
    columns: [spec('LABEL', { key: 'name' }), spec('NUMBER', { key: 'value', unit: '%' }), spec('FILES', { key: 'files' })],
  };
  const row = { values: { name: '青田县', value: '3', files: [{ id: 'a', name: '甲.pdf' }, { id: 'b', name: '乙.pdf' }] }, inputs: {} };

  test('only what can be edited travels', () => {
    assert.deepEqual(values.editableColumns(section, row), ['value', 'files']);
    const locked = { ...row, inputs: { value: { type: 'LABEL', options: [] } } };
    assert.deepEqual(values.editableColumns(section, locked), ['files'], 'a row may have nothing to fill in where its column has');
  });

  test('files travel as their ids, and are read by their names', () => {
    assert.equal(values.wire(row.values.files), 'a,b');
    assert.equal(values.readable(spec('FILES'), row.values.files), '甲.pdf、乙.pdf');
  });

  test('what is not there and what is empty are the same', () => {
    assert.ok(values.same(undefined, ''));
    assert.ok(values.same([], null));
    assert.ok(values.isBlank('  '));
    assert.ok(!values.same('0', ''));
  });

  test('a row is called by its first label, else like its table', () => {
    assert.equal(values.titleOf(section, row), '青田县');
    assert.equal(values.titleOf(section, { values: {}, inputs: {} }), '表');
  });

  test('values are read as people say them', () => {
    assert.equal(values.readable(section.columns[1], '3'), '3 %');
    assert.equal(values.readable(spec('CHOICE', { options: YES_NO }), '1'), '是');
    assert.equal(values.readable(spec('CHECKS', { options: YES_NO }), '1,0'), '是；否');
    assert.equal(values.readable(spec('TEXT'), ' '), '（空）');
  });

  test('sizes', () => {
    assert.deepEqual([null, 27, 2_000, 1_048_576, 20_971_520].map(values.fileSize), ['', '27 字节', '2 KB', '1.0 MB', '20.0 MB']);
  });
});
