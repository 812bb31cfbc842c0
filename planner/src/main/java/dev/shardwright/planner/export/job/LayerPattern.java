package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.model.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Megatron-LM's patterns over layers: a Python list expression of zeros and ones. */
public final class LayerPattern {
    private LayerPattern() {}

    /** For example "[0]*3+[1]*58"; "[1]*32" when all layers match. */
    public static String of(List<Layer> layers, Predicate<Layer> matches) {
        List<String> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= layers.size(); i++) {
            boolean first = matches.test(layers.get(start));
            if (i == layers.size() || matches.test(layers.get(i)) != first) {
                runs.add("[" + (first ? 1 : 0) + "]" + (i - start == 1 ? "" : "*" + (i - start)));
                start = i;
            }
        }
        return shortened(runs);
    }

    /** A repeated head of the list of runs is written once: "([0]+[1])*12". */
    private static String shortened(List<String> runs) {
        for (int period = 2; period <= runs.size() / 2; period++) {
            if (runs.size() % period == 0 && repeats(runs, period)) {
                return "(" + String.join("+", runs.subList(0, period)) + ")*" + runs.size() / period;
            }
        }
        return String.join("+", runs);
    }

    private static boolean repeats(List<String> runs, int period) {
        for (int i = period; i < runs.size(); i++) {
            if (!runs.get(i).equals(runs.get(i - period))) {
                return false;
            }
        }
        return true;
    }
}
