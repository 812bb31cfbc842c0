package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.catalog.JsonFields;
import dev.shardwright.simulator.catalog.JsonKind;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.List;
import java.util.Optional;

/** Reads how a job deals layers to stages: by a rule, or as counted; else the stack does it its own way. */
final class StageSplitReader {
    static final String KEY = "stage_split";
    private static final int MOST_LAYERS = 1 << 16;

    private final JsonFields parallel;
    private final Optional<StageRule> rule;
    private final Optional<List<Integer>> counts;

    StageSplitReader(JsonFields parallel) {
        this.parallel = parallel;
        boolean list = parallel.raw(KEY).isArray();
        rule = list ? Optional.empty() : parallel.get(JsonKind.oneOf(JobWords.STAGE_RULES), KEY);
        counts = list ? parallel.get(JsonKind.wholeNumbers(0, MOST_LAYERS), KEY) : Optional.empty();
    }

    /** The stack that deals as the file says; counts that do not fit model and layout are noted. */
    SoftwareStack apply(SoftwareStack stack, Transformer model, Layout layout) {
        StageSplit usual = stack.execution().split();
        return counts.map(usual::counted)
                .filter(split -> fits(split, model, layout))
                .or(() -> rule.map(StageSplit::by))
                .map(stack::withSplit)
                .orElse(stack);
    }

    private boolean fits(StageSplit split, Transformer model, Layout layout) {
        int stages = layout.stages();
        int layers = model.layers().size();
        boolean fits = split.counts(stages, layers);
        if (!fits) {
            parallel.problem(
                    KEY,
                    "must count the layers of each of pipeline x virtual stages (" + stages + "), together " + layers
                            + "; there are " + split.counts().size() + " counts of together "
                            + split.counts().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum() + ".",
                    "");
        }
        return fits;
    }
}
