/** Small tools for text on a terminal. */

/** No line of ours is longer. */
export const LINE_MAX = 110;

/** Breaks a text into lines of at most LINE_MAX characters. The first line begins with `head`, the others with as many spaces. */
export function paragraph(head: string, text: string): string[] {
  const indent = ' '.repeat(head.length);
  const lines: string[] = [];
  let line = head;
  for (const word of text.split(/\s+/).filter(part => part !== '')) {
    const begun = line.trim() !== '' && line !== head;
    const longer = begun ? `${line} ${word}` : `${line}${word}`;
    if (longer.length > LINE_MAX && begun) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Breaks a text wherever a line is full: for texts that have few spaces, such as JSON. Indented as a paragraph is. */
export function chopped(head: string, text: string): string[] {
  const room = LINE_MAX - head.length;
  const lines = Array.from({ length: Math.max(1, Math.ceil(text.length / room)) }, (_, index) => text.slice(index * room, (index + 1) * room));
  return lines.map((line, index) => `${index === 0 ? head : ' '.repeat(head.length)}${line}`.trimEnd());
}

/** How long something took: '24 min', '<1 min', '0 min'. */
export function minutes(seconds: number): string {
  return seconds > 0 && seconds < 60 ? '<1 min' : `${Math.round(seconds / 60)} min`;
}

/** When something happened: '24 min' in the 25th minute. */
export function moment(seconds: number): string {
  return `${Math.floor(seconds / 60)} min`;
}

/** '24 min' or '2 h 05 min'. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds / 60);
  return whole < 120 ? `${whole} min` : `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, '0')} min`;
}

/** '1 account', '2 accounts'. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Cuts a text to a length. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 3))}...`.slice(0, length);
}

/** Names in a row, not too many of them. */
export function listed(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cells: readonly string[];
  /** Applied after the cell was filled up to the column's width. */
  readonly style?: (cell: string, row: number) => string;
}

/** Spaces between the columns of a table. */
export const COLUMN_GAP = 2;

/** A table; the title line first. */
export function table(columns: readonly Column[], title: (line: string) => string): string[] {
  const widths = columns.map(column => Math.max(column.title.length, ...column.cells.map(cell => cell.length)));
  const fill = (text: string, index: number) => columns[index].align === 'left' ? text.padEnd(widths[index]) : text.padStart(widths[index]);
  const rows = columns[0].cells.map((_, row) => columns.map((column, index) => {
    const cell = fill(column.cells[row], index);
    return column.style ? column.style(cell, row) : cell;
  }).join(' '.repeat(COLUMN_GAP)).trimEnd());
  return [title(columns.map((column, index) => fill(column.title, index)).join(' '.repeat(COLUMN_GAP)).trimEnd()), ...rows];
}
