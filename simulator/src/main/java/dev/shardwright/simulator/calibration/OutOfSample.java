package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Step times of measured runs, predicted by constants that never saw them. Stacks that take their speeds from the same
 * file form a family; its constants are fitted anew without the runs that are predicted, around what the stacks of all
 * other families have on average. A family of which everything is left out is predicted with that average: a stack never
 * fitted. What stacks are documented to do is kept throughout.
 */
public final class OutOfSample {
    private final List<TimedRun> runs;
    private final Catalog catalog;
    private final DialSheet sheet;

    public OutOfSample(List<TimedRun> runs, Catalog catalog, DialSheet sheet) {
        this.runs = List.copyOf(runs);
        this.catalog = catalog;
        this.sheet = sheet;
    }

    /** Predicted over measured step time of every run, in the order of the runs. */
    public List<Double> ratios(LeftOut leftOut, Progress progress) {
        Double[] ratios = new Double[runs.size()];
        double noise = sheet.noise().spread();
        families().forEach((family, members) -> {
            List<TimedRun> own = members.stream().map(runs::get).toList();
            double[] predicted = new CrossValidation(own, board(family, own), noise, progress)
                    .ratios(Folds.leavingOut(own, leftOut::key));
            for (int i = 0; i < predicted.length; i++) {
                ratios[members.get(i)] = predicted[i];
            }
        });
        return List.of(ratios);
    }

    /** For each family, by the stack that its speeds come from: what a few of its runs are worth to a stack never fitted. */
    public Map<String, LearningCurve> learningCurves() {
        Map<String, LearningCurve> curves = new LinkedHashMap<>();
        families().forEach((family, members) -> {
            List<TimedRun> own = members.stream().map(runs::get).toList();
            curves.put(
                    family,
                    new LearningCurve(own, board(family, own), sheet.noise().spread()));
        });
        return curves;
    }

    /** Indices of the runs of each family. */
    private Map<String, List<Integer>> families() {
        Map<String, List<Integer>> families = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            String family = family(runs.get(i).job().stack().name());
            families.computeIfAbsent(family, f -> new ArrayList<>()).add(i);
        }
        return families;
    }

    /** The farthest stack that this one takes its speeds from. */
    private String family(String stack) {
        List<SoftwareStack> lineage = catalog.stacks().lineage(stack);
        SoftwareStack own = lineage.get(0);
        SoftwareStack family = own;
        for (SoftwareStack ancestor : lineage) {
            if (!ancestor.kernels().speed().equals(own.kernels().speed())) {
                break;
            }
            family = ancestor;
        }
        return family.name();
    }

    private Board board(String family, List<TimedRun> own) {
        Setup base = new Setup(own.get(0).job().cluster(), catalog.stacks().stack(family));
        List<SoftwareStack> members = own.stream()
                .map(run -> run.job().stack().name())
                .distinct()
                .map(catalog.stacks()::stack)
                .toList();
        return Board.of(sheet, base, CalibrationRequest.Scope.STACK, Board.Centre.NEUTRAL)
                .around(othersOnAverage(family, base))
                .reaching(members, base.cluster());
    }

    /** Mean free value of each dial over the other families, of which those count that do what the dial stands for. */
    private Map<String, Double> othersOnAverage(String family, Setup like) {
        Map<String, Double> centres = new HashMap<>();
        List<String> others = catalog.stacks().names().stream()
                .map(this::family)
                .distinct()
                .filter(other -> !other.equals(family))
                .toList();
        for (Dial dial : sheet.dials()) {
            double sum = 0;
            int count = 0;
            for (String other : others) {
                Setup setup = new Setup(like.cluster(), catalog.stacks().stack(other));
                OptionalDouble value = RecordPath.of(Setup.STACK + dial.key()).read(setup);
                if (value.isPresent() && value.getAsDouble() > 0) {
                    sum += dial.scale().free(value.getAsDouble());
                    count++;
                }
            }
            if (count > 0) {
                centres.put(dial.key(), dial.scale().value(sum / count));
            }
        }
        return centres;
    }
}
