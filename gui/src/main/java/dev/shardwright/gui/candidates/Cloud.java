package dev.shardwright.gui.candidates;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Candidates as points: step time against peak memory.
 *
 * @param seconds of a step, by point
 * @param gibibytes of peak memory, by point
 * @param verdict by point
 * @param source what makes a point's job
 * @param all how many candidates there are, of which the points are a part or all
 */
record Cloud(double[] seconds, double[] gibibytes, Verdict[] verdict, Source source, long all) {
    /** Makes the job of a point. */
    @FunctionalInterface
    interface Source {
        TrainingJob job(int point);
    }

    int size() {
        return seconds.length;
    }

    boolean fits(int point) {
        return verdict[point] != Verdict.OUT_OF_MEMORY;
    }

    /** Points that fit and that no other one beats in both time and memory, fastest first. */
    List<Integer> front() {
        List<Integer> fastest = IntStream.range(0, size())
                .filter(this::fits)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer point) -> seconds[point])
                        .thenComparingDouble(point -> gibibytes[point]))
                .toList();
        List<Integer> front = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (int point : fastest) {
            if (gibibytes[point] < least) {
                least = gibibytes[point];
                front.add(point);
            }
        }
        return front;
    }

    long fitting() {
        return IntStream.range(0, size()).filter(this::fits).count();
    }
}
