package dev.shardwright.planner.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.Framework;
import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.export.RandomJobs;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.importing.ImportContext;
import dev.shardwright.planner.importing.Importer;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.job.NumericsRules;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobWords;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration that gets another layout says that layout, and keeps every line that has nothing to do with it. */
final class KeyRewriteTest {
    private static final long SEED = 20261126;
    private static final int PAIRS = 100;
    private static final int TRIES = 20_000;

    private static final JsonMapper STRICT = JsonMapper.builder().build();

    private static final String TITAN = """
            # our usual settings
            [job]
            dump_folder = "./ours"
            [model]
            name = "llama3"
            flavor = "70B"
            [training]
            local_batch_size = 8   # all of a step
            global_batch_size = 64
            seq_len = 8192
            [parallelism]
            data_parallel_shard_degree = -1
            tensor_parallel_degree = 8  # one node
            pipeline_parallel_degree = 1
            fsdp_reshard_after_forward = "always"
            [activation_checkpoint]
            mode = 'full'
            """;

    /** Of one micro-batch a step: as many sequences as ranks share them. */
    private static TrainingJob titan(int tensor, String recompute) {
        return JobSketch.of("llama-3-70b", 64)
                .dense(tensor, 1, 1)
                .context(ContextMethod.ALL_GATHER)
                .sharding(3, 1)
                .batch(8192, 64, tensor)
                .recompute(recompute)
                .stack("torchtitan")
                .job();
    }

    @Test
    void onlyTheLinesConcernedChange() {
        TrainingJob after = titan(4, "none");

        String changed = rewritten(TITAN, Target.named("torchtitan", "0.2.2"), after);

        assertThat(changed)
                .isEqualTo(TITAN.replace("local_batch_size = 8 ", "local_batch_size = 4 ")
                        .replace("tensor_parallel_degree = 8 ", "tensor_parallel_degree = 4 ")
                        .replace("mode = 'full'", "mode = \"none\""));
    }

    @Test
    void aKeyThatIsMissingStandsBesideItsSection() {
        String without = TITAN.replace("tensor_parallel_degree = 8  # one node\n", "");
        TrainingJob after = titan(4, "full");

        assertThat(rewritten(without, Target.named("torchtitan", "0.2.2"), after))
                .contains("[parallelism]\ntensor_parallel_degree = 4\ndata_parallel_shard_degree = -1\n");
    }

    @Test
    void aTableThatIsMissingStandsAtTheEnd() {
        String without = TITAN.replace("[activation_checkpoint]\nmode = 'full'\n", "");
        TrainingJob after = titan(8, "full");

        assertThat(rewritten(
                        without + "[activation_checkpoint] # nothing yet\n",
                        Target.named("torchtitan", "0.2.2"),
                        after))
                .isEqualTo(without + "[activation_checkpoint] # nothing yet\nmode = \"full\"\n");
        assertThat(rewritten(without, Target.named("torchtitan", "0.2.2"), after))
                .isEqualTo(without + "\n[activation_checkpoint]\nmode = \"full\"\n");
    }

    @Test
    void stagesAreListedAnewAndGoAgain() {
        Target target = Target.named("torchtitan", "0.2.2");
        JobSketch sketch = JobSketch.of("llama-3-70b", 64)
                .context(ContextMethod.ALL_GATHER)
                .sharding(2, 1)
                .recompute("full")
                .stack("torchtitan");
        TrainingJob interleaved =
                sketch.dense(8, 4, 1).batch(8192, 64, 1).interleaved(2).job();

        String listed = rewritten(TITAN, target, interleaved);

        assertThat(listed)
                .contains("pipeline_parallel_schedule = \"Interleaved1F1B\"", "module_fqns_per_model_part = [[");
        TrainingJob other = sketch.interleaved(4).job();
        String longer = rewritten(listed, target, other);
        assertThat(longer.lines().filter(line -> line.startsWith("module_fqns")))
                .hasSize(1);
        assertThat(longer).isNotEqualTo(listed);
    }

