package dev.shardwright.simulator.runlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The steps of a run that count: those of one process, without the first ones after each start (allocator, compiler and
 * clocks settle) and without those of a smaller batch.
 */
record SteadySteps(List<Step> steps, int dropped, int starts) {
    /** Logged steps that are left out after each start, or half of them where there are fewer. */
    private static final int WARM_UP = 5;

    SteadySteps {
        steps = List.copyOf(steps);
    }

    /** @param warmUp logged steps to leave out after each start, instead of the rule */
    static SteadySteps of(List<Step> all, OptionalInt warmUp) {
        List<List<Step>> segments = segments(ofOneProcess(all));
        List<Step> kept = new ArrayList<>();
        int logged = 0;
        for (List<Step> segment : segments) {
            int skip = warmUp.isPresent() ? warmUp.getAsInt() : Math.min(WARM_UP, segment.size() / 2);
            kept.addAll(segment.subList(Math.min(skip, segment.size()), segment.size()));
            logged += segment.size();
        }
        List<Step> counted = ofFinalBatch(kept);
        return new SteadySteps(counted, logged - counted.size(), segments.size());
    }

    /** The process that logged most steps: every process waits for the others, so all have the same times. */
    private static List<Step> ofOneProcess(List<Step> all) {
        Map<Integer, List<Step>> byRank = new LinkedHashMap<>();
        all.forEach(step ->
                byRank.computeIfAbsent(step.rank(), rank -> new ArrayList<>()).add(step));
        return byRank.values().stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    }

    /** A number that falls is a start from a checkpoint; one that stays is the same step, told again. */
    private static List<List<Step>> segments(List<Step> steps) {
        List<List<Step>> segments = new ArrayList<>();
        int last = Integer.MAX_VALUE;
        for (Step step : steps) {
            if (step.number() < last || segments.isEmpty()) {
                segments.add(new ArrayList<>());
            }
            List<Step> segment = segments.get(segments.size() - 1);
            if (step.number() == last && !segment.isEmpty()) {
                segment.remove(segment.size() - 1);
            }
            segment.add(step);
            last = step.number();
        }
        return segments;
    }

    private static List<Step> ofFinalBatch(List<Step> steps) {
        if (steps.isEmpty()) {
            return steps;
        }
        Double last = steps.get(steps.size() - 1).readings().get(Reading.GLOBAL_BATCH);
        return last == null
                ? steps
                : steps.stream()
                        .filter(step -> last.equals(step.readings().get(Reading.GLOBAL_BATCH)))
                        .toList();
    }

    /** The median of a figure; empty when no step has it. */
    OptionalDouble median(Reading reading) {
        double[] values = values(reading);
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = values.length / 2;
        return OptionalDouble.of(values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
    }

    /** Standard deviation over mean; empty below two values. */
    OptionalDouble variation(Reading reading) {
        double[] values = values(reading);
        if (values.length < 2) {
            return OptionalDouble.empty();
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return OptionalDouble.of(Math.sqrt(squares / (values.length - 1)) / mean);
    }

    private double[] values(Reading reading) {
        return steps.stream()
                .map(step -> step.readings().get(reading))
                .filter(value -> value != null)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }
}
