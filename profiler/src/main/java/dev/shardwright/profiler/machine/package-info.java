/** The device in front of us as the simulator sees it. */
package dev.shardwright.profiler.machine;
