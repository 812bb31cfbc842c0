/** Megatron-LM's arguments as facts of a job: the reverse of planner.export.megatron. */
package dev.shardwright.planner.importing.megatron;
