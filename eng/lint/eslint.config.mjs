import js from '@eslint/js';
import globals from 'globals';

const stateOfModules = 'State belongs to an object that somebody makes, not to a module.';

export default [
  js.configs.recommended,
  {
    files: ['src/ImageFunctions/wwwroot/**/*.js'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: globals.browser },
    rules: {
      complexity: 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 230],
      'no-shadow': ['error', { builtinGlobals: false }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-properties': ['error', { property: 'innerHTML' }, { property: 'outerHTML' }, { property: 'insertAdjacentHTML' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'Program > VariableDeclaration[kind="let"]', message: stateOfModules },
        { selector: 'Program > ExportNamedDeclaration > VariableDeclaration[kind="let"]', message: stateOfModules },
        { selector: 'Program > VariableDeclaration > VariableDeclarator > NewExpression[callee.name=/^(Map|Set|WeakMap|WeakSet)$/]', message: stateOfModules },
        { selector: 'Program > VariableDeclaration > VariableDeclarator > ArrayExpression[elements.length=0]', message: stateOfModules },
      ],
    },
  },
  {
    files: ['src/ImageFunctions/wwwroot/docs/*.js'],
    languageOptions: { sourceType: 'script', globals: { SwaggerUIBundle: 'readonly' } },
  },
];
