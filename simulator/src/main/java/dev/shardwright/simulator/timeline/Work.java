package dev.shardwright.simulator.timeline;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;

/**
 * What a task does: one value for all tasks that do the same. The seconds of its parts add up to those of a task that
 * nothing slows down.
 *
 * @param page the page of docs/model that has its formula
 * @param inside what it consists of, in order, for display
 */
public record Work(String name, String page, Amount amount, List<Part> parts, List<Inner> inside) {
    /** FLOPs, and bytes read, written or sent. */
    public record Amount(Flops flops, Bytes bytes) {
        public static final Amount NONE = new Amount(Flops.ZERO, Bytes.ZERO);

        public Amount plus(Amount other) {
            return new Amount(flops.plus(other.flops), bytes.plus(other.bytes));
        }
    }

    /** A share of the work's time. */
    public record Part(Category category, Seconds time) {}

    /** A kernel or collective inside the work. */
    public record Inner(String name, Seconds time, Amount amount) {}

    public Work {
        parts = List.copyOf(parts);
        inside = List.copyOf(inside);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(name + " has no parts");
        }
    }

    /** Work of one category. */
    public static Work of(String name, String page, Category category, Seconds time, Amount amount) {
        return new Work(name, page, amount, List.of(new Part(category, time)), List.of());
    }

    public Work withInside(List<Inner> inner) {
        return new Work(name, page, amount, parts, inner);
    }

    public Seconds time() {
        return parts.stream().map(Part::time).reduce(Seconds.ZERO, Seconds::plus);
    }

    /** The share of the time that is of a category, from 0 to 1. */
    public double share(Category category) {
        double total = 0;
        double own = 0;
        for (Part part : parts) {
            total += part.time().value();
            own += part.category() == category ? part.time().value() : 0;
        }
        if (total == 0) {
            return parts.get(0).category() == category ? 1 : 0;
        }
        return own / total;
    }

    /** The category that most of the time is of. */
    public Category category() {
        Part largest = parts.get(0);
        for (Part part : parts) {
            largest = part.time().compareTo(largest.time()) > 0 ? part : largest;
        }
        return largest.category();
    }
}
