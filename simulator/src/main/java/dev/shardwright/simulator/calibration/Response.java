package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.LayoutEvaluator;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
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
        double[] ratios = new double[runs.size()];
        jobs.parallelStream().forEach(entry -> predict(entry.getKey(), entry.getValue(), position, ratios));
        return ratios;
    }

    private void predict(Job job, List<Integer> rows, double[] position, double[] ratios) {
        Setup setup = board.set(job.setup(), position);
        LayoutEvaluator evaluator =
                new LayoutEvaluator(job.model(), setup.cluster(), job.workload(), job.numerics(), setup.stack());
        for (int row : rows) {
            TimedRun run = runs.get(row);
            double seconds = evaluator.evaluate(run.job().layout()).iteration().value() * run.batchScale();
            ratios[row] = Math.log(seconds / run.measured().value());
        }
    }
}
