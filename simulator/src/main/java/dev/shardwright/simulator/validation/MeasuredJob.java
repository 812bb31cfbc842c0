package dev.shardwright.simulator.validation;

import static dev.shardwright.simulator.validation.Unscorable.size;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.ModelCatalog;
import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.catalog.StackDefaults.Prediction;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A measured run as a training job. What the source leaves open is filled from the stack's documented defaults and
 * noted in {@code assumed}. {@code batchScale} is the stated global batch over the one simulated: some sources do not
 * divide it by micro-batch and replicas.
 */
record MeasuredJob(TrainingJob job, double batchScale, List<String> assumed) {
    private static final String ASSUMED_CHUNKS = "two virtual stages";

    static final String ASSUMED_RECOMPUTE = "recompute ";

    /** Whether a label of fitting or not says anything: not where the source does not say what it recomputed. */
    boolean memoryStated() {
        return assumed.stream().noneMatch(text -> text.startsWith(ASSUMED_RECOMPUTE));
    }

    static MeasuredJob of(MeasuredRun run, Catalog catalog) throws Unscorable {
        return new Builder(run, catalog).build();
    }

    private static final class Builder {
        private final MeasuredRun.Setup setup;
        private final MeasuredRun.Figures measured;
        private final MeasuredSoftware software;
        private final MeasuredHardware hardware;
        private final ModelCatalog models;
        private final MeasuredAdaptation adaptation;
        private final Optional<MegatronArguments> arguments;
        private final List<String> assumed = new ArrayList<>();

        Builder(MeasuredRun run, Catalog catalog) throws Unscorable {
            measured = run.measured();
            models = catalog.models();
            arguments = MegatronArguments.of(run, assumed);
            setup = arguments.map(MegatronArguments::setup).orElse(run.setup());
            software = new MeasuredSoftware(run.with(setup), catalog.stacks(), assumed);
            String named = setup.software().stack().name();
            hardware = new MeasuredHardware(setup.cluster(), catalog.hardware(), named);
            adaptation = new MeasuredAdaptation(run.origin().task(), software.defaults(), assumed);
        }

        MeasuredJob build() throws Unscorable {
            StackDefaults defaults = software.defaults();
            int sequenceLength = size(setup.batch().seqLen(), "seq_len");
            int vocabulary = defaults.sizes().vocabulary();
            if (setup.model().trunk().vocab() == null && vocabulary > 0) {
                assumed.add("vocabulary " + vocabulary);
            }
            Transformer model = predicting(
                    MeasuredModel.of(
                            setup.model(), arguments.map(MegatronArguments::architecture), sequenceLength, vocabulary),
                    defaults);
            Cluster cluster = hardware.cluster();
            ParallelDegrees degrees = degrees(cluster.devices());
            int microBatch = microBatch(degrees);
            int stride = microBatch * degrees.data();
            int stated = globalBatch(stride);
            int global = Math.max(1, Math.round(stated / (float) stride)) * stride;
            if (global != stated) {
                assumed.add("global batch " + global + " scaled to " + stated);
            }
            SoftwareStack named = software.stack();
            SoftwareStack argued = arguments.map(a -> a.stack(named)).orElse(named);
            SoftwareStack stack = split(argued, model, degrees);
            Layout layout = new Layout(
                    degrees,
                    grouped(schedule(degrees), degrees, global / stride),
                    microBatch,
                    sequence(degrees),
                    context(),
                    saving(degrees));
            Numerics numerics = software.numerics(adaptation);
            try {
                TrainingJob job =
                        new TrainingJob(model, cluster, workload(sequenceLength, global), layout, numerics, stack);
                return new MeasuredJob(job, stated / (double) global, List.copyOf(assumed));
            } catch (InvalidInputException e) {
                throw new Unscorable("breaks a rule: " + e.problems().get(0).where() + " "
                        + e.problems().get(0).rule());
            }
        }

        /** Recipes that train a published model train its multi-token-prediction layers too, where they say nothing. */
        private Transformer predicting(Transformer model, StackDefaults defaults) {
            if (setup.model().trunk().predictionLayers() != null || defaults.prediction() == Prediction.NONE) {
                return model;
            }
            int layers = models.preset(model.name())
                    .map(preset -> preset.model().predictionLayers())
                    .orElse(0);
            if (layers == 0) {
                return model;
            }
            assumed.add("prediction layers " + layers);
            return model.withPredictionLayers(layers);
        }

