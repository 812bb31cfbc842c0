/** Edge: network tests of one's own machines, fitted with the model's own formula; docs/runs.md. */
package dev.shardwright.simulator.calibration.fabric;
