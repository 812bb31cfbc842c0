package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.calibration.DialSheet;
import dev.shardwright.simulator.calibration.LeftOut;
import dev.shardwright.simulator.calibration.OutOfSample;
import dev.shardwright.simulator.calibration.Progress;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.stack.Kernels.KernelSpeed;
import dev.shardwright.simulator.unit.Seconds;
import dev.shardwright.simulator.validation.RunScore;
import dev.shardwright.simulator.validation.TimedRun;
import dev.shardwright.simulator.validation.TimedRuns;
import dev.shardwright.simulator.validation.Validation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that the accuracy pages and the error bars rest on.
 *
 * @param validation every run predicted with the stack it names
 * @param foreign the timed runs, predicted as by a stack never fitted: with what the constants of all other families of
 *     stacks are on average
 * @param kin of each shipped stack, the stacks that share its fitted kernel speeds, itself among them
 */
public record Accuracy(Validation validation, List<RunScore.Scored> foreign, Map<String, Set<String>> kin) {
    public Accuracy {
        foreign = List.copyOf(foreign);
    }

    public static Accuracy of(List<Path> files, Catalog catalog, Path profiles) {
        Validation validation = Validation.score(files, catalog);
        return new Accuracy(
                validation, neverFitted(files, catalog, profiles, validation.scored()), kin(catalog.stacks()));
    }

    private static List<RunScore.Scored> neverFitted(
            List<Path> files, Catalog catalog, Path profiles, List<RunScore.Scored> own) {
        List<TimedRun> runs = TimedRuns.read(files, catalog).runs();
        List<Double> ratios =
                new OutOfSample(runs, catalog, DialSheet.read(profiles)).ratios(LeftOut.STACK, Progress.NONE);
        Map<String, Double> byRun = new HashMap<>();
        for (int i = 0; i < ratios.size(); i++) {
            TimedRun.Origin origin = runs.get(i).origin();
            byRun.put(origin.file() + " " + origin.id(), ratios.get(i));
        }
        List<RunScore.Scored> foreign = new ArrayList<>();
        for (RunScore.Scored run : own) {
            Double ratio = byRun.get(run.file() + " " + run.id());
            if (ratio != null && run.measured().iteration().isPresent()) {
                foreign.add(predicted(run, run.measured().iteration().get().times(ratio)));
            }
        }
        return foreign;
    }

    private static RunScore.Scored predicted(RunScore.Scored run, Seconds time) {
        RunScore.Prediction own = run.predicted();
        return new RunScore.Scored(
                run.id(),
                run.file(),
                run.subject(),
                new RunScore.Prediction(time, own.peak(), own.verdict(), own.confidence()),
                run.measured(),
                run.assumed());
    }

    private static Map<String, Set<String>> kin(StackCatalog stacks) {
        Map<String, Set<String>> kin = new TreeMap<>();
        for (String name : stacks.names()) {
            KernelSpeed speed = stacks.stack(name).kernels().speed();
            kin.put(
                    name,
                    stacks.names().stream()
                            .filter(other ->
                                    stacks.stack(other).kernels().speed().equals(speed))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return kin;
    }

    public ResidualTable residuals() {
        return ResidualTable.of(validation.scored(), foreign, kin);
    }

    public Coverage coverage() {
        return Coverage.of(validation.scored(), foreign, kin);
    }
}
