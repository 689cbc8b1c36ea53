import js from '@eslint/js';
import globals from 'globals';

const stateOfModules = 'State belongs to an object that somebody makes, not to a module.';
const valueOfModule = 'Program > VariableDeclaration > VariableDeclarator';

export default [
  js.configs.recommended,
  {
    files: ['src/ImageFunctions/wwwroot/**/*.js'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: globals.browser },
    rules: {
      complexity: 'error',
      eqeqeq: 'error',
      'max-len': ['error', { code: 140 }],
      'max-lines': ['error', 230],
      'no-shadow': ['error', { builtinGlobals: false }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-properties': ['error', { property: 'innerHTML' }, { property: 'outerHTML' }, { property: 'insertAdjacentHTML' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'Program > VariableDeclaration[kind="let"]', message: stateOfModules },
        { selector: 'Program > ExportNamedDeclaration > VariableDeclaration[kind="let"]', message: stateOfModules },
        { selector: `${valueOfModule} > NewExpression[callee.name=/^(Map|Set|WeakMap|WeakSet)$/]`, message: stateOfModules },
        { selector: `${valueOfModule} > ArrayExpression[elements.length=0]`, message: stateOfModules },
      ],
    },
  },
  {
    files: ['src/ImageFunctions/wwwroot/docs/*.js'],
    languageOptions: { sourceType: 'script', globals: { SwaggerUIBundle: 'readonly' } },
  },
];
