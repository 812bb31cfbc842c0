package dev.shardwright.simulator.job;

import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.BreadthFirst;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Placement;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules that a pipeline and its schedule must keep. */
public final class PipelineRules {
    /** Embedding and head: where stages need not be equal, each may be a chunk of its own (Qi et al. 2023). */
    public static final int ENDS = 2;

    private final List<Problem> problems = new ArrayList<>();
    private final Layout layout;
    private final PipelineSchedule schedule;
    private final int ranks;

    private PipelineRules(Layout layout) {
        this.layout = layout;
        this.schedule = layout.schedule();
        this.ranks = layout.degrees().pipeline();
    }

    static List<Problem> check(Transformer model, Workload workload, Layout layout, SoftwareStack stack) {
        PipelineRules rules = new PipelineRules(layout);
        int layers = model.layers().size();
        rules.require(
                rules.ranks <= layers,
                "parallel.pipeline = " + rules.ranks,
                "must not exceed the model's layers (" + layers + ").",
                "");
        if (rules.ranks == 1 && rules.schedule.virtualStages() > 1) {
            rules.add(rules.scheduled(), "needs pipeline parallel above 1.", "Maybe use 1f1b.");
        } else {
            rules.stages(layers, stack);
            rules.numbers(workload.globalBatch() / layout.degrees().data());
        }
        rules.sharding();
        return rules.problems;
    }

    /** Stages of the model that all layers are dealt to; the schedules with more than one a rank need them equal. */
    private void stages(int layers, SoftwareStack stack) {
        int stages = layout.stages();
        require(
                schedule.virtualStages() == 1
                        || divisible(stages, layers, stack.execution().split()),
                "parallel.virtual_pipeline = " + schedule.virtualStages(),
                "pipeline x virtual stages (" + stages + ") must "
                        + (stack.execution().split().rule() == StageRule.UNIFORM_LAYERS
                                ? "divide layers (" + layers
                                : "not exceed layers, embedding and head (" + (layers + ENDS))
                        + ").",
                "");
    }

    /** Whether a stack can deal a model's layers to that many stages, of which a rank has several. */
    public static boolean divisible(long stages, int layers, StageSplit split) {
        return layers % stages == 0
                || split.counts(stages, layers)
                || (split.rule() != StageRule.UNIFORM_LAYERS && stages <= layers + ENDS);
    }

    /** @param sequences that a replica takes in per step */
    private void numbers(int sequences) {
        int microBatches = sequences / layout.microBatch();
        Optional<String> objection = schedule.objection(ranks, microBatches);
        objection.ifPresent(rule -> add(
                scheduled(),
                rule + ", but there are " + microBatches + " on " + ranks + " ranks.",
                "Maybe use 1f1b" + smaller(sequences) + "."));
    }

    /** A micro-batch with which there are enough of them, if there is one. */
    private String smaller(int sequences) {
        for (int size = Math.min(layout.microBatch() - 1, sequences); size > 0; size--) {
            if (sequences % size == 0
                    && schedule.objection(ranks, sequences / size).isEmpty()) {
                return " or micro-batch " + size;
            }
        }
        return "";
    }

    private void sharding() {
        require(
                ranks == 1 || takes(schedule, layout.memorySaving().sharding().stage()),
                "sharding = 3",
                "parameter sharding is not combined with the schedule " + schedule.name()
                        + ", whose ranks turn from one stage to another.",
                "Maybe use ZeRO-1.");
    }

    /**
     * Whether a pipeline runs the schedule with states sharded so. A rank that turns from stage to stage would gather
     * parameters each time; breadth-first was made to turn once.
     */
    public static boolean takes(PipelineSchedule schedule, Sharding.Stage stage) {
        boolean oneStage = schedule.virtualStages() == 1 && schedule.placement() != Placement.BOTH_WAYS;
        return stage != Sharding.Stage.PARAMETERS || oneStage || schedule instanceof BreadthFirst;
    }

    private String scheduled() {
        return "schedule = " + schedule.name();
    }

    private void require(boolean holds, String where, String rule, String suggestion) {
        if (!holds) {
            add(where, rule, suggestion);
        }
    }

    private void add(String where, String rule, String suggestion) {
        problems.add(new Problem(where, rule, suggestion));
    }
}
