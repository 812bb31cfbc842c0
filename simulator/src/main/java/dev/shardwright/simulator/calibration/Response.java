package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.LayoutEvaluator;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the dials do to the predicted step times of some runs. */
final class Response {
    /** What runs that share their costs have in common. */
    private record Job(Transformer model, Workload workload, Numerics numerics, Setup setup) {
        static Job of(TrainingJob job) {
            return new Job(job.model(), job.workload(), job.numerics(), new Setup(job.cluster(), job.stack()));
        }
    }

    /** Step of the numeric derivative, in prior spreads. */
    private static final double STEP = 1e-3;

    private final List<TimedRun> runs;
    private final Board board;
    private final List<Map.Entry<Job, List<Integer>>> jobs;

    Response(List<TimedRun> runs, Board board) {
        this.runs = List.copyOf(runs);
        this.board = board;
        Map<Job, List<Integer>> byJob = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            byJob.computeIfAbsent(Job.of(runs.get(i).job()), job -> new ArrayList<>())
                    .add(i);
        }
        this.jobs = List.copyOf(byJob.entrySet());
    }

    Board board() {
        return board;
    }

    int size() {
        return runs.size();
    }

    /** Logarithm of predicted over measured step time of every run, with the dials at a position. */
    double[] logRatios(double... position) {
        Map<Setup, Setup> moved = new HashMap<>();
        jobs.forEach(entry -> moved.computeIfAbsent(entry.getKey().setup(), setup -> board.set(setup, position)));
        double[] ratios = new double[runs.size()];
        jobs.parallelStream().forEach(entry -> {
            Setup setup = moved.get(entry.getKey().setup());
            predict(entry.getKey(), setup, entry.getValue(), ratios);
        });
        return ratios;
    }

    /**
     * Change of {@link #logRatios} per prior spread of each dial, by dial and run.
     *
     * @param here what {@link #logRatios} says of this position
     * @param beforeEach runs before each dial, and may throw to stop
     */
    double[][] slopes(double[] position, double[] here, Runnable beforeEach) {
        double[][] slopes = new double[position.length][];
        for (int j = 0; j < position.length; j++) {
            beforeEach.run();
            double[] moved = position.clone();
            moved[j] += STEP;
            double[] there = logRatios(moved);
            for (int i = 0; i < there.length; i++) {
                there[i] = (there[i] - here[i]) / STEP;
            }
            slopes[j] = there;
        }
        return slopes;
    }

    private void predict(Job job, Setup setup, List<Integer> rows, double... ratios) {
        LayoutEvaluator evaluator =
                new LayoutEvaluator(job.model(), setup.cluster(), job.workload(), job.numerics(), setup.stack());
        for (int row : rows) {
            TimedRun run = runs.get(row);
            double seconds = evaluator.evaluate(run.job().layout()).iteration().value() * run.batchScale();
            ratios[row] = Math.log(seconds / run.measured().value());
        }
    }
}
