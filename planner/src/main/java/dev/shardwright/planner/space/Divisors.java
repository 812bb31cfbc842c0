package dev.shardwright.planner.space;

import java.util.Arrays;

/** Divisors of a number. */
final class Divisors {
    private Divisors() {}

    /** All divisors, ascending. */
    static int[] of(int number) {
        int[] found = new int[64];
        int count = 0;
        for (int i = 1; (long) i * i <= number; i++) {
            if (number % i == 0) {
                if (count + 2 > found.length) {
                    found = Arrays.copyOf(found, 2 * found.length);
                }
                found[count++] = i;
                if (i != number / i) {
                    found[count++] = number / i;
                }
            }
        }
        int[] divisors = Arrays.copyOf(found, count);
        Arrays.sort(divisors);
        return divisors;
    }
}
