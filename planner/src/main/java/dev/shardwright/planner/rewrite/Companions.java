package dev.shardwright.planner.rewrite;

import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding.Stage;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Megatron-LM's arguments that are no part of a layout, but that it refuses beside some (arguments.py and
 * model_parallel_config.py, core_v0.19): where a script's new layout is one of those, they have to go.
 */
final class Companions {
    private record Rule(Pattern arguments, Predicate<Layout> allowed) {}

    private static final List<Rule> RULES = List.of(
            rule(
                    "--defer-embedding-wgrad-compute|--wgrad-deferral-limit",
                    layout -> pipelined(layout) && !fully(layout)),
            rule("--tp-comm-(overlap|bulk|split).*", Companions::splitsSequences),
            rule(
                    "--overlap-param-gather|--fp8-param-gather|--fp8-param",
                    layout -> stage(layout).atLeast(Stage.OPTIMIZER)),
            rule(
                    "--overlap-param-gather-with-optimizer-step",
                    layout -> layout.schedule().virtualStages() > 1 && stage(layout) == Stage.OPTIMIZER),
            rule(
                    "--distribute-saved-activations",
                    layout -> layout.degrees().tensor() > 1 && !splitsSequences(layout) && fullyRecomputes(layout)),
            rule(
                    "--overlap-moe-expert-parallel-comm|--delay-wgrad-compute",
                    layout -> layout.degrees().expert() > 1
                            && !fullyRecomputes(layout)
                            && (!pipelined(layout) || layout.schedule().virtualStages() > 1)));

    private Companions() {}

    private static Rule rule(String arguments, Predicate<Layout> allowed) {
        return new Rule(Pattern.compile(arguments), allowed);
    }

    /** Whether an argument may stand beside the layout. */
    static boolean allowed(String argument, Layout layout) {
        return RULES.stream()
                .filter(rule -> rule.arguments().matcher(argument).matches())
                .allMatch(rule -> rule.allowed().test(layout));
    }

    private static boolean pipelined(Layout layout) {
        return layout.degrees().pipeline() > 1;
    }

    private static Stage stage(Layout layout) {
        return layout.memorySaving().sharding().stage();
    }

    private static boolean fully(Layout layout) {
        return stage(layout).atLeast(Stage.GRADIENTS);
    }

    private static boolean splitsSequences(Layout layout) {
        return layout.degrees().tensor() > 1 && layout.sequenceParallel() == SequenceParallel.ON;
    }

    private static boolean fullyRecomputes(Layout layout) {
        Recompute recompute = layout.memorySaving().recompute();
        return recompute instanceof Recompute.Full || recompute instanceof Recompute.PerRank;
    }
}
