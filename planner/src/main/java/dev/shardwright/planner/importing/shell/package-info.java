/**
 * Reads what a Bash launch script would start, without starting anything: assignments, arrays, expansions, arithmetic
 * and decidable branches are followed; commands are listed, never run.
 */
package dev.shardwright.planner.importing.shell;