    @Test
    void keysInQuotesGetNeighboursInQuotes() {
        String neox = """
                {
                  "pipe_parallel_size": 1,
                  "model_parallel_size": 1,

                  # the shape
                  "num_layers": 32,
                  "hidden_size": 4096,
                  "intermediate_size": 43008,
                  "num_attention_heads": 32,
                  "num_kv_heads": 8,
                  "seq_length": 8192,
                  "pos_emb": "rotary",
                  "no_weight_tying": true,
                  "norm": "rmsnorm",
                  "attention_config": [[["flash"], 32]],
                  "activation": "swiglu",
                  "use_bias_in_attn_linear": false,
                  "train_micro_batch_size_per_gpu": 1,
                  "bf16": {"enabled": true}
                }
                """;
        ImportContext context = ImportContext.on(JobSketch.CATALOG.hardware().cluster("dgx-h100", 8), JobSketch.CATALOG)
                .withModel(JobSketch.CATALOG.models().model("llama-3-8b"))
                .withGpus(16);
        TrainingJob after = JobSketch.of("llama-3-8b", 16)
                .dense(1, 1, 1)
                .sharding(2, 1)
                .recompute("full")
                .batch(8192, 16, 1)
                .stack("megatron-deepspeed")
                .job();
        List<SourceFile> files = List.of(new SourceFile("7B.yml", neox));

        String changed = KeyRewrite.of(
                        files, Importer.propose(files, context), Target.named("gpt-neox", ""), after, context)
                .get(0)
                .text();

        assertThat(changed)
                .contains("  \"zero_optimization\": {", "  \"checkpoint_activations\": true,\n", "  # the shape\n")
                .as("a pipeline engine, even of one stage, splits no gradients")
                .contains("\"pipe_parallel_size\": 0,");
    }

    @Test
    void anObjectWithoutKeysClosesAtOnce() {
        String json = """
                {
                  "train_micro_batch_size_per_gpu": 1,
                  "train_batch_size": 8,
                  "bf16": {
                    "enabled": true
                  },
                  "zero_optimization": {
                    "stage": 3,
                    "offload_param": {
                      "device": "cpu"
                    },
                    "offload_optimizer": {
                      "device": "cpu",
                      "pin_memory": true
                    }
                  }
                }
                """;
        TrainingJob after = JobSketch.of("llama-3-8b", 8)
                .dense(1, 1, 1)
                .sharding(3, 1)
                .batch(4096, 8, 1)
                .stack("deepspeed")
                .job();
        ImportContext context = ImportContext.on(JobSketch.CATALOG.hardware().cluster("dgx-h100", 8), JobSketch.CATALOG)
                .withModel(JobSketch.CATALOG.models().model("llama-3-8b"))
                .withGpus(8)
                .stating(JobField.SEQUENCE_LENGTH, "4096");
        List<SourceFile> files = List.of(new SourceFile("ds_config.json", json));

        List<SourceFile> changed =
                KeyRewrite.of(files, Importer.propose(files, context), Target.named("deepspeed", ""), after, context);

        assertThat(changed.get(0).text()).contains("\"offload_param\": {}", "\"offload_optimizer\": {}");
    }

