package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a few runs are worth: dials are fitted to so many runs drawn at random, from the centre of the prior, and all the
 * others are predicted; again and again. The same runs and draws give the same curve.
 */
public final class LearningCurve {
    private static final long SEED = 20261125;

    private final List<TimedRun> runs;
    private final Response response;
    private final double noise;

    LearningCurve(List<TimedRun> runs, Board board, double noise) {
        this.runs = List.copyOf(runs);
        this.response = new Response(runs, board);
        this.noise = noise;
    }

    /**
     * Errors over all draws after calibration with so many runs: of all other runs, and of those in groups of layouts of
     * which none was drawn. {@code worse} is the share of draws that made the mean error of the others larger.
     */
    public record Point(int drawn, ErrorStatistics others, ErrorStatistics otherGroups, double worse) {}

    /** Runs there are to draw from. */
    public int size() {
        return runs.size();
    }

    /** One point of the curve; 0 drawn runs are the constants of a stack never fitted. */
    public Point after(int drawn, int draws) {
        Random chance = new Random(SEED + drawn);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, runs.size()).boxed().toList());
        double[] before =
                Gain.ratios(response.logRatios(new double[response.board().size()]));
        List<Double> others = new ArrayList<>();
        List<Double> otherGroups = new ArrayList<>();
        int worse = 0;
        for (int draw = 0; draw < draws; draw++) {
            Collections.shuffle(order, chance);
            List<Integer> seen = order.subList(0, drawn);
            Set<String> groups = new HashSet<>();
            seen.forEach(i -> groups.add(group(i)));
            double[] after = Gain.ratios(response.logRatios(position(seen)));
            double gain = 0;
            for (int i : order.subList(drawn, order.size())) {
                others.add(after[i]);
                gain += Math.abs(before[i] - 1) - Math.abs(after[i] - 1);
                if (!groups.contains(group(i))) {
                    otherGroups.add(after[i]);
                }
            }
            worse += gain < 0 ? 1 : 0;
        }
        return new Point(drawn, statistics(others), statistics(otherGroups), worse / (double) draws);
    }

    private double[] position(List<Integer> seen) {
        if (seen.isEmpty()) {
            return new double[response.board().size()];
        }
        Response few = new Response(seen.stream().map(runs::get).toList(), response.board());
        return Fit.of(few, noise, Progress.NONE).position();
    }

    private String group(int run) {
        return runs.get(run).origin().group();
    }

    private static ErrorStatistics statistics(List<Double> ratios) {
        return ErrorStatistics.of(
                ratios.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
