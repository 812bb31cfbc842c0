package dev.shardwright.simulator.hardware;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;

/** The host of a node: memory, the bandwidth of its memory, and one device's link to it (one direction). */
public record Host(Bytes memory, BytesPerSecond memoryBandwidth, BytesPerSecond deviceLink) {}
