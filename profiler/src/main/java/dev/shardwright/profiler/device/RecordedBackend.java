package dev.shardwright.profiler.device;

import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replays recorded times per step, kernel by kernel, over and over; time passes only while kernels run and while the device rests. */
public final class RecordedBackend implements Backend {
    private final DeviceDescription device;
    private final Map<Kernel, List<Seconds>> times;
    private final Map<Kernel, Integer> next = new HashMap<>();
    private double elapsed;

    public RecordedBackend(DeviceDescription device, Map<Kernel, List<Seconds>> times) {
        this.device = device;
        this.times = Map.copyOf(times);
    }

    @Override
    public DeviceDescription device() {
        return device;
    }

    @Override
    public LoadedKernel load(Kernel kernel, Caches caches) {
        if (times.getOrDefault(kernel, List.of()).isEmpty()) {
            throw new UnmeasurableException("the record does not hold this kernel");
        }
        return new Replay(kernel);
    }

    @Override
    public Bytes memory() {
        return new Bytes(Long.MAX_VALUE);
    }

    @Override
    public Seconds elapsed() {
        return new Seconds(elapsed);
    }

    @Override
    public void rest(Seconds time) {
        elapsed += time.value();
    }

    @Override
    public void close() {
        next.clear();
    }

    private final class Replay implements LoadedKernel {
        private final Kernel kernel;

        Replay(Kernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public Seconds run(int steps) {
            List<Seconds> recorded = times.get(kernel);
            int turn = next.merge(kernel, 1, Integer::sum) - 1;
            Seconds time = recorded.get(turn % recorded.size()).times(steps);
            elapsed += time.value();
            return time;
        }

        @Override
        public void close() {
            next.remove(kernel);
        }
    }
}
