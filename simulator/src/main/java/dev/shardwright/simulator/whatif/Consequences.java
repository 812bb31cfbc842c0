package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.unit.Seconds;
import java.util.List;

/**
 * A step that goes as planned, and what disturbances make of it.
 *
 * @param effects of each disturbance by itself; if there are several, then of all together
 */
public record Consequences(Seconds undisturbed, List<Effect> effects) {
    public Consequences {
        effects = List.copyOf(effects);
    }

    /** The mean step with all disturbances. */
    public Seconds step() {
        return effects.isEmpty() ? undisturbed : effects.get(effects.size() - 1).step();
    }

    /** How many times as long as planned a step takes. */
    public double factor(Effect effect) {
        return effect.step().value() / undisturbed.value();
    }

    public double factor() {
        return step().value() / undisturbed.value();
    }
}
