package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.unit.Seconds;

/**
 * What a disturbance, or several, make of a step.
 *
 * @param cause in a few words
 * @param step the mean step
 * @param low 5 % of the steps are shorter; the step itself where nothing is left to chance
 * @param high 5 % of the steps are longer
 * @param remark empty, or what keeps the figure from being sure
 */
public record Effect(String cause, Seconds step, Seconds low, Seconds high, String remark) {
    static Effect certain(String cause, Seconds step, String remark) {
        return new Effect(cause, step, step, step, remark);
    }

    public boolean leftToChance() {
        return !low.equals(high);
    }
}
