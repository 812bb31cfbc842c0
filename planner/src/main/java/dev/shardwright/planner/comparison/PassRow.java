package dev.shardwright.planner.comparison;

import dev.shardwright.simulator.schedule.PipelineSchedule;

/**
 * A schedule on equal ranks, in the units of the times of passes.
 *
 * @param step time of a step, played pass by pass
 * @param closedForm the same by formula
 * @param idle share of a step in which a rank does not compute
 * @param inFlight most micro-batches whose activations of one p-th of the layers a rank holds
 * @param handOvers messages that the rank with most sends per step
 */
public record PassRow(
        PipelineSchedule schedule, double step, double closedForm, double idle, double inFlight, long handOvers) {}
