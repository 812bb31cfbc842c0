/** Edge: training logs of frameworks, read into rows of measured runs; docs/runs.md. */
package dev.shardwright.simulator.runlog;
