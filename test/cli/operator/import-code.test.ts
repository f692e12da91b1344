/** The code that `import` prints, whatever somebody has named a unit or an account. */

import * as ts from 'typescript';
import { importCode } from '../../../cli/operator/import-code';
import type { Takeover } from '../../../core/operator/takeover';

const BREAKS = ['\n', '\r\n', '\r', '\u2028', '\u2029'];

test.each(BREAKS.map(text => [JSON.stringify(text), text]))('a name with the line break %s stays in its comment or its text', (_, lineBreak) => {
  const name = `Data${lineBreak}Team`;
  const account = { id: '222233330001', name, email: 'data@corp.example' } as Takeover['account'];
  const takeover: Takeover = { account, by: 'existingAccountId', place: `unit ${name}`, fate: 'erased' };
  const code = importCode([takeover], [{ account, why: `it stands in ${name}` }], '2026-01-05T08:00:00.000Z');
  const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });

  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  const statements = ts.createSourceFile('code.ts', code, ts.ScriptTarget.ES2022).statements.map(({ kind }) => ts.SyntaxKind[kind]);
  expect(statements).toEqual(['ImportDeclaration', 'ImportDeclaration', 'FunctionDeclaration']);
  expect(code).toContain('// in unit Data Team: EVERYTHING IN IT IS ERASED');
});
