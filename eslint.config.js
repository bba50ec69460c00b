import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.work/', 'test-results/', 'test/browser/fixtures/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }],
      eqeqeq: 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300 }],
    },
  },
  { files: ['**/vite.config.ts', '**/vitest.config.ts', '**/playwright.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['renderer/**/*.{ts,tsx}'], extends: [hooks.configs.flat.recommended] },
);
