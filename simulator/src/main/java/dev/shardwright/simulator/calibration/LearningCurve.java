package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a few runs are worth: dials are fitted to so many runs drawn at random, and all the others are predicted, again
 * and again. Seeded: the same runs give the same curve.
 */
public final class LearningCurve {
    private static final long SEED = 20261125;

    private final List<TimedRun> runs;
    private final Board board;
    private final double noise;
    private final double[] start;

    public LearningCurve(List<TimedRun> runs, Board board, double noise) {
        this.runs = List.copyOf(runs);
        this.board = board;
        this.noise = noise;
        this.start = new double[board.size()];
    }

    /**
     * Errors over all draws after calibration with so many runs: of all other runs, and of those in groups of layouts of
     * which none was drawn. {@code worse} is the share of draws after which the other runs are predicted worse than
     * before any calibration.
     */
    public record Point(int runs, ErrorStatistics others, ErrorStatistics otherGroups, double worse) {}

    /** One point of the curve. */
    public Point after(int size, int draws) {
        Random chance = new Random(SEED + size);
        List<Double> others = new ArrayList<>();
        List<Double> otherGroups = new ArrayList<>();
        double[] before = ratios(new Response(runs, board), start);
        Response all = new Response(runs, board);
        int worse = 0;
        for (int draw = 0; draw < draws; draw++) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, runs.size()).boxed().toList());
            Collections.shuffle(order, chance);
            Set<Integer> drawn = new HashSet<>(order.subList(0, size));
            Set<String> groups = new HashSet<>();
            drawn.forEach(i -> groups.add(group(i)));
            List<TimedRun> seen = drawn.stream().sorted().map(runs::get).toList();
            double[] position = size == 0
                    ? start
                    : Fit.of(new Response(seen, board), noise, Progress.NONE).position();
            double[] after = ratios(all, position);
            double gain = 0;
            for (int i = 0; i < after.length; i++) {
                if (!drawn.contains(i)) {
                    others.add(after[i]);
                    gain += Math.abs(before[i] - 1) - Math.abs(after[i] - 1);
                    if (!groups.contains(group(i))) {
                        otherGroups.add(after[i]);
                    }
                }
            }
            worse += gain < 0 ? 1 : 0;
        }
        return new Point(size, statistics(others), statistics(otherGroups), worse / (double) draws);
    }

    private String group(int run) {
        return runs.get(run).origin().group();
    }

    private static double[] ratios(Response response, double... position) {
        return Arrays.stream(response.logRatios(position)).map(Math::exp).toArray();
    }

    private static ErrorStatistics statistics(List<Double> ratios) {
        return ErrorStatistics.of(
                ratios.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
