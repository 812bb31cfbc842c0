/** Schedules and timelines as pictures: charts are values, one painter draws them, on SVG text or on pixels. */
package dev.shardwright.simulator.trace.drawing;
