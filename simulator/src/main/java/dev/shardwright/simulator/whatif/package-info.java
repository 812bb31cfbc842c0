/**
 * What becomes of a step when ranks, links or tasks are not as fast as they should be, and of a training run when machines
 * fail; docs/model/what-if.md.
 */
package dev.shardwright.simulator.whatif;
