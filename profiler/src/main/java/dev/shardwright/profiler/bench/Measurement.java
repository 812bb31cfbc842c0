package dev.shardwright.profiler.bench;

import dev.shardwright.profiler.bench.ProfileRun.Ending;
import dev.shardwright.profiler.bench.ProfileRun.Missing;
import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.UnmeasurableException;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures kernels in rounds: each round runs one batch of every kernel in the request's order, so that a slow moment of
 * the machine spreads over all kernels instead of spoiling one. Kernels whose operands do not fit onto the device together
 * take turns in groups.
 */
public final class Measurement {
    /**
     * Share of the device's memory for operands of kernels that are loaded together. Few at a time: memory that is full of
     * other kernels' operands slows those that need much of it, which a training step does not show.
     */
    private static final double ROOM = 0.02;

    private static final String NO_TIME = "the run ended before its turn";

    private final Backend backend;
    private final ProfileRequest request;
    private final RunObserver observer;
    private final Map<Kernel, Series> series = new LinkedHashMap<>();
    private final List<Series> open = new ArrayList<>();
    private final Map<Kernel, String> reasons = new LinkedHashMap<>();
    private final DeviceLoad load;
    private Seconds start;
    private Ending ending = Ending.COMPLETE;

    private Measurement(Backend backend, ProfileRequest request, RunObserver observer) {
        this.backend = backend;
        this.request = request;
        this.observer = observer;
        this.load = new DeviceLoad(backend, request.effort().load());
        this.start = backend.elapsed();
    }

    /** Measures until all is done, the budget is spent or the observer cancels; then hands over what there is. */
    public static ProfileRun run(Backend backend, ProfileRequest request, RunObserver observer) {
        Measurement measurement = new Measurement(backend, request, observer);
        try {
            measurement.settle();
            for (List<Kernel> group : measurement.groups()) {
                measurement.rounds(group);
            }
            return measurement.result();
        } finally {
            measurement.close();
        }
    }

    /** The budget is for measuring and begins when the device has settled. */
    private void settle() {
        load.settle(request, observer);
        start = backend.elapsed();
    }

    /** Kernels in their order, as many at a time as have room for their operands. */
    private List<List<Kernel>> groups() {
        double room = ROOM * backend.memory().value();
        List<List<Kernel>> groups = new ArrayList<>();
        List<Kernel> group = new ArrayList<>();
        double taken = 0;
        for (Kernel kernel : request.kernels()) {
            double bytes = backend.operands(kernel, request.effort().caches()).value();
            if (!group.isEmpty() && taken + bytes > room) {
                groups.add(group);
                group = new ArrayList<>();
                taken = 0;
            }
            group.add(kernel);
            taken += bytes;
        }
        groups.add(group);
        return groups;
    }

    private void rounds(List<Kernel> group) {
        for (int round = 0; round < request.effort().repeats() && ending == Ending.COMPLETE; round++) {
            round(group, round);
        }
        close();
    }

    /** Frees the operands of what was measured; the times stay. */
    private void close() {
        open.forEach(Series::close);
        open.clear();
    }

    private void round(List<Kernel> group, int round) {
        int done = 0;
        for (Kernel kernel : group) {
            if (reasons.containsKey(kernel)) {
                continue;
            }
            if (mustEnd(kernel)) {
                return;
            }
            observer.next(new RunObserver.Stage(round, request.effort().repeats(), done++, group.size()), kernel);
            batch(round, kernel);
        }
    }

    /** One batch; a kernel that the device cannot run is left out from here on. */
    private void batch(int round, Kernel kernel) {
        try {
            if (round == 0) {
                Series loaded =
                        new Series(kernel, backend.load(kernel, request.effort().caches()), load);
                open.add(loaded);
                series.put(kernel, loaded);
                loaded.warmUp(request.effort().batch());
            }
            if (round > 0) {
                series.get(kernel).measure();
            }
            tell(series.get(kernel));
        } catch (UnmeasurableException e) {
            reasons.put(kernel, e.getMessage());
            Series failed = series.remove(kernel);
            if (failed != null) {
                open.remove(failed);
                failed.close();
            }
        }
    }

    private void tell(Series measured) {
        Seconds time = measured.last();
        if (time.value() > 0) {
            observer.measured(measured.kernel(), measured.steps(), time);
        }
    }

    private boolean mustEnd(Kernel kernel) {
        if (observer.cancelled()) {
            ending = Ending.CANCELLED;
            return true;
        }
        double spent = backend.elapsed().value() - start.value();
        double expected =
                series.containsKey(kernel) ? series.get(kernel).expected().value() : 0;
        if (spent + expected > request.effort().budget().value()) {
            ending = Ending.BUDGET_SPENT;
            return true;
        }
        return false;
    }

    private ProfileRun result() {
        List<Sample> samples = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        for (Kernel kernel : request.kernels()) {
            Series measured = series.get(kernel);
            if (measured != null && measured.sample().isPresent()) {
                samples.add(measured.sample().get());
            } else {
                missing.add(new Missing(kernel, reasons.getOrDefault(kernel, NO_TIME)));
            }
        }
        return new ProfileRun(samples, missing, ending);
    }
}
