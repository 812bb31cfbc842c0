package dev.shardwright.simulator.runlog;

import java.util.Map;

/** What one line says of one step (or of the steps since the line before). */
record Step(int rank, int number, Map<Reading, Double> readings) {
    Step {
        readings = Map.copyOf(readings);
    }
}
