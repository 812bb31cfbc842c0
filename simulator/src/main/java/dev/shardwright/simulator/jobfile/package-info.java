/**
 * Edge: one training job as a JSON file that people and programs write; the format is described in docs/job-file.md.
 * Reading reports all problems of a file together, with file and key.
 */
package dev.shardwright.simulator.jobfile;
