package dev.shardwright.simulator.step;

/** What one compute task of a timeline is. */
public enum Detail {
    /** A pass of a micro-batch through a stage, exposed communication included. */
    PASSES,
    /** A layer's part of a pass; communication stands on streams of its own. */
    LAYERS
}
