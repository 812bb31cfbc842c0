package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.stack.SoftwareStack;

/** What calibration changes of a job: the machines and the software. */
record Setup(Cluster cluster, SoftwareStack stack) {
    static final String STACK = "stack.";
    static final String CLUSTER = "cluster.";
}
