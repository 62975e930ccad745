import type { SeededFile } from './seeded.ts'

export const otherFiles: readonly SeededFile[] = [
  {
    path: 'inventory.go',
    text: `package inventory

import "errors"

type Item struct {
	SKU      string
	Quantity int
	Reserved int
}

type Stock struct {
	items map[string]*Item
}

var ErrUnknown = errors.New("unknown item")
var ErrShort = errors.New("not enough in stock")

func (s *Stock) Available(sku string) int {
	item, ok := s.items[sku]
	if !ok {
		return 0
	}
	return item.Quantity - item.Reserved
}

func (s *Stock) Reserve(sku string, amount int) error {
	item, ok := s.items[sku]
	if !ok {
		return ErrUnknown
	}
	if item.Quantity-item.Reserved < amount {
		return ErrShort
	}
	item.Reserved += amount
	return nil
}

func (s *Stock) Ship(sku string, amount int) error {
	item, ok := s.items[sku]
	if !ok {
		return ErrUnknown
	}
	if item.Reserved < amount {
		return ErrShort
	}
	item.Reserved -= amount
	item.Quantity -= amount
	return nil
}

func Largest(items []Item) int {
	best := 0
	for i := 1; i < len(items); i++ {
		if items[i].Quantity > items[best].Quantity {
			best = i
		}
	}
	return best
}
`,
    faults: [
      { kind: 'arithmetic', right: 'item.Quantity - item.Reserved', wrong: 'item.Quantity + item.Reserved' },
      { kind: 'comparison', right: 'item.Quantity-item.Reserved < amount', wrong: 'item.Quantity-item.Reserved > amount' },
      { kind: 'arithmetic', right: 'item.Reserved += amount', wrong: 'item.Reserved -= amount' },
      { kind: 'arithmetic', right: 'item.Quantity -= amount', wrong: 'item.Quantity += amount' },
      { kind: 'comparison', right: 'if item.Reserved < amount', wrong: 'if item.Reserved > amount' },
      { kind: 'off-by-one', right: 'i < len(items)', wrong: 'i <= len(items)' },
      { kind: 'wrong-variable', right: '\t\t\tbest = i', wrong: '\t\t\tbest = best' },
    ],
  },
  {
    path: 'Timetable.java',
    text: `import java.util.ArrayList;
import java.util.List;

public class Timetable {
    private final List<Slot> slots = new ArrayList<>();

    public boolean book(Slot wanted) {
        for (Slot slot : slots) {
            if (overlaps(slot, wanted)) {
                return false;
            }
        }
        slots.add(wanted);
        return true;
    }

    static boolean overlaps(Slot a, Slot b) {
        return a.start < b.end && b.start < a.end;
    }

    public int minutesBooked() {
        int total = 0;
        for (Slot slot : slots) {
            total += slot.end - slot.start;
        }
        return total;
    }

    public Slot longest() {
        if (slots.isEmpty()) {
            return null;
        }
        Slot longest = slots.get(0);
        for (int i = 1; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.end - slot.start > longest.end - longest.start) {
                longest = slot;
            }
        }
        return longest;
    }

    static String clock(int minutes) {
        int hours = minutes / 60;
        int rest = minutes % 60;
        return String.format("%02d:%02d", hours, rest);
    }

    static class Slot {
        final int start;
        final int end;

        Slot(int start, int end) {
            this.start = start;
            this.end = end;
        }
    }
}
`,
    faults: [
      {
        kind: 'wrong-constant',
        right: 'slots.add(wanted);\n        return true;',
        wrong: 'slots.add(wanted);\n        return false;',
      },
      { kind: 'boolean', right: 'a.start < b.end && b', wrong: 'a.start < b.end || b' },
      { kind: 'wrong-member', right: 'b.start < a.end', wrong: 'b.start < a.start' },
      { kind: 'argument-order', right: 'slot.end - slot.start;', wrong: 'slot.start - slot.end;' },
      { kind: 'off-by-one', right: 'i < slots.size()', wrong: 'i <= slots.size()' },
      { kind: 'negation', right: 'if (slots.isEmpty())', wrong: 'if (!slots.isEmpty())' },
      { kind: 'wrong-variable', right: 'longest = slot;', wrong: 'longest = longest;' },
      { kind: 'arithmetic', right: 'minutes % 60', wrong: 'minutes / 60' },
      { kind: 'argument-order', right: 'hours, rest)', wrong: 'rest, hours)' },
      { kind: 'wrong-variable', right: 'this.end = end', wrong: 'this.end = start' },
    ],
  },
]
