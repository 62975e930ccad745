import type { TaskFile } from './task.ts'

export const library: TaskFile = {
  path: 'library/books.py',
  text: `"""Books of a library and who has them."""

from dataclasses import dataclass


@dataclass
class Book:
    title: str
    author: str
    year: int
    borrower: str | None = None


def by_author(books: list[Book], author: str) -> list[Book]:
    """Books of one author."""
    return [book for book in books if book.author == author]


def lend(book: Book, borrower: str) -> None:
    """Gives a book to somebody."""
    book.borrower = borrower


def available(books: list[Book]) -> list[str]:
    """Titles that can be borrowed."""
    titles = []
    for book in books:
        if book.borrower is None:
            titles.append(book.title)
    return titles


def oldest(books: list[Book]) -> Book:
    """The book that was written first."""
    return min(books, key=lambda book: book.year)


def label(book: Book) -> str:
    """What stands on the back of a book."""
    return f"{book.author}: {book.title}"


def borrowers(books: list[Book]) -> set[str]:
    """Everybody who has a book."""
    return {book.borrower for book in books}
`,
  tasks: [
    {
      id: 'library/lend',
      symbol: 'lend',
      instruction: 'Raise a RuntimeError when somebody has the book already.',
      solution: [
        [
          '    book.borrower =',
          '    if book.borrower is not None:\n        raise RuntimeError("lent already")\n    book.borrower =',
        ],
      ],
      test: `
book = Book("t", "a", 1900)
lend(book, "Ann")
assert book.borrower == "Ann"
try:
    lend(book, "Bob")
except RuntimeError:
    pass
else:
    raise AssertionError("lent twice")
assert book.borrower == "Ann"
`,
    },
    {
      id: 'library/label',
      symbol: 'label',
      instruction: 'Write the author in capital letters and add the year in brackets, as in "ANN: Title (1999)".',
      solution: [['{book.author}: {book.title}', '{book.author.upper()}: {book.title} ({book.year})']],
      test: `
assert label(Book("Title", "Ann", 1999)) == "ANN: Title (1999)"
`,
    },
    {
      id: 'library/borrowers',
      symbol: 'borrowers',
      instruction: 'Leave out books that nobody has.',
      solution: [['for book in books}', 'for book in books if book.borrower is not None}']],
      test: `
assert borrowers([Book("a", "x", 1), Book("b", "x", 1, "Ann"), Book("c", "x", 1, "Bob"), Book("d", "x", 1, "Ann")]) == {"Ann", "Bob"}
`,
    },
  ],
}

export const config: TaskFile = {
  path: 'tools/config.py',
  text: String.raw`"""Settings in lines of the form 'name = value'."""


def parse(text: str) -> dict[str, str]:
    """Reads settings."""
    result = {}
    for line in text.splitlines():
        name, value = line.split("=", 1)
        result[name.strip()] = value.strip()
    return result


def as_int(settings: dict[str, str], name: str) -> int:
    """A setting as a number."""
    return int(settings[name])


def as_bool(settings: dict[str, str], name: str) -> bool:
    """A setting as yes or no."""
    return settings[name] == "true"


def merge(first: dict[str, str], second: dict[str, str]) -> dict[str, str]:
    """Settings of both; the second ones count where a name is in both."""
    result = dict(first)
    result.update(second)
    return result


def dump(settings: dict[str, str]) -> str:
    """Writes settings."""
    return "\n".join(f"{name} = {value}" for name, value in settings.items())


def missing(settings: dict[str, str], required: list[str]) -> list[str]:
    """Required names that are not set."""
    result = []
    for name in required:
        if name not in settings:
            result.append(name)
    return result
`,
  tasks: [
    {
      id: 'config/as_int',
      symbol: 'as_int',
      instruction: 'Add a parameter default, 0 when not given, that is returned when the setting is missing.',
      solution: [
        ['name: str)', 'name: str, default: int = 0)'],
        ['return int(settings[name])', 'return int(settings[name]) if name in settings else default'],
      ],
      test: `
assert as_int({"a": "5"}, "a") == 5
assert as_int({}, "a") == 0
assert as_int({}, "a", 7) == 7
assert as_int({}, "a", default=3) == 3
`,
    },
    {
      id: 'config/as_bool',
      symbol: 'as_bool',
      instruction: '"yes" 和 "1" 也算作 True，不区分大小写。',
      solution: [['settings[name] == "true"', 'settings[name].lower() in ("true", "yes", "1")']],
      test: `
for value in ("true", "yes", "1", "YES", "True"):
    assert as_bool({"a": value}, "a"), value
for value in ("false", "no", "0", ""):
    assert not as_bool({"a": value}, "a"), value
`,
    },
    {
      id: 'config/missing',
      symbol: 'missing',
      instruction: 'A setting with an empty value counts as missing too.',
      solution: [['if name not in settings:', 'if not settings.get(name):']],
      test: `
assert missing({"a": "1", "b": ""}, ["a", "b", "c"]) == ["b", "c"]
`,
    },
  ],
}
