import { ValidationError } from "./validation-error";

/** `#name`, `:value`, a bare word, or a sign. */
export type Token = string;

const TOKEN = /\s*(#[A-Za-z0-9_]+|:[A-Za-z0-9_]+|[A-Za-z_][A-Za-z0-9_]*|<>|<=|>=|[=<>(),+-])/y;

/** Reads an expression from left to right. */
export class Tokens {
  private readonly all: readonly Token[];
  private at = 0;

  /** @throws ValidationError at the first character that is not part of an expression that the laptop models */
  constructor(private readonly text: string) {
    const found: Token[] = [];
    const pattern = new RegExp(TOKEN);
    const end = text.trimEnd().length;
    while (pattern.lastIndex < end) {
      const start = pattern.lastIndex;
      const token = pattern.exec(text)?.[1];
      if (token === undefined)
        throw new ValidationError(`Invalid expression: syntax error near "${text.slice(start)}"`);
      found.push(token);
    }
    this.all = found;
  }

  peek(): Token | undefined {
    return this.all[this.at];
  }

  next(): Token {
    const token = this.all[this.at++];
    if (token === undefined) throw this.unexpected("the end");
    return token;
  }

  /** Takes the word if it is the next one; words are compared without regard to case. */
  takes(word: string): boolean {
    if (this.peek()?.toUpperCase() !== word) return false;
    this.at += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.takes(word)) throw this.unexpected(this.peek() ?? "the end");
  }

  atEnd(): boolean {
    return this.at >= this.all.length;
  }

  unexpected(what: string): ValidationError {
    return new ValidationError(`Invalid expression: unexpected ${what} in "${this.text}"`);
  }
}
