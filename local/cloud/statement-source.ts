import * as fs from "node:fs";
import * as path from "node:path";
import type { DecidingStatement } from "../../policies/evaluate/decision";

export interface SourcePosition {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Finds the source line of a deciding statement: its Sid is written exactly once under policies/. Reads the files at the first question. */
export class StatementSources {
  private readonly projectRoot: string;
  private sids: ReadonlyMap<string, SourcePosition> | undefined;
  private readonly authorizerLines = new Map<string, SourcePosition | undefined>();

  constructor(projectRoot: string) {
    this.projectRoot = projectRoot;
  }

  /** @returns undefined for statements that are not ours, e.g. of an AWS-managed policy */
  find(statement: DecidingStatement): SourcePosition | undefined {
    // The authorizer's answer carries no Sids, so the line that writes the effect stands in for them.
    if (statement.layer === "authorizer") return this.authorizerLine(statement.effect);
    this.sids ??= this.readSids();
    return statement.sid === undefined ? undefined : this.sids.get(statement.sid);
  }

  private authorizerLine(effect: "Allow" | "Deny"): SourcePosition | undefined {
    if (!this.authorizerLines.has(effect)) {
      const file = "functions/authorizer/policy.ts";
      const line = this.linesOf(file).findIndex((text) => text.includes(`Effect: "${effect}"`));
      this.authorizerLines.set(effect, line < 0 ? undefined : { file, line: line + 1 });
    }
    return this.authorizerLines.get(effect);
  }

  private readSids(): ReadonlyMap<string, SourcePosition> {
    const found = new Map<string, SourcePosition>();
    for (const file of this.policyFiles()) {
      for (const [index, text] of this.linesOf(file).entries()) {
        const sid = /\bSid: "(\w+)"/.exec(text)?.[1];
        if (sid !== undefined) found.set(sid, { file, line: index + 1 });
      }
    }
    return found;
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
