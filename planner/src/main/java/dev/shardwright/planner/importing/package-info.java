/**
 * Launch scripts and configurations of training frameworks as training jobs, with where each value stands, what was
 * assumed, and what was not understood; docs/import.md.
 */
package dev.shardwright.planner.importing;
