/** Expressions of DynamoDB in pieces, and the names and values that stand in them. */

import type { AttributeValue } from './attribute-value';
import { checkValue, invalid } from './attribute-value';
import { isReserved } from './reserved-words';

/** Which expression it is, as its messages name it. */
export type ExpressionKind = 'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression' | 'ProjectionExpression' | 'UpdateExpression';

/** What a request says of the names and values of all its expressions: each must be used. */
export class Placeholders {
  private readonly used = new Set<string>();

  constructor(private readonly names: Readonly<Record<string, string>> = {}, private readonly values: Readonly<Record<string, AttributeValue>> = {}) {
    Object.values(values).forEach(checkValue);
  }

  public name(kind: ExpressionKind, token: string): string {
    this.used.add(token);
    const name = this.names[token];
    if (name === undefined) {
      throw invalid(`Invalid ${kind}: An expression attribute name used in the document path is not defined; attribute name: ${token}`);
    }
    return name;
  }

  public value(kind: ExpressionKind, token: string): AttributeValue {
    this.used.add(token);
    const value = this.values[token];
    if (value === undefined) {
      throw invalid(`Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${token}`);
    }
    return value;
  }

  /** Throws {@link ApiError} for what no expression uses. */
  public requireUsed(): void {
    for (const [what, given] of [['Names', this.names], ['Values', this.values]] as const) {
      const unused = Object.keys(given).filter(token => !this.used.has(token));
      if (unused.length > 0) {
        throw invalid(`Value provided in ExpressionAttribute${what} unused in expressions: keys: {${unused.join(', ')}}`);
      }
    }
  }
}

/** A text that is read piece by piece. */
export class Tokens {
  private readonly tokens: readonly string[];
  private position = 0;

  constructor(public readonly kind: ExpressionKind, private readonly text: string, public readonly placeholders: Placeholders) {
    this.tokens = text.match(/[#:]?[A-Za-z0-9_]+|<>|<=|>=|[=<>(),.[\]+-]|\S/g) ?? [];
    if (this.tokens.length === 0) {
      throw invalid(`Invalid ${kind}: The expression can not be empty;`);
    }
  }

  public get isOver(): boolean {
    return this.position >= this.tokens.length;
  }

  public peek(): string {
    return this.tokens[this.position] ?? '';
  }

  /** Whether one of these words is next, whatever its letters. */
  public isNext(...words: readonly string[]): boolean {
    return words.includes(this.peek().toUpperCase());
  }

  public next(): string {
    return this.tokens[this.position++] ?? this.fail();
  }

  /** Takes it if it is next. */
  public takes(word: string): boolean {
    const is = this.isNext(word);
    this.position += is ? 1 : 0;
    return is;
  }

  public expect(word: string): void {
    if (!this.takes(word)) {
      this.fail();
    }
  }

  public end(): void {
    if (!this.isOver) {
      this.fail();
    }
  }

  public fail(): never {
    const token = this.isOver ? '<EOF>' : this.peek();
    throw invalid(`Invalid ${this.kind}: Syntax error; token: "${token}", near: "${this.tokens.slice(Math.max(0, this.position - 1), this.position + 2).join(' ') || this.text}"`);
  }

  /** A path to an attribute: `a.#b[3]`. */
  public path(): (string | number)[] {
    const path: (string | number)[] = [this.segment()];
    for (;;) {
      if (this.takes('.')) {
        path.push(this.segment());
      } else if (this.takes('[')) {
        const index = this.next();
        if (!/^\d+$/.test(index)) {
          this.fail();
        }
        path.push(Number(index));
        this.expect(']');
      } else {
        return path;
      }
    }
  }

  private segment(): string {
    const token = this.next();
    if (token.startsWith('#')) {
      return this.placeholders.name(this.kind, token);
    }
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(token)) {
      this.position -= 1;
      this.fail();
    }
    if (isReserved(token)) {
      throw invalid(`Invalid ${this.kind}: Attribute name is a reserved keyword; reserved keyword: ${token}`);
    }
    return token;
  }
}
