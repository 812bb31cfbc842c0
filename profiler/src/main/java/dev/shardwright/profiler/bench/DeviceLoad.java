package dev.shardwright.profiler.bench;

import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.UnmeasurableException;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.catalog.KernelProfile.Load;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Comparator;
import java.util.List;

/** Brings a device into the state in which its kernels are to be timed, and keeps it there between batches. */
final class DeviceLoad {
    /** A GPU is kept busy for so long before the first batch counts: its clocks, power and temperature settle. */
    static final Seconds SETTLING = new Seconds(20);

    /** A cool device rests so many times as long as the batch before took, and never longer than {@link #LONGEST_REST}. */
    static final double REST_OVER_BATCH = 10;

    static final Seconds LONGEST_REST = new Seconds(0.2);

    private static final Comparator<Kernel> LARGEST_FIRST = Comparator.<Kernel>comparingDouble(
                    kernel -> kernel.flops().value())
            .thenComparingDouble(kernel -> kernel.bytes().value())
            .reversed();

    private final Backend backend;
    private final Load load;

    DeviceLoad(Backend backend, Load load) {
        this.backend = backend;
        this.load = load;
    }

    /** Keeps a GPU busy before it is measured under load; a processor's clocks settle while its kernels warm up. */
    void settle(ProfileRequest request, RunObserver observer) {
        if (load == Load.BURST || backend.device().kind() == DeviceDescription.Kind.CPU) {
            return;
        }
        List<Kernel> candidates =
                request.kernels().stream().sorted(LARGEST_FIRST).toList();
        for (Kernel kernel : candidates) {
            if (observer.cancelled() || keptBusy(kernel, request, observer)) {
                return;
            }
        }
    }

    /** Whether the device runs the kernel. */
    private boolean keptBusy(Kernel kernel, ProfileRequest request, RunObserver observer) {
        observer.settling(kernel, SETTLING);
        double end = backend.elapsed().value() + SETTLING.value();
        try (Series series = new Series(kernel, backend.load(kernel), this)) {
            series.warmUp(request.effort().batch());
            while (backend.elapsed().value() < end && !observer.cancelled()) {
                series.measure();
            }
            return true;
        } catch (UnmeasurableException e) {
            return false;
        }
    }

    /** What follows a batch that took this long: a rest, or the next batch at once. */
    void after(Seconds batch) {
        if (load == Load.BURST) {
            backend.rest(new Seconds(Math.min(REST_OVER_BATCH * batch.value(), LONGEST_REST.value())));
        }
    }
}
