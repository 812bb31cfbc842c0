package dev.shardwright.simulator.schedule;

/**
 * What is wrong with an order.
 *
 * @param index of the pass in its rank's order, or {@link #NOWHERE} where a pass is missing
 */
public record PassFault(int rank, int index, String rule, String suggestion) {
    public static final int NOWHERE = -1;

    @Override
    public String toString() {
        return "rank " + rank + (index == NOWHERE ? "" : ", pass " + index) + ": " + rule
                + (suggestion.isEmpty() ? "" : " " + suggestion);
    }
}
