/** Lists of requests in the query protocol: `Parameters.member.1.ParameterKey=PoolSize`. */

/** A list of texts. */
export function queryList(input: Readonly<Record<string, unknown>>, name: string): string[] {
  return numbersOf(input, name).map(number => String(input[`${name}.member.${number}`] ?? ''));
}

/** A list of structures whose members are texts. */
export function queryRecords(input: Readonly<Record<string, unknown>>, name: string): Record<string, string>[] {
  return numbersOf(input, name).map(number => {
    const prefix = `${name}.member.${number}.`;
    return membersBelow(input, prefix);
  });
}

/** A map whose values are structures, as SNS writes its attributes: `MessageAttributes.entry.1.Name`. */
export function queryEntries(input: Readonly<Record<string, unknown>>, name: string): Record<string, Record<string, string>> {
  return Object.fromEntries(numbersOf(input, name, 'entry').map(number => {
    const prefix = `${name}.entry.${number}.`;
    return [String(input[`${prefix}Name`]), membersBelow(input, `${prefix}Value.`)];
  }));
}

function membersBelow(input: Readonly<Record<string, unknown>>, prefix: string): Record<string, string> {
  const below = Object.entries(input).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(below.map(([key, value]) => [key.slice(prefix.length), String(value)]));
}

function numbersOf(input: Readonly<Record<string, unknown>>, name: string, item = 'member'): number[] {
  const numbers = Object.keys(input).flatMap(key => {
    const [first, second, number] = key.split('.');
    return first === name && second === item ? [Number(number)] : [];
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}
