/** Kernels that were timed, by the profiler or another tool, as the simulator's operators; docs/profile-file.md. */
package dev.shardwright.simulator.timing;