        /** Fine-tuning recipes may pack short documents into each sequence. */
        private Workload workload(int sequenceLength, int global) {
            int documents = software.defaults().fineTuning().document();
            if (!adaptation.tunes() || documents == 0 || documents >= sequenceLength) {
                return new Workload(sequenceLength, global);
            }
            assumed.add("packed documents of " + documents + " tokens");
            return new Workload(sequenceLength, global, documents);
        }

        /** Some stacks cut the loader's batch into smaller pipeline micro-batches. */
        private int microBatch(ParallelDegrees degrees) throws Unscorable {
            int loaded = loaded();
            int perStage = software.defaults().sizes().pipelineMicroBatchesPerStage();
            if (degrees.pipeline() == 1 || perStage == 0) {
                return loaded;
            }
            int cut = Math.max(1, loaded / (perStage * degrees.pipeline()));
            if (cut < loaded) {
                assumed.add("pipeline micro-batch " + cut);
            }
            return cut;
        }

        /** Where only memory was measured, one micro-batch stands for any number of them. */
        private int globalBatch(int stride) throws Unscorable {
            Integer stated = setup.batch().globalBatch();
            if (stated == null && measured.iterationS() == null && measured.peakMemoryGib() != null) {
                assumed.add("one micro-batch of a step: only memory was measured");
                return stride;
            }
            return size(stated, "global_batch");
        }

        /** Packed fine-tuning data goes through one sequence at a time where the stack documents it. */
        private int loaded() throws Unscorable {
            int documented = software.defaults().fineTuning().microBatch();
            if (setup.batch().microBatch() == null && adaptation.tunes() && documented > 0) {
                assumed.add("micro-batch " + documented);
                return documented;
            }
            return size(setup.batch().microBatch(), "micro_batch");
        }

        private ParallelDegrees degrees(int gpus) throws Unscorable {
            MeasuredRun.Degrees d = setup.parallel().degrees();
            int tensor = size(d.tp(), "parallel.tp");
            int pipeline = size(d.pp(), "parallel.pp");
            int context = d.cp() == null ? 1 : size(d.cp(), "parallel.cp");
            int expert = d.ep() == null ? 1 : size(d.ep(), "parallel.ep");
            long replica = (long) tensor * pipeline * context;
            int data = (int) (gpus / replica);
            if (data * replica != gpus || data == 0) {
                throw new Unscorable("tp x pp x cp does not divide the " + gpus + " GPUs");
            }
            int expertTensor =
                    d.etp() == null ? software.defaults().expertTensor(tensor, expert) : size(d.etp(), "parallel.etp");
            if ((long) tensor * context * data % ((long) expert * expertTensor) != 0) {
                throw new Unscorable("ep x etp does not divide tp x cp x dp");
            }
            return new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, data);
        }

        private PipelineSchedule schedule(ParallelDegrees degrees) throws Unscorable {
            String name = setup.software().schedule() == null
                    ? "1f1b"
                    : setup.software().schedule();
            if (degrees.pipeline() == 1) {
                return new OneForwardOneBackward();
            }
            int chunks = virtualStages(name);
            return switch (name) {
                case "interleaved" -> chunks > 1 ? new Interleaved(chunks) : new OneForwardOneBackward();
                case "1f1b", "none" -> chunks > 1 ? new Interleaved(chunks) : new OneForwardOneBackward();
                default -> named(name, chunks);
            };
        }

        /** Where a schedule prescribes the stages of a rank, what else a source says of them is not about them. */
        private static PipelineSchedule named(String name, int chunks) throws Unscorable {
            Optional<PipelineSchedule> stated = parsed(name, chunks);
            return stated.or(() -> parsed(name, 1))
                    .orElseThrow(() -> new Unscorable("the schedule '" + name + "' is not modelled"));
        }

