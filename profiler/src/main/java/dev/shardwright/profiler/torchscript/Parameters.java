package dev.shardwright.profiler.torchscript;

import dev.shardwright.profiler.training.SmallGpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tensors that a small GPT trains, in the order of their use. */
final class Parameters {
    /** What a parameter holds before the first step. */
    enum Start {
        /** Normal with the standard deviation of GPT-2. */
        NORMAL("torch.mul(torch.randn(%s), 0.02)"),
        ONES("torch.ones(%s)"),
        ZEROS("torch.zeros(%s)");

        private final String expression;

        Start(String expression) {
            this.expression = expression;
        }

        String filled(String arguments) {
            return String.format(Locale.ROOT, expression, arguments);
        }
    }

    /** One tensor, named as in the module's code. */
    record Parameter(String name, List<Long> dims, Start start) {}

    private final List<Parameter> all = new ArrayList<>();

    private Parameters() {}

    static List<Parameter> of(SmallGpt model) {
        Parameters parameters = new Parameters();
        long hidden = model.hidden();
        parameters.add("tokens", Start.NORMAL, model.vocabulary(), hidden);
        parameters.add("positions", Start.NORMAL, model.batch().length(), hidden);
        for (int i = 0; i < model.layers(); i++) {
            parameters.norm("norm_a" + i, hidden);
            parameters.map("qkv" + i, hidden, 3 * hidden);
            parameters.map("out" + i, hidden, hidden);
            parameters.norm("norm_b" + i, hidden);
            parameters.map("up" + i, hidden, model.inner());
            parameters.map("down" + i, model.inner(), hidden);
        }
        parameters.norm("norm_last", hidden);
        return List.copyOf(parameters.all);
    }

    private void norm(String name, long width) {
        add(name + "_weight", Start.ONES, width);
        add(name + "_bias", Start.ZEROS, width);
    }

    /** As {@code torch.linear} wants it: a row of the weight for each output. */
    private void map(String name, long inputs, long outputs) {
        add(name + "_weight", Start.NORMAL, outputs, inputs);
        add(name + "_bias", Start.ZEROS, outputs);
    }

    private void add(String name, Start start, long... dims) {
        all.add(new Parameter(name, Arrays.stream(dims).boxed().toList(), start));
    }
}
