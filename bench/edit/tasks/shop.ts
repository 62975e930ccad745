import type { TaskFile } from './task.ts'

export const shop: TaskFile = {
  path: 'shop/cart.py',
  text: String.raw`"""The cart of a shop. Prices are in cents."""


class Cart:
    """What a customer wants to buy."""

    def __init__(self) -> None:
        self.lines: dict[str, list[int]] = {}
        self.coupon: str | None = None

    def add(self, name: str, price: int, count: int = 1) -> None:
        """Puts pieces of one thing into the cart."""
        if name in self.lines:
            self.lines[name][1] += count
        else:
            self.lines[name] = [price, count]

    def remove(self, name: str) -> None:
        """Takes a thing out, all pieces of it."""
        del self.lines[name]

    def count(self) -> int:
        """How many things are in the cart."""
        return len(self.lines)

    def total(self) -> int:
        """What all of it costs."""
        return sum(price * count for price, count in self.lines.values())

    def shipping(self) -> int:
        """What sending it costs."""
        return 490

    def names(self) -> list[str]:
        """Names of the things in the cart."""
        return list(self.lines)

    def cheapest(self) -> str | None:
        """The thing with the lowest price."""
        if not self.lines:
            return None
        return min(self.lines, key=lambda name: self.lines[name][0])

    def receipt(self) -> str:
        """The lines of the receipt and the total."""
        rows = [f"{count} x {name}" for name, (price, count) in self.lines.items()]
        rows.append(f"total {self.total()}")
        return "\n".join(rows)
`,
  tasks: [
    {
      id: 'shop/remove',
      symbol: 'Cart.remove',
      instruction: 'Do nothing when the thing is not in the cart.',
      solution: [['del self.lines[name]', 'self.lines.pop(name, None)']],
      test: `
cart = Cart()
cart.add("a", 100)
cart.remove("b")
assert cart.names() == ["a"]
cart.remove("a")
assert cart.names() == []
`,
    },
    {
      id: 'shop/count',
      symbol: 'Cart.count',
      instruction: 'Count the pieces rather than the different things.',
      solution: [['return len(self.lines)', 'return sum(count for _, count in self.lines.values())']],
      test: `
cart = Cart()
assert cart.count() == 0
cart.add("a", 100, 2)
cart.add("b", 50)
cart.add("a", 100)
assert cart.count() == 4
`,
    },
    {
      id: 'shop/shipping',
      symbol: 'Cart.shipping',
      instruction: 'Free from a total of 5000 on.',
      solution: [['        return 490', '        return 0 if self.total() >= 5000 else 490']],
      test: `
cart = Cart()
cart.add("a", 4999)
assert cart.shipping() == 490
cart.add("b", 1)
assert cart.shipping() == 0
`,
    },
    {
      id: 'shop/names',
      symbol: 'Cart.names',
      instruction: 'Sort the names by the alphabet.',
      solution: [['list(self.lines)', 'sorted(self.lines)']],
      test: `
cart = Cart()
for name in ("pear", "apple", "fig"):
    cart.add(name, 1)
assert cart.names() == ["apple", "fig", "pear"]
`,
    },
  ],
}
