package dev.shardwright.profiler.device;

import dev.shardwright.simulator.unit.Bytes;
import java.lang.management.ManagementFactory;

/**
 * Device memory for the operands of all loaded kernels: half of what there is, the rest being for results. A kernel that
 * does not fit is refused here, because an operating system would rather end the whole process. It also knows how many
 * operands the caches in front of it can hold.
 */
final class DeviceMemory {
    /** Operands that take turns are together so many times as large as the caches, which then hold none till its turn. */
    private static final double BEYOND_CACHE = 2;

    /** Kernels that read next to nothing stay in a cache; lists of their operands shall not grow without end. */
    private static final int MOST_COPIES = 1024;

    private final Bytes device;
    private final Bytes cache;
    private final long limit;
    private long taken;

    /** @param cache the last level of caches in front of this memory */
    DeviceMemory(Bytes device, Bytes cache) {
        this.device = device;
        this.cache = cache;
        this.limit = device.value() / 2;
    }

    static DeviceMemory ofMachine() {
        boolean known =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean;
        return new DeviceMemory(
                known ? new Bytes(machineBytes()) : new Bytes(Long.MAX_VALUE), LastLevelCache.ofMachine());
    }

    private static long machineBytes() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    Bytes device() {
        return device;
    }

    /** How many sets of operands of this size must take turns for each to be out of the caches when its turn comes. */
    int copies(Bytes operands) {
        double others = Math.ceil(BEYOND_CACHE * cache.value() / Math.max(1, operands.value()));
        return (int) Math.min(MOST_COPIES, 1 + others);
    }

    void take(Bytes operands) {
        if (operands.value() > limit - taken) {
            throw new UnmeasurableException(
                    "its operands (" + operands + ") do not fit into half of the device's memory (" + new Bytes(limit)
                            + ") beside those of the kernels before it");
        }
        taken += operands.value();
    }

    void giveBack(Bytes operands) {
        taken -= operands.value();
    }
}
