import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
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

const toolsScript = `
import json, sys, openai
client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="none", max_retries=0)
schema = {
    "type": "object",
    "properties": {"city": {"type": "string", "maxLength": 40}, "days": {"type": "integer", "minimum": 1, "maximum": 7}},
    "required": ["city", "days"],
    "additionalProperties": False,
}
weather = {"type": "function", "function": {"name": "get_weather", "description": "weather of a city", "parameters": schema}}
messages = [{"role": "user", "content": "What is the weather in Paris?"}]
asked = dict(model="starter", tools=[weather], max_tokens=160)
def called(answer):
    calls = answer.choices[0].message.tool_calls or []
    given = [(call.function.name, sorted(json.loads(call.function.arguments).items())) for call in calls]
    print(answer.choices[0].finish_reason, [name for name, _ in given], [sorted(dict(items)) for _, items in given])
    return given
must = dict(tool_choice="required", parallel_tool_calls=False)
first = client.chat.completions.create(messages=messages, **asked, **must)
whole = called(first)
with client.chat.completions.stream(messages=messages, **asked, **must) as stream:
    kinds = {event.type for event in stream}
    print("tool_calls.function.arguments.done" in kinds, called(stream.get_final_completion()) == whole)
named = {"type": "function", "function": {"name": "get_weather"}}
print(called(client.chat.completions.create(messages=messages, **asked, tool_choice=named)) == whole)
call = first.choices[0].message
result = {"role": "tool", "tool_call_id": call.tool_calls[0].id, "content": json.dumps({"celsius": 23, "sky": "cloudless"})}
question = {"role": "user", "content": "So how warm is it there? Answer with one sentence."}
told = client.chat.completions.create(messages=[*messages, call, result, question], **asked, tool_choice="none")
print(told.choices[0].message.tool_calls, "23" in told.choices[0].message.content)
strict = {"type": "function", "function": {**weather["function"], "strict": True}}
called(client.chat.completions.parse(model="starter", messages=messages, tools=[strict], max_tokens=160))
try:
    client.chat.completions.create(messages=[*messages, {**result, "tool_call_id": "other"}], **asked)
except openai.BadRequestError as error:
    print(error.status_code, error.param, error.code)
`

/** What OpenAI's client for Python prints in this script against a server of the starter model, line by line. */
async function printed(script: string): Promise<readonly string[]> {
  const served = await startServe(['--model', 'starter', '--parallel', '1', '--context', '2048'])
  onTestFinished(() => stop(served))
  const file = join(folderWith({ 'client.py': script }), 'client.py')
  const env = { ...process.env, PYTHONPATH: packages }
  return execFileSync('python3', [file, served.address], { env, encoding: 'utf8' }).split('\n')
}

describe.runIf(existsSync(join(packages, 'openai')))("OpenAI's client for Python", () => {
  it('lists, completes, streams, chats and understands errors', async () => {
    expect(await printed(script)).toEqual([
      "['starter']",
      'urn left + right',
      'urn left + right',
      'True True',
      '400 temperature invalid_value',
      '',
    ])
  })

  it('has tools called, in pieces too, and sends back what came of it', async () => {
    const called = "tool_calls ['get_weather'] [['city', 'days']]"
    expect(await printed(toolsScript)).toEqual([
      called,
      called,
      'True True',
      called,
      'True',
      'None True',
      called,
      '400 messages.1.tool_call_id invalid_value',
      '',
    ])
  })
})
