import ts from "typescript";
import { type Change, changeAt } from "./change";
import { BINARY, METHODS } from "./replacements";

type Edit = Pick<Change, "kind" | "start" | "end" | "after">;

/** Every change of one token, or of one call, that a source file offers, in its order. */
export function changesOf(file: string, text: string): Change[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    edits.push(...editsOf(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  // Two places of a line can read alike after a change; the first one speaks for both.
  const changes = edits.map((edit) => changeAt(file, text, edit));
  return [...new Map(changes.toReversed().map((change) => [change.id, change])).values()].toReversed();
}

function editsOf(node: ts.Node, source: ts.SourceFile): Edit[] {
  if (ts.isBinaryExpression(node)) return binaryEdits(node, source);
  if (ts.isPrefixUnaryExpression(node)) return unaryEdits(node, source);
  if (ts.isPostfixUnaryExpression(node)) return [stepEdit(node.operator, node.operand.end, node.end)];
  if (ts.isNumericLiteral(node)) return numberEdits(node, source);
  if (ts.isCallExpression(node)) return callEdits(node, source);
  const condition = conditionOf(node);
  if (condition !== undefined) return ["true", "false"].map((after) => edit("condition", condition, source, after));
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [edit("condition", node, source, "false")];
  return node.kind === ts.SyntaxKind.FalseKeyword ? [edit("condition", node, source, "true")] : [];
}

function binaryEdits({ operatorToken }: ts.BinaryExpression, source: ts.SourceFile): Edit[] {
  const others = BINARY[operatorToken.getText(source)] ?? [];
  return others.map((other) => edit("operator", operatorToken, source, other));
}

function unaryEdits(node: ts.PrefixUnaryExpression, source: ts.SourceFile): Edit[] {
  const start = node.getStart(source);
  if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) {
    return [stepEdit(node.operator, start, node.operand.getStart(source))];
  }
  return [{ kind: "operator", start, end: node.operand.getStart(source), after: "" }];
}

function stepEdit(operator: ts.SyntaxKind, start: number, end: number): Edit {
  return { kind: "operator", start, end, after: operator === ts.SyntaxKind.PlusPlusToken ? "--" : "++" };
}

function numberEdits(node: ts.NumericLiteral, source: ts.SourceFile): Edit[] {
  const value = Number(node.text);
  const others = value === 0 ? [1] : [value + 1, value - 1];
  return others.map((other) => edit("number", node, source, String(other)));
}

/** A call that stands alone goes; one whose value is used leaves what it was called on, or its only argument. */
function callEdits(node: ts.CallExpression, source: ts.SourceFile): Edit[] {
  const whole = ts.isAwaitExpression(node.parent) ? node.parent : node;
  if (ts.isExpressionStatement(whole.parent)) return [edit("call", whole.parent, source, ";")];
  const { expression, arguments: given } = node;
  if (ts.isPropertyAccessExpression(expression)) {
    const other = Object.hasOwn(METHODS, expression.name.text) ? METHODS[expression.name.text] : undefined;
    const renamed = other === undefined ? [] : [edit("operator", expression.name, source, other)];
    return [...renamed, edit("call", node, source, expression.expression.getText(source))];
  }
  const [only] = given;
  return only === undefined || given.length > 1 ? [] : [edit("call", node, source, only.getText(source))];
}

function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) || ts.isForStatement(node) ? node.condition : undefined;
}

function edit(kind: Change["kind"], node: ts.Node, source: ts.SourceFile, after: string): Edit {
  return { kind, start: node.getStart(source), end: node.end, after };
}
