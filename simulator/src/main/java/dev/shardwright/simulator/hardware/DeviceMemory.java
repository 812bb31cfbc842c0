package dev.shardwright.simulator.hardware;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;

/** Device memory: what a process can use at most (driver's view, below the nominal size) and its datasheet bandwidth. */
public record DeviceMemory(Bytes usable, BytesPerSecond bandwidth) {}
