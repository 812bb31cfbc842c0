package dev.shardwright.profiler.bench;

import dev.shardwright.profiler.device.LoadedKernel;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The batches of one kernel: how many steps each has, and what they took. */
final class Series implements AutoCloseable {
    /** The first batch also makes the library choose and load its code. */
    private static final int LEAST_TRIALS = 2;

    private static final int TRIALS = 4;
    private static final Seconds LONG = new Seconds(0.1);

    private static final int MOST_STEPS = 1_000_000;

    private final Kernel kernel;
    private final LoadedKernel loaded;
    private final DeviceLoad load;
    private final List<Seconds> times = new ArrayList<>();
    private int steps = 1;
    private Seconds lastBatch = Seconds.ZERO;
    private Seconds lastTrial = Seconds.ZERO;

    Series(Kernel kernel, LoadedKernel loaded, DeviceLoad load) {
        this.kernel = kernel;
        this.loaded = loaded;
        this.load = load;
    }

    Kernel kernel() {
        return kernel;
    }

    /**
     * Runs the kernel until it is warm and finds how many steps last as long as a batch should. The last of these
     * batches is the first that counts, so that slow kernels cost no batch more than they must.
     */
    void warmUp(Seconds batch) {
        lastBatch = fastest();
        while (lastBatch.compareTo(batch) < 0 && steps < MOST_STEPS) {
            steps = moreSteps(batch);
            lastBatch = fastest();
        }
        times.add(lastTrial.times(1.0 / steps));
    }

    /** One slow moment must not make a batch look long enough; what lasts long anyway is not repeated as often. */
    private Seconds fastest() {
        Seconds fastest = batch();
        for (int i = 1; i < TRIALS && (i < LEAST_TRIALS || fastest.compareTo(LONG) < 0); i++) {
            lastTrial = batch();
            fastest = lastTrial.compareTo(fastest) < 0 ? lastTrial : fastest;
        }
        return fastest;
    }

    /** Aims a fifth beyond, and never more than a hundredfold at once since a first time is rough. */
    private int moreSteps(Seconds batch) {
        double factor = lastBatch.value() == 0 ? 100 : Math.min(100, 1.2 * batch.value() / lastBatch.value());
        return (int) Math.min(MOST_STEPS, Math.max(steps + 1, Math.ceil(steps * factor)));
    }

    void measure() {
        lastBatch = batch();
        times.add(lastBatch.times(1.0 / steps));
    }

    private Seconds batch() {
        Seconds time = loaded.run(steps);
        load.after(time);
        return time;
    }

    /** Steps of a batch. */
    int steps() {
        return steps;
    }

    /** Time of one step in the last batch that counts. */
    Seconds last() {
        return times.get(times.size() - 1);
    }

    /** How long the next batch will last, going by the last one. */
    Seconds expected() {
        return lastBatch;
    }

    Optional<Sample> sample() {
        List<Seconds> counted = times.stream().filter(time -> time.value() > 0).toList();
        return counted.isEmpty() ? Optional.empty() : Optional.of(new Sample(kernel, steps, counted));
    }

    @Override
    public void close() {
        loaded.close();
    }
}
