import type { TaskFile } from './task.ts'

export const matrix: TaskFile = {
  path: 'numbers/matrix.py',
  text: String.raw`"""Small matrices as lists of rows."""

Matrix = list[list[float]]


def zeros(rows: int, columns: int) -> Matrix:
    """A matrix of zeros."""
    return [[0.0] * columns for _ in range(rows)]


def identity(size: int) -> Matrix:
    """Ones from the upper left to the lower right, zeros elsewhere."""
    result = zeros(size, size)
    for index in range(size):
        result[index][index] = 1.0
    return result


def transpose(matrix: Matrix) -> Matrix:
    """Rows become columns."""
    return [list(row) for row in zip(*matrix)]


def add(first: Matrix, second: Matrix) -> Matrix:
    """The sum of two matrices of the same size."""
    return [[a + b for a, b in zip(row_a, row_b)] for row_a, row_b in zip(first, second)]


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The product of two matrices."""
    columns = transpose(second)
    return [[sum(a * b for a, b in zip(row, column)) for column in columns] for row in first]


def row_sums(matrix: Matrix) -> list[float]:
    """The sum of each row."""
    return [sum(row) for row in matrix]


def largest(matrix: Matrix) -> float:
    """The largest number."""
    return max(max(row) for row in matrix)


def trace(matrix: Matrix) -> float:
    """The sum of the numbers from the upper left to the lower right."""
    total = 0.0
    for index in range(len(matrix)):
        total += matrix[index][index]
    return total


def show(matrix: Matrix) -> str:
    """One line a row, numbers with a blank between them."""
    return "\n".join(" ".join(str(value) for value in row) for row in matrix)
`,
  tasks: [
    {
      id: 'matrix/identity',
      symbol: 'identity',
      instruction: 'Add an optional parameter value, default 1.0, that stands in the place of the ones.',
      solution: [
        ['size: int)', 'size: int, value: float = 1.0)'],
        ['[index] = 1.0', '[index] = value'],
      ],
      test: `
assert identity(2) == [[1.0, 0.0], [0.0, 1.0]]
assert identity(2, 3.0) == [[3.0, 0.0], [0.0, 3.0]]
assert identity(1, value=5.0) == [[5.0]]
`,
    },
    {
      id: 'matrix/multiply',
      symbol: 'multiply',
      instruction: 'Raise a ValueError when the sizes do not fit: first has as many columns as second has rows.',
      solution: [
        ['    columns =', '    if len(first[0]) != len(second):\n        raise ValueError("sizes do not fit")\n    columns ='],
      ],
      test: `
assert multiply([[1.0, 2.0]], [[3.0], [4.0]]) == [[11.0]]
try:
    multiply([[1.0, 2.0]], [[3.0, 4.0]])
except ValueError:
    pass
else:
    raise AssertionError("accepted")
`,
    },
    {
      id: 'matrix/largest',
      symbol: 'largest',
      instruction: '返回绝对值最大的数的绝对值。',
      solution: [['max(max(row) for row in matrix)', 'max(max(abs(value) for value in row) for row in matrix)']],
      test: `
assert largest([[1.0, -7.0], [3.0, 2.0]]) == 7.0
assert largest([[1.0, 9.0]]) == 9.0
`,
    },
    {
      id: 'matrix/show',
      symbol: 'show',
      instruction: 'Show every number with two decimals.',
      solution: [['str(value)', 'f"{value:.2f}"']],
      test: String.raw`
assert show([[1.0, 2.5], [0.125, 3.0]]) == "1.00 2.50\n0.12 3.00"
`,
    },
  ],
}
