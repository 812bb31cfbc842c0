/** Configurations of training frameworks as facts of a job: one reader for each framework. */
package dev.shardwright.planner.importing.format;
