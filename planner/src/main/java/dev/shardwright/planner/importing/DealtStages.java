package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.simulator.job.PipelineRules;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import dev.shardwright.simulator.step.LayerDealing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Deals the layers of a job to stages as its files do: by the rule that deals so, or else as counted. */
record DealtStages(Facts facts) {
    ProposedJob apply(ProposedJob job) {
        return facts.stages()
                .map(stages -> dealt(job, stages))
                .orElseGet(() -> facts.dealsEvenly() ? evenly(job) : job);
    }

    /** As it is where the stack's own rule deals so too, or where the layers cannot be shared equally. */
    private static ProposedJob evenly(ProposedJob job) {
        StageSplit even = StageSplit.by(StageRule.UNIFORM_LAYERS);
        boolean divides = job.model().layers().size() % job.layout().stages() == 0;
        StageSplit usual = job.stack().execution().split();
        boolean same =
                divides && deals(usual, job.model(), job.layout()).equals(deals(even, job.model(), job.layout()));
        return divides && !same ? with(job, even) : job;
    }

    private static ProposedJob with(ProposedJob job, StageSplit split) {
        SoftwareStack stack = job.stack().withSplit(split);
        return new ProposedJob(job.model(), job.cluster(), job.workload(), job.layout(), job.numerics(), stack);
    }

    private ProposedJob dealt(ProposedJob job, Facts.Stages stages) {
        StageSplit usual = job.stack().execution().split();
        StageSplit counted = usual.counted(stages.layers());
        int layers = job.model().layers().size();
        if (!counted.counts(job.layout().stages(), layers)) {
            facts.remark(
                    "stages",
                    "as the stack does",
                    stages.source().where() + " has " + stages.layers() + ", which are not " + layers + " layers in "
                            + job.layout().stages() + " stages");
            return job;
        }
        StageSplit split = Stream.concat(
                        Stream.of(usual), Arrays.stream(StageRule.values()).map(StageSplit::by))
                .filter(candidate -> legal(candidate, job.model(), job.layout()))
                .filter(candidate -> deals(candidate, job.model(), job.layout()).equals(stages.layers()))
                .findFirst()
                .orElse(counted);
        return with(job, split);
    }

    /** Equal counts are the only ones of some rules when ranks have several stages. */
    private static boolean legal(StageSplit split, Transformer model, Layout layout) {
        return layout.schedule().virtualStages() == 1
                || PipelineRules.divisible(layout.stages(), model.layers().size(), split);
    }

    private static List<Integer> deals(StageSplit split, Transformer model, Layout layout) {
        return new LayerDealing(model, split).layersOfChunks(layout.stages(), 1);
    }
}
