package dev.shardwright.simulator.jobfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.ExplicitOrder;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.StageSplit;

/** Writes a job with every key, in a fixed order, so that files can be compared line by line. */
final class JobWriter {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JobWriter() {}

    static String text(TrainingJob job, JobSources sources) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        Layout layout = job.layout();
        model(root, sources);
        root.putObject("cluster")
                .put("name", sources.cluster())
                .put("gpus", job.cluster().devices());
        workload(root.putObject("workload"), job.workload());
        ObjectNode parallel = root.putObject("parallel");
        parallel(parallel, layout);
        if (layout.degrees().pipeline() > 1) {
            stageSplit(parallel, job);
        }
        schedule(root, layout.schedule());
        root.put("micro_batch", layout.microBatch());
        root.put("recompute", layout.memorySaving().recompute().name());
        sharding(root, layout.memorySaving().sharding());
        root.put(
                "offload",
                JobWords.word(JobWords.OFFLOADS, layout.memorySaving().offload()));
        root.put("precision", JobWords.word(JobWords.PRECISIONS, job.numerics().precision()));
        root.put("optimizer", JobWords.word(JobWords.OPTIMIZERS, job.numerics().optimizer()));
        if (job.numerics().adaptation() instanceof LowRank adapters) {
            adapters(root.putObject("adapters"), adapters);
        }
        root.put("stack", sources.stack());
        return pretty(root);
    }

    private static void model(ObjectNode root, JobSources sources) {
        if (sources.modelConfig().isEmpty()) {
            root.put("model", sources.model());
            return;
        }
        try {
            root.putObject("model")
                    .put("name", sources.model())
                    .set("config", MAPPER.readTree(sources.modelConfig().get()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a model's configuration must be JSON", e);
        }
    }

    private static void workload(ObjectNode node, Workload workload) {
        node.put("sequence_length", workload.sequenceLength());
        node.put("global_batch", workload.globalBatch());
        if (workload.documentLength() < workload.sequenceLength()) {
            node.put("document_length", workload.documentLength());
        }
        if (!workload.routing().equals(Routing.BALANCED)) {
            routing(node.putObject("routing"), workload.routing());
        }
    }

    private static void routing(ObjectNode node, Routing routing) {
        node.put("imbalance", routing.imbalance());
        if (routing.dropsTokens()) {
            node.put("capacity_factor", routing.capacity());
        }
    }

    private static void adapters(ObjectNode node, LowRank adapters) {
        node.put("rank", adapters.rank());
        ArrayNode targets = node.putArray("targets");
        adapters.targets().stream().sorted().forEach(target -> targets.add(target.label()));
        node.put("dropout", adapters.dropout());
        node.put("embedding_and_head", JobWords.word(JobWords.ENDS, adapters.ends()));
        node.put("base", adapters.base().label());
    }

    private static void parallel(ObjectNode node, Layout layout) {
        ParallelDegrees degrees = layout.degrees();
        node.put("tensor", degrees.tensor());
        node.put("sequence_parallel", JobWords.word(JobWords.SEQUENCE_PARALLEL, layout.sequenceParallel()));
        node.put("pipeline", degrees.pipeline());
        node.put("virtual_pipeline", layout.schedule().virtualStages());
        node.put("context", degrees.context());
        node.put("context_method", JobWords.word(JobWords.CONTEXT_METHODS, layout.contextMethod()));
        node.put("expert", degrees.expert());
        node.put("expert_tensor", degrees.expertTensor());
        node.put("data", degrees.data());
    }

    private static void stageSplit(ObjectNode node, TrainingJob job) {
        StageSplit split = job.stack().execution().split();
        if (split.counts(job.layout().stages(), job.model().layers().size())) {
            split.counts().forEach(node.putArray(StageSplitReader.KEY)::add);
        } else {
            node.put(StageSplitReader.KEY, JobWords.word(JobWords.STAGE_RULES, split.rule()));
        }
    }

    private static void schedule(ObjectNode root, PipelineSchedule schedule) {
        if (schedule instanceof ExplicitOrder) {
            root.putObject("schedule").put("file", schedule.name());
        } else {
            root.put("schedule", schedule.name());
        }
    }

    private static void sharding(ObjectNode root, Sharding sharding) {
        int stage = sharding.stage().ordinal();
        if (sharding.replicas() == 1) {
            root.put("sharding", stage);
        } else {
            root.putObject("sharding").put("stage", stage).put("replicas", sharding.replicas());
        }
    }

    private static String pretty(ObjectNode root) {
        Separators colon = Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(colon).withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return MAPPER.writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", e);
        }
    }
}
