import type { TaskFile } from './task.ts'

export const trees: TaskFile = {
  path: 'structures/trees.py',
  text: String.raw`"""A tree of folders: each has a name, a size of its own files and folders in it."""

from dataclasses import dataclass, field


@dataclass
class Folder:
    name: str
    size: int = 0
    children: list["Folder"] = field(default_factory=list)
    hidden: bool = False


def total_size(folder: Folder) -> int:
    """The size of all files below a folder."""
    return folder.size + sum(total_size(child) for child in folder.children)


def depth(folder: Folder) -> int:
    """How many levels there are; 1 for a folder without others."""
    if not folder.children:
        return 1
    return 1 + max(depth(child) for child in folder.children)


def find(folder: Folder, name: str) -> Folder | None:
    """The first folder with a name, from the top down."""
    if folder.name == name:
        return folder
    for child in folder.children:
        found = find(child, name)
        if found is not None:
            return found
    return None


def paths(folder: Folder, prefix: str = "") -> list[str]:
    """The paths of all folders."""
    path = prefix + "/" + folder.name
    result = [path]
    for child in folder.children:
        result.extend(paths(child, path))
    return result


def empty_folders(folder: Folder) -> list[str]:
    """Names of the folders without files and folders."""
    result = []
    if folder.size == 0 and not folder.children:
        result.append(folder.name)
    for child in folder.children:
        result.extend(empty_folders(child))
    return result


def outline(folder: Folder, level: int = 0) -> str:
    """The tree as indented lines."""
    lines = ["  " * level + folder.name]
    for child in folder.children:
        lines.append(outline(child, level + 1))
    return "\n".join(lines)
`,
  tasks: [
    {
      id: 'trees/total_size',
      symbol: 'total_size',
      instruction: 'Hidden folders count nothing, with all that is in them.',
      solution: [['    return folder.size', '    if folder.hidden:\n        return 0\n    return folder.size']],
      test: `
tree = Folder("a", 1, [Folder("b", 10, [Folder("c", 100)], hidden=True), Folder("d", 1000)])
assert total_size(tree) == 1001
`,
    },
    {
      id: 'trees/find',
      symbol: 'find',
      instruction: 'Compare the names without regard to case.',
      solution: [['folder.name == name', 'folder.name.lower() == name.lower()']],
      test: `
tree = Folder("Root", 0, [Folder("Docs"), Folder("src", 0, [Folder("Lib")])])
assert find(tree, "docs").name == "Docs"
assert find(tree, "LIB").name == "Lib"
assert find(tree, "x") is None
`,
    },
    {
      id: 'trees/paths',
      symbol: 'paths',
      instruction:
        'Add the parameter skip, a set of names that defaults to an empty tuple: folders with these names are left out, with all that is in them.',
      solution: [
        ['prefix: str = ""', 'prefix: str = "", skip: tuple | set = ()'],
        ['    path = prefix', '    if folder.name in skip:\n        return []\n    path = prefix'],
        ['paths(child, path)', 'paths(child, path, skip)'],
      ],
      test: `
tree = Folder("a", 0, [Folder("b", 0, [Folder("c")]), Folder("d", 0, [Folder("c")])])
assert paths(tree) == ["/a", "/a/b", "/a/b/c", "/a/d", "/a/d/c"]
assert paths(tree, skip={"c"}) == ["/a", "/a/b", "/a/d"]
`,
    },
    {
      id: 'trees/outline',
      symbol: 'outline',
      instruction: 'Put "- " in front of every name.',
      solution: [['"  " * level + folder.name', '"  " * level + "- " + folder.name']],
      test: String.raw`
assert outline(Folder("a", 0, [Folder("b", 0, [Folder("c")])])) == "- a\n  - b\n    - c"
`,
    },
  ],
}
