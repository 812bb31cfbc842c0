package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.validation.RunScore;
import dev.shardwright.simulator.validation.Summary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Some of the measured runs: their statistics, and how often and how widely their intervals hold. */
public record Slice(Summary summary, Coverage.Share time, Coverage.Share memory) {
    static Slice of(String name, List<? extends RunScore> runs, Coverage coverage) {
        Set<RunScore> chosen = new HashSet<>(runs);
        Predicate<RunScore.Scored> inside = chosen::contains;
        return new Slice(Summary.of(name, runs), coverage.time(inside), coverage.memory(inside));
    }

    boolean scored() {
        return summary.time().count()
                        + summary.memory().count()
                        + summary.outOfMemory().count()
                > 0;
    }
}