    @Test
    void aLayoutThatTheFrameworkCannotSayIsRefused() {
        TrainingJob after = JobSketch.of("llama-3-70b", 64)
                .dense(8, 1, 1)
                .sharding(1, 1)
                .batch(8192, 64, 4)
                .stack("torchtitan")
                .job();

        assertThatThrownBy(() -> rewritten(TITAN, Target.named("torchtitan", "0.2.2"), after))
                .isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "torchtitan, 0.2.2",
        "deepspeed, ''",
        "accelerate, ''",
        "nanotron, ''",
        "gpt-neox, ''",
        "galvatron, ''",
        "llm-foundry, ''"
    })
    void exportedFilesTakeAnyOtherLayoutOfTheirJob(String name, String version) {
        Target target = Target.named(name, version);
        RandomJobs jobs = new RandomJobs(SEED);
        Random random = new Random(SEED);
        int pairs = 0;
        int refused = 0;
        int listed = 0;
        String first = "";
        for (int i = 0; pairs < PAIRS && i < TRIES; i++) {
            Optional<TrainingJob> drawn = Optional.of(jobs.next())
                    .filter(one -> target.refusals(one).isEmpty())
                    .filter(KeyRewriteTest::runs)
                    .map(one -> read(target, one));
            Optional<TrainingJob> other = drawn.flatMap(one -> OtherLayouts.draw(one, target, random))
                    .filter(one -> target.refusals(one).isEmpty())
                    .map(one -> read(target, one));
            if (other.isPresent()) {
                TrainingJob job = drawn.get();
                pairs++;
                try {
                    List<SourceFile> changed = KeyRewrite.of(
                            files(target, job),
                            Importer.propose(files(target, job), context(job, target)),
                            target,
                            other.get(),
                            context(job, target));
                    changed.forEach(KeyRewriteTest::assertStrict);
                    assertThat(said(changed)).isEqualTo(said(files(target, other.get())));
                } catch (InvalidInputException e) {
                    boolean lists = e.getMessage().contains("module_fqns_per_model_part");
                    listed += lists ? 1 : 0;
                    refused += lists ? 0 : 1;
                    first = first.isEmpty() && !lists ? e.getMessage() : first;
                }
            }
        }
        assertThat(refused).as("%s, of %d pairs: %s", name, pairs, first).isZero();
        // torchtitan lists the modules of uneven stages, which is more than a value.
        assertThat(listed).as("%s, of %d pairs", name, pairs).isLessThanOrEqualTo(pairs / 10);
        assertThat(pairs).isGreaterThan(20);
    }

    /** Files of jobs are refused where the GPU lacks the format. */
    private static boolean runs(TrainingJob job) {
        return NumericsRules.check(job.cluster().accelerator(), job.numerics().precision())
                .isEmpty();
    }

    /** Every key of configurations with its values, but for lists of modules, which even stages do not need. */
    private static Map<String, List<String>> said(List<SourceFile> files) {
        Map<String, List<String>> said = new TreeMap<>();
        Setting.of(files, List.of())
                .forEach((name, settings) -> settings.forEach(
                        setting -> said.put(setting.file().baseName() + " " + name, setting.values())));
        said.keySet().removeIf(name -> name.contains("module-fqns"));
        return said;
    }

    /** As the framework says it: without what it has no words for. */
    private static TrainingJob read(Target target, TrainingJob job) {
        return Importer.readTexts(files(target, job), context(job, target)).job();
    }

    private static void assertStrict(SourceFile file) {
        if (file.extension().equals("json")) {
            assertThatCode(() -> STRICT.readTree(file.text())).as(file.text()).doesNotThrowAnyException();
        }
    }

    private static List<SourceFile> files(Target target, TrainingJob job) {
        return target.export(job, ExportContext.BARE).stream()
                .filter(file -> !file.name().endsWith(".sbatch"))
                .map(file -> new SourceFile(file.name(), file.text()))
                .toList();
    }

    private static ImportContext context(TrainingJob job, Target target) {
        ImportContext context = ImportContext.on(job.cluster(), JobSketch.CATALOG)
                .withModel(job.model())
                .withStack(job.stack())
                .stating(JobField.SEQUENCE_LENGTH, String.valueOf(job.workload().sequenceLength()));
        return target.name().equals(Framework.ACCELERATE.targetName())
                ? context.stating(
                        JobField.OPTIMIZER,
                        JobWords.word(JobWords.OPTIMIZERS, job.numerics().optimizer()))
                : context;
    }

    private static String rewritten(String text, Target target, TrainingJob after) {
        List<SourceFile> files = List.of(new SourceFile("train.toml", text));
        ImportContext context =
                ImportContext.on(after.cluster(), JobSketch.CATALOG).withGpus(64);
        return KeyRewrite.of(files, Importer.propose(files, context), target, after, context)
                .get(0)
                .text();
    }
}
