import * as fs from "node:fs";
import * as path from "node:path";
import type { DecidingStatement } from "../../../policies/evaluate/decision";

export interface SourcePosition {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A statement, and the line that makes its policy's resource. */
export interface SourcedStatement extends Omit<DecidingStatement, "sid"> {
  readonly sid?: string | undefined;
  readonly source?: string | undefined;
}

/** What the authorizer answers is written here. */
const AUTHORIZER_POLICY = "functions/authorizer/policy.ts";

/** Finds the source line of a deciding statement: its Sid is written exactly once under policies/. Reads the files at the first question. */
export class StatementSources {
  private readonly projectRoot: string;
  private sids: ReadonlyMap<string, SourcePosition> | undefined;
  private authorizerEffects: readonly { readonly written: string; readonly line: number }[] | undefined;

  constructor(projectRoot: string) {
    this.projectRoot = projectRoot;
  }

  /** @returns undefined for statements that are not ours, e.g. of an AWS-managed policy */
  find(statement: DecidingStatement): SourcePosition | undefined {
    // The authorizer's answer carries no Sids, so the line that writes the effect stands in for it.
    if (statement.layer === "authorizer") return this.authorizerLine(statement);
    this.sids ??= this.readSids();
    // A statement that stands in a document several times is numbered from the second on.
    const { sid } = statement;
    return sid === undefined ? undefined : (this.sids.get(sid) ?? this.sids.get(sid.replace(/\d+$/, "")));
  }

  /**
   * The same as text, `policies/file.ts:12`. Where no Sid tells, it is the line that makes the policy's resource; where that is not
   * known either, as in a deployed stack, undefined.
   */
  placeOf(statement: SourcedStatement): string | undefined {
    const { source, sid, ...rest } = statement;
    const found = this.find(sid === undefined ? rest : { ...rest, sid });
    return found === undefined ? source : `${found.file}:${found.line}`;
  }

  /** The file writes each document top to bottom, so the n-th statement's effect is on the n-th line that writes it, or the last. */
  private authorizerLine({ effect, index }: DecidingStatement): SourcePosition | undefined {
    this.authorizerEffects ??= this.linesOf(AUTHORIZER_POLICY).flatMap((text, line) => {
      const written = /(?:\binvoke\(|\bEffect: )"(Allow|Deny)"/.exec(text)?.[1];
      return written === undefined ? [] : [{ written, line: line + 1 }];
    });
    const lines = this.authorizerEffects.filter(({ written }) => written === effect);
    const line = (lines[index] ?? lines.at(-1))?.line;
    return line === undefined ? undefined : { file: AUTHORIZER_POLICY, line };
  }

  private readSids(): ReadonlyMap<string, SourcePosition> {
    const written = this.policyFiles().flatMap((file) =>
      this.linesOf(file).flatMap((text, index): [string, SourcePosition][] => {
        const sid = /\bSid: "(\w+)"/.exec(text)?.[1];
        return sid === undefined ? [] : [[sid, { file, line: index + 1 }]];
      }),
    );
    // A Sid that is written twice leads nowhere: either place may be the wrong one.
    const names = written.map(([sid]) => sid);
    return new Map(written.filter(([sid]) => names.indexOf(sid) === names.lastIndexOf(sid)));
  }

  private policyFiles(): readonly string[] {
    const folder = path.join(this.projectRoot, "policies");
    if (!fs.existsSync(folder)) return [];
    const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
    return names.filter((name) => name.endsWith(".ts")).map((name) => `policies/${name.replaceAll(path.sep, "/")}`);
  }

  private linesOf(file: string): readonly string[] {
    const full = path.join(this.projectRoot, file);
    return fs.existsSync(full) ? fs.readFileSync(full, "utf8").split("\n") : [];
  }
}
