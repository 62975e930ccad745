// Installs the Python programs that tests run into .cache/ci-tools: pre-commit itself, check-jsonschema, which carries the published
// schemas of GitHub's and GitLab's definitions, and OpenAI's client, which asks `latent serve`. Needs Python 3 with pip.
import { join } from 'node:path'
import { installPythonPackages } from './pythonPackages.mjs'
import { root } from './setup.mjs'

const folder = join(root, '.cache', 'ci-tools')
installPythonPackages(folder, ['pre-commit==4.7.0', 'check-jsonschema==0.39.0', 'openai==3.57.0'])
console.error(`The CI tools are in ${folder}.`)
