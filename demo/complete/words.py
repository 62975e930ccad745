"""Counts the words of a text file."""

from collections import Counter
from pathlib import Path


def words_of(text: str) -> list[str]:
    """The words in lower case, without punctuation."""
    return [word.strip(".,;:!?()\"'").lower() for word in text.split()]


def most_frequent(path: Path, count: int) -> list[tuple[str, int]]:
    """The most frequent words of a file with how often they occur."""
    counter = Counter(words_of(path.read_text(encoding="utf-8")))
    return # cursor


if __name__ == "__main__":
    for word, times in most_frequent(Path("book.txt"), 10):
        print(f"{times:6} {word}")
