/** Timelines as files that trace viewers open; drawings of them in the package below. See docs/timeline.md. */
package dev.shardwright.simulator.trace;
