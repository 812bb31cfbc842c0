package dev.shardwright.profiler.device;

import dev.shardwright.simulator.unit.Bytes;
import java.lang.management.ManagementFactory;

/**
 * Device memory for the operands of all loaded kernels: half of what there is, the rest being for results. A kernel that
 * does not fit is refused here, because an operating system would rather end the whole process.
 */
final class OperandMemory {
    private final Bytes device;
    private final long limit;
    private long taken;

    OperandMemory(Bytes device) {
        this.device = device;
        this.limit = device.value() / 2;
    }

    static OperandMemory ofMachine() {
        boolean known =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean;
        return new OperandMemory(known ? new Bytes(machineBytes()) : new Bytes(Long.MAX_VALUE));
    }

    private static long machineBytes() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    Bytes device() {
        return device;
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
