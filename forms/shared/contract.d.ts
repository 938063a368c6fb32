/** What the server and the forms' scripts say to each other; written from the records of the server. */

export interface FormView {
  seq: number;
  task: Head;
  meaning: string;
  clauses: Clause[];
  notices: Notice[];
  sections: Section[];
  summary: Fact[];
  problems: string[];
  workbook: boolean;
  ready: boolean;
}

export interface Changes {
  rows: RowChange[];
}

export interface Conflicts {
  message: string;
  conflicts: Conflict[];
  view: FormView;
}

export interface StoredFile {
  id: string;
  name: string;
  size: number;
}

export interface Ballot {
  answers: Answer[] | null;
}

export interface Cast {
  message: string;
}

export interface Uploaded {
  message: string;
  view: FormView;
}

export interface Message {
  message: string;
}

export interface Faults {
  message: string;
  faults: FaultLine[];
  annotated: string | null;
  fileName: string | null;
}

export interface StartingOffice {
  code: string;
  name: string;
}

export interface Head {
  id: string;
  key: string;
  name: string;
  office: string;
  year: number | null;
  object: string;
  due: string | null;
  dueText: string;
  remaining: string;
  light: string;
}

export interface Clause {
  ref: string;
  text: string;
}

export interface Notice {
  level: Level;
  text: string;
}

export interface Section {
  key: string;
  title: string;
  hint: string | null;
  layout: Layout;
  columns: Column[];
  rows: Row[];
  totals: Record<string, string>;
}

export interface Fact {
  label: string;
  value: string;
}

export interface RowChange {
  section: string;
  key: string;
  version: number;
  values: Record<string, string>;
}

export interface Conflict {
  section: string;
  key: string;
  by: string;
  at: string;
  theirs: Record<string, string>;
}

export interface Answer {
  key: string;
  value: string;
}

export interface FaultLine {
  place: string;
  message: string;
}

export type Level = 'INFO' | 'WARNING';

export type Layout = 'TABLE' | 'FORM';

export interface Column {
  key: string;
  label: string;
  group: string | null;
  type: InputType;
  unit: string | null;
  width: Width;
  help: string | null;
  options: Option[];
}

export interface Row {
  key: string;
  version: number;
  locked: boolean;
  values: Record<string, string | File[]>;
  inputs: Record<string, Input>;
  problems: Problem[];
  changedBy: string | null;
  changedAt: string | null;
}

export type InputType = 'LABEL' | 'TEXT' | 'LONG_TEXT' | 'NUMBER' | 'CHOICE' | 'CHECKS' | 'DATE' | 'FILES' | 'FILE_LIST';

export type Width = 'S' | 'M' | 'L';

export interface Option {
  value: string;
  label: string;
}

export interface File {
  id: string;
  name: string;
  size: number;
}

export interface Input {
  type: InputType;
  unit: string | null;
  options: Option[];
}

export interface Problem {
  column: string | null;
  message: string;
}
