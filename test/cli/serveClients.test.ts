import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { folderWith } from './latent.ts'
import { startServe, stop } from './served.ts'

/** Where `node scripts/ciTools.mjs` puts OpenAI's client for Python. */
const packages = join(import.meta.dirname, '..', '..', '.cache', 'ci-tools')

const script = `
import sys, openai
client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="none", max_retries=0)
print([model.id for model in client.models.list()])
gap = dict(model="starter", prompt="def add(left, right):\\n    ret", suffix="\\n\\nprint(add(1, 2))\\n", max_tokens=16, stop="\\n")
print(client.completions.create(**gap).choices[0].text)
print("".join(chunk.choices[0].text for chunk in client.completions.create(**gap, stream=True)))
messages = [{"role": "user", "content": "What is the capital of France? Answer with one word."}]
with client.chat.completions.stream(model="starter", messages=messages, max_tokens=12, stream_options={"include_usage": True}) as stream:
    final = stream.get_final_completion()
print("Paris" in final.choices[0].message.content, final.usage.completion_tokens > 0)
try:
    client.completions.create(**{**gap, "temperature": 9})
except openai.BadRequestError as error:
    print(error.status_code, error.param, error.code)
`

it.runIf(existsSync(join(packages, 'openai')))(
  "OpenAI's client for Python lists, completes, streams, chats and understands errors",
  async () => {
    const served = await startServe(['--model', 'starter', '--parallel', '1', '--context', '2048'])
    onTestFinished(() => stop(served))
    const file = join(folderWith({ 'client.py': script }), 'client.py')
    const env = { ...process.env, PYTHONPATH: packages }
    expect(execFileSync('python3', [file, served.address], { env, encoding: 'utf8' }).split('\n')).toEqual([
      "['starter']",
      'urn left + right',
      'urn left + right',
      'True True',
      '400 temperature invalid_value',
      '',
    ])
  },
)
