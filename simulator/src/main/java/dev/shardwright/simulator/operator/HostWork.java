package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/**
 * Work of the host beside the device: small launches and waits that take no device time worth counting, in units of
 * one kernel launch.
 */
public record HostWork(String name, int launches, int backwardLaunches) implements Operator {
    @Override
    public Flops flops() {
        return Flops.ZERO;
    }

    @Override
    public Bytes bytes() {
        return Bytes.ZERO;
    }

    @Override
    public int kernels() {
        return 0;
    }

    @Override
    public List<Operator> backward() {
        return backwardLaunches == 0 ? List.of() : List.of(new HostWork(name + ".backward", backwardLaunches, 0));
    }

    @Override
    public Timing on(Device device) {
        return Timing.NONE;
    }
}
