package dev.shardwright.profiler.check;

import dev.shardwright.profiler.bench.Spread;
import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.TrainedModel;
import dev.shardwright.profiler.shape.JobShapes;
import dev.shardwright.profiler.shape.ShapeList;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Trains small GPTs on the device and predicts the same steps from its profile. */
public final class CheckRun {
    /** A round trains each model for so long at least, so that the clock and the call weigh little. */
    private static final double ROUND_SECONDS = 0.3;

    private final List<SmallGpt> models;
    private final SoftwareStack stack;
    private final int rounds;

    /** Follows the training, and may end it between two steps. */
    public interface Watcher {
        /** This model trains next. */
        void next(int round, int rounds, SmallGpt model);

        boolean cancelled();
    }

    /**
     * @param count how many of the models, the quick ones first
     * @param stack the training step as software: djl-pytorch
     */
    public CheckRun(int count, SoftwareStack stack, int rounds) {
        this.models = SmallGpts.all().subList(0, count);
        this.stack = stack;
        this.rounds = rounds;
    }

    /** How many models there are. */
    public static int most() {
        return SmallGpts.all().size();
    }

    /** Peak memory of a model that trains alone on the processor, in a process of its own; empty where nobody tells. */
    public static Optional<Bytes> memoryAlone(SmallGpt model, int threads) {
        return TrainAlone.peakMemory(model, threads);
    }

    /** Peak memory of a model that trains on a device that has run nothing before; empty where nobody tells. */
    public static Optional<Bytes> memoryOn(Backend device, SmallGpt model) {
        return TrainAlone.peakMemory(device, model);
    }

    /** Every kernel that the models run, once. */
    public ShapeList kernels(Accelerator accelerator) {
        List<TrainingJob> jobs = models.stream()
                .map(model -> SmallGptJob.of(model, accelerator, stack))
                .toList();
        return JobShapes.ofAll(jobs, NumberFormat.FP32);
    }

    /**
     * Trains and predicts. Rounds of all models take turns. What was measured when it is cancelled is kept.
     *
     * @param measured the device with its measured kernels
     * @param memory peak memory of a model trained alone, where it can be told
     */
    public Check run(
            Backend backend, Accelerator measured, Function<SmallGpt, Optional<Bytes>> memory, Watcher watcher) {
        Map<SmallGpt, List<Seconds>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (SmallGpt model : models) {
                if (watcher.cancelled()) {
                    break;
                }
                watcher.next(round, rounds, model);
                times.computeIfAbsent(model, key -> new ArrayList<>()).add(step(backend, model));
            }
        }
        List<Check.Line> lines = new ArrayList<>();
        times.forEach((model, steps) -> {
            Report report = Simulator.simulate(SmallGptJob.of(model, measured, stack));
            Check.Memory peak = new Check.Memory(report.memory().peak(), memory.apply(model));
            lines.add(new Check.Line(model, report.iteration(), Spread.of(steps), peak));
        });
        return new Check(lines);
    }

    /** The first step also makes the library choose its kernels and is not counted. */
    private static Seconds step(Backend backend, SmallGpt model) {
        try (TrainedModel trained = backend.load(model)) {
            double first = trained.train(1).time().value();
            int steps = (int) Math.max(1, Math.ceil(ROUND_SECONDS / first));
            return trained.train(steps).time().times(1.0 / steps);
        }
    }
}