        private static Optional<PipelineSchedule> parsed(String name, int chunks) {
            try {
                return Optional.of(Schedules.parse(name, chunks));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** An interleaved schedule has two chunks per rank at least. */
        private int virtualStages(String schedule) throws Unscorable {
            if (setup.parallel().virtualPp() != null) {
                return size(setup.parallel().virtualPp(), "parallel.virtual_pp");
            }
            if (!schedule.equals("interleaved")) {
                return 1;
            }
            if (!assumed.contains(ASSUMED_CHUNKS)) {
                assumed.add(ASSUMED_CHUNKS);
            }
            return 2;
        }

        /** Megatron-LM takes any number of micro-batches through a chunk, given as an argument that few sources state. */
        private PipelineSchedule grouped(PipelineSchedule schedule, ParallelDegrees degrees, int microBatches) {
            boolean odd = schedule instanceof Interleaved && microBatches % degrees.pipeline() != 0;
            if (!odd || microBatches < degrees.pipeline()) {
                return schedule;
            }
            int group = degrees.pipeline();
            while (microBatches % group != 0) {
                group++;
            }
            assumed.add(group + " micro-batches pass a chunk in a row");
            return new Interleaved(schedule.virtualStages(), group);
        }

        /**
         * Chunks that do not divide the layers: embedding and head count as a layer each if that makes them, else stages
         * are filled from the first on where a virtual pipeline or prediction layers ask for an explicit layout.
         */
        private SoftwareStack split(SoftwareStack stack, Transformer model, ParallelDegrees degrees) throws Unscorable {
            int layers = model.layers().size();
            int virtual = schedule(degrees).virtualStages();
            int chunks = degrees.pipeline() * virtual;
            if (stack.execution().split().rule() != StageRule.UNIFORM_LAYERS || layers % chunks == 0) {
                return stack;
            }
            if ((layers + 2) % chunks != 0) {
                if (virtual == 1 && model.predictionLayers() == 0) {
                    return stack;
                }
                assumed.add("stages are filled from the first on");
                return stack.withSplit(StageSplit.by(StageRule.FULL_STAGES_FIRST));
            }
            assumed.add("embedding and head count as layers in the pipeline split");
            return stack.withSplit(StageSplit.by(StageRule.UNIFORM_LAYERS_AND_ENDS));
        }

        private SequenceParallel sequence(ParallelDegrees degrees) {
            boolean on = Boolean.TRUE.equals(setup.parallel().sequenceParallel()) && degrees.tensor() > 1;
            return on ? SequenceParallel.ON : SequenceParallel.OFF;
        }

        private static ContextMethod context() {
            return ContextMethod.RING;
        }

        private MemorySaving saving(ParallelDegrees degrees) throws Unscorable {
            MeasuredRun.SharedStates states = setup.parallel().states();
            StackDefaults.Zero zero = software.defaults().zero();
            int stage = states.zeroStage() == null ? zero.stage() : states.zeroStage();
            if (stage > zero.mostWithPipeline() && setup.parallel().degrees().pp() > 1) {
                stage = zero.mostWithPipeline();
                assumed.add("parameters stay gathered beside a pipeline");
            }
            int replicas = states.hsdpReplicas() == null ? 1 : Math.max(1, states.hsdpReplicas());
            if (states.shardGroup() != null && states.shardGroup() > 0) {
                int ranks = degrees.data() * degrees.context();
                replicas = Math.max(1, ranks / size(states.shardGroup(), "zero_shard_group"));
            }
            Sharding sharding = new Sharding(Sharding.zero(stage).stage(), replicas);
            return new MemorySaving(software.recompute(layersOnRank()), sharding, offload(stage));
        }

        private int layersOnRank() throws Unscorable {
            int layers = size(setup.model().trunk().layers(), "model.layers");
            return Math.max(1, layers / size(setup.parallel().degrees().pp(), "parallel.pp"));
        }

        /**
         * A bare "true" of fine-tuning software is all states under full sharding, the optimizer's otherwise; of
         * Megatron it may mean activations.
         */
        private Offload offload(int stage) throws Unscorable {
            String offload = setup.software().saving().offload();
            if (offload == null || offload.equals("false")) {
                return Offload.NONE;
            }
            if (offload.equals("true") && adaptation.tunes()) {
                return stage == 3 ? Offload.PARAMETERS : Offload.OPTIMIZER;
            }
            if (offload.equals("optimizer")) {
                return Offload.OPTIMIZER;
            }
            throw new Unscorable("offload '" + offload + "' is not modelled");
        }
    }
}
