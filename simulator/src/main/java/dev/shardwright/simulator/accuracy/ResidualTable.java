package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.report.Situation;
import dev.shardwright.simulator.stack.Experience;
import dev.shardwright.simulator.stack.Experience.Domain;
import dev.shardwright.simulator.stack.Experience.Errors;
import dev.shardwright.simulator.stack.Experience.Extent;
import dev.shardwright.simulator.stack.Experience.Ratio;
import dev.shardwright.simulator.stack.Experience.Spread;
import dev.shardwright.simulator.validation.RunScore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What scored runs say of each stack's errors, and of a stack without runs. A stack with too few
 * runs for a figure takes those of stacks with the same fitted speeds as well, else stacks left out.
 */
public record ResidualTable(Map<String, Experience> stacks, Experience unseen) {
    /** A stack's own runs count alone if there are so many of a figure; else those of its kin as well. */
    private static final int ENOUGH = 9;

    /**
     * @param runs every run predicted with the stack it names
     * @param foreign runs predicted as by a stack never fitted
     * @param kin of each stack, the stacks that share its fitted kernel speeds, itself among them
     */
    public static ResidualTable of(
            List<RunScore.Scored> runs, List<RunScore.Scored> foreign, Map<String, Set<String>> kin) {
        List<Residual> time = Residual.time(runs);
        List<Residual> memory = Residual.memory(runs);
        Errors otherTime = unseen(time, Residual.time(foreign));
        Errors otherMemory = unseen(memory, memory);
        Ratio ratio = new Ratio(
                Map.of(),
                ratio(byStack(time).values()).orElse(Experience.NONE.ratio().stack()));
        Experience unseen = new Experience(otherTime, otherMemory, ratio, Experience.NONE.domain());
        Map<String, Experience> stacks = new TreeMap<>();
        kin.forEach((stack, kindred) -> {
            List<RunScore.Scored> all = runs.stream()
                    .filter(run -> kindred.contains(run.subject().stack()))
                    .toList();
            if (!all.isEmpty()) {
                stacks.put(stack, known(stack, all, unseen));
            }
        });
        return new ResidualTable(stacks, unseen);
    }

    /** What is known of a stack. */
    public Experience of(String stack) {
        return stacks.getOrDefault(stack, unseen);
    }

    private static Experience known(String stack, List<RunScore.Scored> runs, Experience unseen) {
        List<Residual> time = enough(stack, Residual.time(runs));
        List<Residual> memory = enough(stack, Residual.memory(runs));
        List<Situation> situations = Stream.concat(time.stream(), memory.stream())
                .map(r -> r.run().subject().situation())
                .toList();
        return new Experience(
                errors(time, unseen.time()),
                errors(memory, unseen.memory()),
                ratio(time, unseen.ratio()),
                situations.isEmpty()
                        ? unseen.domain()
                        : new Domain(
                                situations.stream()
                                        .map(Situation::accelerator)
                                        .distinct()
                                        .sorted()
                                        .toList(),
                                extent(situations, Situation::devices),
                                extent(situations, Situation::sequence),
                                extent(situations, Situation::parameters)));
    }

    private static List<Residual> enough(String stack, List<Residual> kindred) {
        List<Residual> own = kindred.stream()
                .filter(r -> r.run().subject().stack().equals(stack))
                .toList();
        return own.size() < ENOUGH ? kindred : own;
    }

    private static Errors errors(List<Residual> residuals, Errors unseen) {
        Optional<Spread> all = ConformalQuantile.of(Residual.logs(residuals));
        if (all.isEmpty()) {
            return unseen;
        }
        Map<String, Spread> kinds = new TreeMap<>();
        grouped(residuals, r -> r.run().subject().situation().kind())
                .forEach((kind, some) ->
                        ConformalQuantile.of(Residual.logs(some)).ifPresent(spread -> kinds.put(kind, spread)));
        List<String> of = byStack(residuals).keySet().stream().sorted().toList();
        return new Errors(of, kinds, all.get(), unseen.hardware(), unseen.perDoubling());
    }

    private static Errors unseen(List<Residual> own, List<Residual> foreign) {
        Spread stack = sampled(byStack(foreign));
        Spread hardware = sampled(grouped(
                own,
                r -> r.run().subject().stack() + " "
                        + r.run().subject().situation().accelerator()));
        return new Errors(
                List.of(),
                Map.of(),
                stack,
                hardware,
                Drift.perDoubling(byStack(own).values()));
    }

    private static Spread sampled(Map<String, List<Residual>> samples) {
        return ConformalQuantile.ofSamples(
                samples.values().stream().map(Residual::logs).toList());
    }

    private static Map<String, List<Residual>> byStack(List<Residual> residuals) {
        return grouped(residuals, r -> r.run().subject().stack());
    }

    private static Ratio ratio(List<Residual> residuals, Ratio unseen) {
        Optional<Spread> all = ratio(List.of(residuals));
        if (all.isEmpty()) {
            return unseen;
        }
        Map<String, Spread> kinds = new TreeMap<>();
        grouped(residuals, r -> r.run().subject().situation().kind())
                .forEach((kind, some) -> ratio(List.of(some)).ifPresent(spread -> kinds.put(kind, spread)));
        return new Ratio(kinds, all.get());
    }

    /** Pairs of one stack, or those of all stacks, each stack weighing the same. */
    private static Optional<Spread> ratio(Collection<List<Residual>> stacks) {
        List<double[]> samples = stacks.stream()
                .map(Pairs::differences)
                .filter(differences -> differences.length > 0)
                .toList();
        if (samples.size() == 1) {
            return ConformalQuantile.symmetric(samples.get(0));
        }
        return samples.isEmpty() ? Optional.empty() : Optional.of(ConformalQuantile.symmetricOfSamples(samples));
    }

    private static Extent extent(List<Situation> situations, ToLongFunction<Situation> size) {
        LongSummaryStatistics statistics = situations.stream().mapToLong(size).summaryStatistics();
        return new Extent(statistics.getMin(), statistics.getMax());
    }

    private static <T> Map<String, List<T>> grouped(List<T> items, Function<T, String> key) {
        Map<String, List<T>> groups = new LinkedHashMap<>();
        items.forEach(item ->
                groups.computeIfAbsent(key.apply(item), k -> new ArrayList<>()).add(item));
        return groups;
    }
}
