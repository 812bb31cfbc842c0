package dev.shardwright.simulator.calibration.fabric;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;

/** One measured collective that the simulator does not model (broadcast, reduce, ...), by its program's name. */
public record OtherSample(
        String program, CollectiveSample.Ranks ranks, Bytes buffer, Seconds time, BytesPerSecond busBandwidth) {}
