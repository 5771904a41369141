/** A record of a CSV file. */
export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A text that is not CSV. `line` is where that shows. */
export class CsvFault extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Records of comma separated values, as RFC 4180 has them: quotes around what holds commas, quotes or line ends, `""` for a quote. A byte
 * order mark, as Excel writes it, and empty lines are passed over. https://www.rfc-editor.org/rfc/rfc4180
 * @throws CsvFault
 */
export function readCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const whole = text.replace(/^\uFEFF/, "");
  let line = 1;
  let at = 0;
  while (at < whole.length) {
    const begins = line;
    const fields: string[] = [];
    for (let more = true; more;) {
      const field = readField(whole, at, line);
      fields.push(field.value);
      line += field.lines;
      more = whole[field.end] === ",";
      at = field.end + 1;
    }
    // A line end of two characters counts as one.
    if (whole[at - 1] === "\r" && whole[at] === "\n") at += 1;
    line += 1;
    if (fields.length > 1 || fields[0] !== "") records.push({ line: begins, fields });
  }
  return records;
}

interface Field {
  readonly value: string;
  /** Where the comma or the line end behind it is. */
  readonly end: number;
  /** Line ends inside it. */
  readonly lines: number;
}

function readField(text: string, start: number, line: number): Field {
  if (text[start] !== '"') {
    const plain = /[^,\r\n]*/y;
    plain.lastIndex = start;
    const value = plain.exec(text)?.[0] ?? "";
    const end = start + value.length;
    if (value.includes('"'))
      throw new CsvFault(line, 'a quote inside a field: put quotes around the field and write "" for it');
    return { value, end, lines: 0 };
  }
  const quoted = /"([^"]*(?:""[^"]*)*)"(?=[,\r\n]|$)/y;
  quoted.lastIndex = start;
  const inner = quoted.exec(text)?.[1];
  if (inner === undefined)
    throw new CsvFault(line, "a quoted field that does not end before a comma or the end of its line");
  const lines = inner.match(/\r\n|\r|\n/g)?.length ?? 0;
  return { value: inner.replaceAll('""', '"'), end: quoted.lastIndex, lines };
}
