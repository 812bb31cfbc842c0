/** Texts that users hand in, bounded in size, and where each character of a value stands in them. */
package dev.shardwright.planner.importing.source;
