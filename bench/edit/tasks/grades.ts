import type { TaskFile } from './task.ts'

export const grades: TaskFile = {
  path: 'school/grades.py',
  text: `"""Marks of pupils: a mark is a number from 1 (best) to 6 (worst)."""

from dataclasses import dataclass, field


@dataclass
class Pupil:
    name: str
    marks: list[float] = field(default_factory=list)
    active: bool = True


def average(marks: list[float]) -> float:
    """The mean of marks."""
    return sum(marks) / len(marks)


def best_pupil(pupils: list[Pupil]) -> Pupil | None:
    """The pupil with the best average; None when there is nobody."""
    best = None
    for pupil in pupils:
        if best is None or average(pupil.marks) < average(best.marks):
            best = pupil
    return best


def passed(pupil: Pupil) -> bool:
    """Whether the pupil moves up."""
    return average(pupil.marks) <= 4


def add_mark(pupil: Pupil, mark: float) -> None:
    """Notes a mark."""
    pupil.marks.append(mark)


def ranking(pupils: list[Pupil]) -> list[str]:
    """Names, the best average first."""
    ordered = sorted(pupils, key=lambda pupil: average(pupil.marks))
    return [pupil.name for pupil in ordered]


def report(pupil: Pupil) -> str:
    """One line for the certificate."""
    mean = average(pupil.marks)
    return f"{pupil.name}: {mean:.1f}"


def histogram(pupils: list[Pupil]) -> dict[int, int]:
    """How many marks of each kind there are."""
    counts: dict[int, int] = {}
    for pupil in pupils:
        for mark in pupil.marks:
            key = round(mark)
            counts[key] = counts.get(key, 0) + 1
    return counts
`,
  tasks: [
    {
      id: 'grades/passed',
      symbol: 'passed',
      instruction: 'A pupil with any mark of 6 does not pass.',
      solution: [['return average', 'return 6 not in pupil.marks and average']],
      test: `
assert passed(Pupil("a", [1, 2]))
assert not passed(Pupil("a", [5, 5]))
assert not passed(Pupil("a", [1, 1, 6]))
`,
    },
    {
      id: 'grades/add_mark',
      symbol: 'add_mark',
      instruction: 'Raise a ValueError when the mark is not between 1 and 6.',
      solution: [
        ['    pupil.marks.append', '    if not 1 <= mark <= 6:\n        raise ValueError(mark)\n    pupil.marks.append'],
      ],
      test: `
pupil = Pupil("a")
add_mark(pupil, 1)
add_mark(pupil, 6)
assert pupil.marks == [1, 6]
for wrong in (0, 7):
    try:
        add_mark(pupil, wrong)
    except ValueError:
        continue
    raise AssertionError(wrong)
assert pupil.marks == [1, 6]
`,
    },
    {
      id: 'grades/ranking',
      symbol: 'ranking',
      instruction: '只包含 active 为 True 的学生。',
      solution: [['sorted(pupils, key', 'sorted([pupil for pupil in pupils if pupil.active], key']],
      test: `
assert ranking([Pupil("a", [3]), Pupil("b", [1], False), Pupil("c", [2])]) == ["c", "a"]
`,
    },
    {
      id: 'grades/report',
      symbol: 'report',
      instruction: 'Add the number of marks in brackets at the end, as in "Ann: 2.0 (3)".',
      solution: [['{mean:.1f}"', '{mean:.1f} ({len(pupil.marks)})"']],
      test: `
assert report(Pupil("Ann", [1, 2, 3])) == "Ann: 2.0 (3)"
`,
    },
  ],
}
