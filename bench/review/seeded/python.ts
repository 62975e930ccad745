import type { SeededFile } from './seeded.ts'

export const pythonFiles: readonly SeededFile[] = [
  {
    path: 'meter_readings.py',
    text: `from dataclasses import dataclass


@dataclass
class Reading:
    meter: str
    day: int
    value: float


def usage_per_day(readings):
    """Average use between the first and the last reading."""
    if len(readings) < 2:
        return 0.0
    first = readings[0]
    last = readings[-1]
    days = last.day - first.day
    if days == 0:
        return 0.0
    return (last.value - first.value) / days


def by_meter(readings):
    groups = {}
    for reading in readings:
        if reading.meter not in groups:
            groups[reading.meter] = []
        groups[reading.meter].append(reading)
    return groups


def longest_gap(readings):
    gap = 0
    for index in range(1, len(readings)):
        gap = max(gap, readings[index].day - readings[index - 1].day)
    return gap


def is_plausible(readings):
    for index in range(len(readings) - 1):
        if readings[index + 1].value < readings[index].value:
            return False
    return True


def interpolate(before, after, day):
    if before.day == after.day:
        return before.value
    share = (day - before.day) / (after.day - before.day)
    return before.value + share * (after.value - before.value)
`,
    faults: [
      { kind: 'off-by-one', right: 'readings[-1]', wrong: 'readings[-2]' },
      { kind: 'argument-order', right: 'last.day - first.day', wrong: 'first.day - last.day' },
      { kind: 'comparison', right: 'days == 0', wrong: 'days != 0' },
      { kind: 'wrong-member', right: 'last.value - first.value', wrong: 'last.value - first.day' },
      { kind: 'comparison', right: 'reading.meter not in groups', wrong: 'reading.meter in groups' },
      { kind: 'off-by-one', right: 'range(1, len(readings))', wrong: 'range(0, len(readings))' },
      { kind: 'wrong-member', right: 'gap = max(gap', wrong: 'gap = min(gap' },
      { kind: 'off-by-one', right: 'range(len(readings) - 1)', wrong: 'range(len(readings))' },
      { kind: 'wrong-constant', right: 'return True', wrong: 'return False' },
      { kind: 'arithmetic', right: 'before.value + share', wrong: 'before.value - share' },
      { kind: 'wrong-variable', right: '(after.day - before.day)', wrong: '(after.day - after.day)' },
    ],
  },
  {
    path: 'seating.py',
    text: `import math


def tables_needed(guests, seats):
    return math.ceil(guests / seats)


def assign_seats(guests, tables):
    plan = {table: [] for table in tables}
    for number, guest in enumerate(guests):
        table = tables[number % len(tables)]
        plan[table].append(guest)
    return plan


def find_free(seats, wanted):
    """First run of 'wanted' free seats next to each other, or None."""
    run = 0
    for index, taken in enumerate(seats):
        if taken:
            run = 0
        else:
            run += 1
            if run == wanted:
                return index - wanted + 1
    return None


def happiness(plan, friends):
    score = 0
    for people in plan.values():
        for i in range(len(people)):
            for j in range(i + 1, len(people)):
                if (people[i], people[j]) in friends or (people[j], people[i]) in friends:
                    score += 1
    return score


def split_evenly(items, parts):
    size, rest = divmod(len(items), parts)
    chunks = []
    start = 0
    for part in range(parts):
        end = start + size + (1 if part < rest else 0)
        chunks.append(items[start:end])
        start = end
    return chunks
`,
    faults: [
      { kind: 'arithmetic', right: 'guests / seats', wrong: 'guests * seats' },
      { kind: 'wrong-member', right: 'math.ceil(', wrong: 'math.floor(' },
      { kind: 'arithmetic', right: 'number % len(tables)', wrong: 'number // len(tables)' },
      { kind: 'wrong-variable', right: 'append(guest)', wrong: 'append(number)' },
      { kind: 'negation', right: '        if taken:', wrong: '        if not taken:' },
      { kind: 'off-by-one', right: 'index - wanted + 1', wrong: 'index - wanted - 1' },
      { kind: 'off-by-one', right: 'range(i + 1, len(people))', wrong: 'range(i - 1, len(people))' },
      { kind: 'boolean', right: 'in friends or (people', wrong: 'in friends and (people' },
      { kind: 'wrong-variable', right: '(people[j], people[i])', wrong: '(people[j], people[j])' },
      { kind: 'argument-order', right: 'divmod(len(items), parts)', wrong: 'divmod(parts, len(items))' },
      { kind: 'wrong-variable', right: '        start = end', wrong: '        start = start' },
      { kind: 'comparison', right: 'part < rest', wrong: 'part > rest' },
    ],
  },
]
