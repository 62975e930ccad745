import type { TaskFile } from './task.ts'

export const logs: TaskFile = {
  path: 'ops/logs.py',
  text: `"""Reads the log of a server: one entry a line, 'LEVEL SECONDS MESSAGE'."""

LEVELS = ["debug", "info", "warning", "error"]


def parse_line(line: str) -> dict:
    """One entry as a dictionary."""
    level, seconds, message = line.split(" ", 2)
    return {"level": level.lower(), "time": float(seconds), "message": message}


def parse(text: str) -> list[dict]:
    """All entries of a text."""
    entries = []
    for line in text.splitlines():
        entries.append(parse_line(line))
    return entries


def at_least(entries: list[dict], level: str) -> list[dict]:
    """Entries of this level and above."""
    least = LEVELS.index(level)
    return [entry for entry in entries if LEVELS.index(entry["level"]) >= least]


def between(entries: list[dict], start: float, end: float) -> list[dict]:
    """Entries of a stretch of time, the end not included."""
    return [entry for entry in entries if start <= entry["time"] < end]


def count_by_level(entries: list[dict]) -> dict[str, int]:
    """How many entries each level has."""
    counts = {}
    for entry in entries:
        counts[entry["level"]] = counts.get(entry["level"], 0) + 1
    return counts


def last_message(entries: list[dict]) -> str:
    """The newest message."""
    newest = max(entries, key=lambda entry: entry["time"])
    return newest["message"]


def search(entries: list[dict], word: str) -> list[dict]:
    """Entries with a word in their message."""
    return [entry for entry in entries if word in entry["message"]]


def summary(entries: list[dict]) -> str:
    """A line such as 'error=2 info=1'."""
    counts = count_by_level(entries)
    return " ".join(f"{level}={counts[level]}" for level in sorted(counts))
`,
  tasks: [
    {
      id: 'logs/parse',
      symbol: 'parse',
      instruction: 'Skip empty lines and lines that begin with "#".',
      solution: [
        [
          '        entries.append',
          '        if not line.strip() or line.startswith("#"):\n            continue\n        entries.append',
        ],
      ],
      test: String.raw`
entries = parse("INFO 1 a\n\n# note\n   \nERROR 2 b c\n")
assert [entry["message"] for entry in entries] == ["a", "b c"]
`,
    },
    {
      id: 'logs/count_by_level',
      symbol: 'count_by_level',
      instruction: 'Every level of LEVELS is in the result, with 0 where there are no entries.',
      solution: [['    counts = {}', '    counts = {level: 0 for level in LEVELS}']],
      test: `
entry = lambda level: {"level": level, "time": 0.0, "message": ""}
assert count_by_level([entry("info"), entry("info"), entry("error")]) == {"debug": 0, "info": 2, "warning": 0, "error": 1}
`,
    },
    {
      id: 'logs/last_message',
      symbol: 'last_message',
      instruction: 'Return an empty string when there are no entries.',
      solution: [['    newest =', '    if not entries:\n        return ""\n    newest =']],
      test: `
assert last_message([{"level": "info", "time": 2.0, "message": "b"}, {"level": "info", "time": 1.0, "message": "a"}]) == "b"
assert last_message([]) == ""
`,
    },
    {
      id: 'logs/search',
      symbol: 'search',
      instruction: 'Make the search case-insensitive.',
      solution: [['if word in entry["message"]', 'if word.lower() in entry["message"].lower()']],
      test: `
entries = [{"level": "info", "time": 0.0, "message": "Disk FULL"}, {"level": "info", "time": 0.0, "message": "ok"}]
assert search(entries, "full") == entries[:1]
assert search(entries, "DISK") == entries[:1]
assert search(entries, "none") == []
`,
    },
  ],
}
