package dev.shardwright.simulator.stack;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How layers are dealt to pipeline stages: as counted, where the counts are of as many stages and layers as there are, and
 * else by the rule.
 *
 * @param counts decoder layers of every virtual stage, in the order of the model; empty where only the rule speaks
 */
public record StageSplit(StageRule rule, List<Integer> counts) {
    private static final String BEFORE_COUNTS = " ";
    private static final String BETWEEN_COUNTS = ",";

    public StageSplit {
        counts = List.copyOf(counts);
        if (counts.stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a stage cannot have fewer than 0 layers");
        }
    }

    public static StageSplit by(StageRule rule) {
        return new StageSplit(rule, List.of());
    }

    /** By the counts, and by this split's rule for other numbers of stages. */
    public StageSplit counted(List<Integer> layersOfStages) {
        return new StageSplit(rule, layersOfStages);
    }

    /** Whether the counts deal that many layers to that many stages. */
    public boolean counts(long stages, int layers) {
        return counts.size() == stages
                && counts.stream().mapToInt(Integer::intValue).sum() == layers;
    }

    /** The same split, without counts of other numbers of stages or layers. */
    public StageSplit of(long stages, int layers) {
        return counts(stages, layers) ? this : by(rule);
    }

    /** Reads what {@link #toString} writes; throws IllegalArgumentException. */
    public static StageSplit parse(String text) {
        String[] parts = text.split(BEFORE_COUNTS, 2);
        StageRule rule = Arrays.stream(StageRule.values())
                .filter(candidate -> candidate.name().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + parts[0] + "' is not one of " + Arrays.toString(StageRule.values())));
        return parts.length == 1
                ? by(rule)
                : new StageSplit(
                        rule,
                        Arrays.stream(parts[1].split(BETWEEN_COUNTS))
                                .map(Integer::valueOf)
                                .toList());
    }

    /** One text for files: {@code UNIFORM_LAYERS}, or with counts {@code UNIFORM_LAYERS 3,4,4,3}. */
    @Override
    public String toString() {
        return counts.isEmpty()
                ? rule.name()
                : rule
                        + BEFORE_COUNTS
                        + counts.stream().map(String::valueOf).collect(Collectors.joining(BETWEEN_COUNTS));
    }
}
