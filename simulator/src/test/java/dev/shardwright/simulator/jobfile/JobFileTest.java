package dev.shardwright.simulator.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Target;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobFileTest {
    private static final Catalog CATALOG = Catalog.shipped();
    private static final Path FILE = Path.of("job.json");

    static final String SMALL = """
            {
              "model": "llama-3-8b",
              "cluster": {"name": "dgx-h100", "gpus": 16},
              "workload": {"sequence_length": 4096, "global_batch": 64},
              "parallel": {"tensor": 2, "pipeline": 2},
              "micro_batch": 1
            }
            """;

    static final String WHOLE = """
            {
              "model": "mixtral-8x7b",
              "cluster": {
                "name": "dgx-h100",
                "gpus": 64
              },
              "workload": {
                "sequence_length": 8192,
                "global_batch": 512
              },
              "parallel": {
                "tensor": 2,
                "sequence_parallel": "on",
                "pipeline": 4,
                "virtual_pipeline": 2,
                "context": 2,
                "context_method": "all-gather",
                "expert": 4,
                "expert_tensor": 1,
                "data": 4,
                "stage_split": "uniform-layers"
              },
              "schedule": "interleaved",
              "micro_batch": 2,
              "recompute": "layers:3",
              "sharding": {
                "stage": 1,
                "replicas": 2
              },
              "offload": "optimizer",
              "precision": "fp8-block",
              "optimizer": "adamw-8bit",
              "stack": "megatron-core"
            }
            """;

    static TrainingJob read(String text) {
        return JobFile.parse(text, FILE, CATALOG);
    }

    static String refusal(String text) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> read(text));
        assertThat(e).as("must be refused: %s", text).isNotNull();
        return e.getMessage();
    }

    @Test
    void readsEveryKey() {
        TrainingJob job = read(WHOLE);
        assertThat(job.model()).isEqualTo(CATALOG.models().model("mixtral-8x7b"));
        assertThat(job.cluster()).isEqualTo(CATALOG.hardware().cluster("dgx-h100", 64));
        assertThat(job.workload().sequenceLength()).isEqualTo(8192);
        assertThat(job.workload().globalBatch()).isEqualTo(512);
        assertThat(job.layout().degrees()).isEqualTo(new ParallelDegrees(2, 4, 2, 4, 1, 4));
        assertThat(job.layout().schedule()).isEqualTo(new Interleaved(2));
        assertThat(job.layout().microBatch()).isEqualTo(2);
        assertThat(job.layout().sequenceParallel()).isEqualTo(SequenceParallel.ON);
        assertThat(job.layout().contextMethod()).isEqualTo(ContextMethod.ALL_GATHER);
        assertThat(job.layout().memorySaving().recompute()).isEqualTo(new Recompute.PerRank(3));
        assertThat(job.layout().memorySaving().sharding()).isEqualTo(new Sharding(Sharding.Stage.OPTIMIZER, 2));
        assertThat(job.layout().memorySaving().offload()).isEqualTo(Offload.OPTIMIZER);
        assertThat(job.numerics().precision()).isEqualTo(Precision.FP8_BLOCK);
        assertThat(job.numerics().optimizer()).isEqualTo(Optimizer.ADAM_8BIT);
        assertThat(job.stack()).isEqualTo(CATALOG.stacks().stack("megatron-core"));
    }

    @Test
    void writesWhatItReads() {
        assertThat(JobFile.write(read(WHOLE))).isEqualTo(WHOLE);
    }

    @Test
    void writesAdaptersAsItReadsThem() {
        String adapters = """
                  "adapters": {
                    "rank": 16,
                    "targets": ["query", "value", "down"],
                    "dropout": 0.05,
                    "embedding_and_head": "trained",
                    "base": "nf4-double"
                  },
                  "stack\
                """;
        String whole = WHOLE.replace("  \"stack", adapters)
                .replace("\"global_batch\": 512", "\"global_batch\": 512,\n    \"document_length\": 300");
        TrainingJob job = read(whole);
        assertThat(job.numerics().adaptation())
                .isEqualTo(new LowRank(
                        16,
                        Set.of(Target.QUERY, Target.VALUE, Target.DOWN),
                        0.05,
                        LowRank.Ends.TRAINED,
                        BaseFormat.NF4_DOUBLE));
        assertThat(job.workload().documentLength()).isEqualTo(300);
        assertThat(read(JobFile.write(job))).isEqualTo(job);
    }

    @Test
    void takesUnstatedAdaptersFromTheStack() {
        String text =
                SMALL.replace("\"micro_batch\"", "\"stack\": \"qwen-finetune\", \"adapters\": {}, \"micro_batch\"");
        TrainingJob job = read(text);
        assertThat(((LowRank) job.numerics().adaptation()).rank()).isEqualTo(64);
        assertThat(job.numerics().optimizer()).isEqualTo(Optimizer.ADAM_16BIT);
    }

    @Test
    void refusesAdaptersThatCannotBe() {
        String text = SMALL.replace(
                "\"micro_batch\"",
                "\"adapters\": {\"rank\": -1, \"targets\": [\"head\"], \"dropout\": 1, \"base\": \"int3\"}, \"micro_batch\"");
        assertThat(refusal(text))
                .contains(
                        "adapters.rank = -1",
                        "adapters.targets",
                        "'head' is not one of query",
                        "adapters.dropout = 1",
                        "adapters.base = int3");
    }

    @Test
    void fillsInWhatAFileLeavesOut() {
        TrainingJob job = read(SMALL);
        assertThat(job.layout().degrees()).isEqualTo(new ParallelDegrees(2, 2, 1, 1, 2, 4));
        assertThat(job.layout().schedule()).isEqualTo(new OneForwardOneBackward());
        assertThat(job.layout().sequenceParallel()).isEqualTo(SequenceParallel.OFF);
        assertThat(job.layout().memorySaving().recompute()).isEqualTo(new Recompute.None());
        assertThat(job.numerics().precision()).isEqualTo(Precision.BF16);
        assertThat(job.stack().name()).isEqualTo("megatron-core");
    }

    @Test
    void takesUnstatedSavingsFromTheStack() {
        String torchtitan = SMALL.replace("\"micro_batch\"", "\"stack\": \"torchtitan\", \"micro_batch\"");
        assertThat(read(torchtitan.replace("\"pipeline\": 2", "\"pipeline\": 1"))
                        .layout()
                        .memorySaving()
                        .sharding())
                .isEqualTo(Sharding.zero(3));
        assertThat(read(torchtitan).layout().memorySaving().sharding()).isEqualTo(Sharding.zero(1));
    }

    @Test
    void readsShortNames() {
        String text = WHOLE.replace("\"tensor\"", "\"tp\"")
                .replace("\"sequence_parallel\": \"on\"", "\"sp\": true")
                .replace("\"pipeline\"", "\"pp\"")
                .replace("\"virtual_pipeline\"", "\"vpp\"")
                .replace("\"context\"", "\"cp\"")
                .replace("\"expert\"", "\"ep\"")
                .replace("\"expert_tensor\"", "\"etp\"")
                .replace("\"data\"", "\"dp\"");
        assertThat(read(text)).isEqualTo(read(WHOLE));
    }

    static List<Path> examples() throws IOException {
        Path folder = Catalog.profiles().resolveSibling("examples");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesFitTheirDevices(Path file) {
        Report report = Simulator.simulate(JobFile.read(file, CATALOG));
        assertThat(report.memory().verdict()).isEqualTo(Verdict.FITS);
        assertThat(report.modelFlopsUtilisation()).isBetween(0.05, 0.70);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesSurviveARoundTrip(Path file) {
        TrainingJob job = JobFile.read(file, CATALOG);
        JobSources sources = JobSources.named(job);
        if (job.model().name().equals("our-3b")) {
            sources = sources.withModel("llama-3.2-3b").withCluster("clusters/four-h100-per-node.json");
        }
        TrainingJob again = JobFile.parse(JobFile.write(job, sources), file, CATALOG);
        assertThat(again.layout()).isEqualTo(job.layout());
        assertThat(again.cluster()).isEqualTo(job.cluster());
        assertThat(again.model().layers()).isEqualTo(job.model().layers());
        assertThat(again.numerics()).isEqualTo(job.numerics());
        assertThat(again.stack()).isEqualTo(job.stack());
    }

    @Test
    void findsFilesBesideTheJob(@TempDir Path folder) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("tiny")).resolve("config.json"), """
                {"model_type": "gpt2", "n_embd": 64, "n_layer": 2, "n_head": 4, "n_positions": 512, "vocab_size": 512}
                """);
        Files.writeString(folder.resolve("ours.json"), "{\"name\": \"ours\", \"extends\": \"dgx-a100-80gb\"}");
        Files.writeString(
                folder.resolve("fast.json"), "{\"name\": \"fast\", \"release\": \"1\", \"extends\": \"nemo\"}");
        Path file = folder.resolve("job.json");
        Files.writeString(file, """
                {"model": "tiny", "cluster": {"name": "ours.json", "gpus": 2}, "stack": "fast.json", "micro_batch": 1,
                 "workload": {"sequence_length": 512, "global_batch": 8}}
                """);
        TrainingJob job = JobFile.read(file, CATALOG);
        assertThat(job.model().name()).isEqualTo("tiny");
        assertThat(job.cluster().name()).isEqualTo("ours");
        assertThat(job.stack().name()).isEqualTo("fast");
        JobSources sources = JobSources.named(job).withModel("tiny/config.json").withCluster("ours.json");
        String again = JobFile.write(job, sources.withStack("fast.json"));
        assertThat(JobFile.parse(again, file, CATALOG)).isEqualTo(job);
    }

    @Test
    void reportsEveryProblemAtOnce() {
        String text = """
                {
                  "model": "lama-3-8b",
                  "cluster": {"name": "dgx-h10", "gpus": 0},
                  "workload": {"sequence_length": "4k"},
                  "parallel": {"tensor": 2, "tp": 4, "piepline": 2},
                  "recompute": "some",
                  "precision": "fp7",
                  "stack": "megatron-cor"
                }
                """;
        assertThat(refusal(text)).isEqualTo("""
                        job.json, model = lama-3-8b: is neither a known model nor a config.json.
                          Maybe use llama-3-8b, llama-2-7b or llama-3-70b.
                        job.json, cluster.gpus = 0: must be a whole number from 1 to 1,048,576.
                        job.json, cluster.name = dgx-h10: is neither a known cluster nor a file.
                          Maybe use dgx-h100, dgx-h200 or hgx-h20.
                        job.json, workload.sequence_length = 4k: must be a whole number from 1 to 268,435,456.
                        job.json, workload.global_batch: is missing.
                        job.json, stack = megatron-cor: is neither a known software stack nor a file.
                          Maybe use megatron-core, megatron-bridge or megatron-lm-2022.
                        job.json, precision = fp7: must be one of fp32, fp16, bf16, fp8, fp8-delayed, fp8-row, fp8-block, mxfp8, nvfp4.
                          Maybe use fp8.
                        job.json, parallel.tp = 4: states the same as parallel.tensor.
                          Remove one of the two.
                        job.json, recompute = some: cannot be read: recompute 'some' is not one of none, selective, products, full, layers:K, selective:PART+PART.
                        job.json, micro_batch: is missing.
                        job.json, parallel.piepline = 2: is not a known key.
                          Maybe use pipeline.""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tensor\": 2 | \"tensor\": 3 | job.json, parallel: tensor x pipeline x context = 6 must divide the",
                "\"tensor\": 2 | \"tensor\": 2, \"data\": 8 | tensor x pipeline x context x data = 32 must equal the",
                "\"tensor\": 2 | \"tensor\": 16, \"pipeline\": 1 | Duplicate field 'pipeline'",
                "\"gpus\": 16 | \"gpus\": 12 | workload.global_batch = 64: must be a multiple of micro-batch x data",
                "\"tensor\": 2 | \"tensor\": 2, \"expert\": 8 | job.json, parallel.expert = 8: the model has no experts.",
                "\"tensor\": 2 | \"tensor\": 2, \"expert\": 3 | parallel.expert = 3: x expert_tensor (together 3) must divide",
                "\"tensor\": 2 | \"tensor\": 2, \"vpp\": 3 | parallel.virtual_pipeline = 3: pipeline x virtual stages (6)",
                "\"micro_batch\": 1 | \"micro_batch\": 32 | micro_batch = 32: x data parallel (4) = 128 must not exceed",
                "\"micro_batch\": 1 | \"micro_batch\": 1.5 | micro_batch = 1.5: must be a whole number",
                "\"micro_batch\": 1 | \"micro_batch\": 1, \"schedule\": \"interleaved\" | parallel.virtual_pipeline: is 1, but the",
                "\"micro_batch\": 1 | \"micro_batch\": 1, \"schedule\": \"zb-x\" | schedule = zb-x: must be one of gpipe, 1f1b,",
                "\"micro_batch\": 1 | \"micro_batch\": 8, \"schedule\": \"dualpipe\" | there are 2 on 2 ranks.",
                "\"micro_batch\": 1 | \"micro_batch\": 1, \"sharding\": 4 | sharding = 4: must be a whole number from 0 to 3.",
                "\"micro_batch\": 1 | \"micro_batch\": 1, \"sharding\": {\"stage\": 3, \"replicas\": 3} | replicas must divide",
                "\"micro_batch\": 1 | \"micro_batch\": 1, \"recompute\": \"layers:0\" | needs a whole number from 1",
                "\"micro_batch\": 1 | \"micro_batch\": 1, \"precision\": \"nvfp4\" | needs fp4 matrix units, which h100-sxm-80gb",
                "dgx-h100 | dgx-1 | job.json, precision = bf16: needs bf16 matrix units, which v100-sxm2-32gb",
                "\"llama-3-8b\" | {\"name\": \"x\"} | job.json, model.config: is missing.",
                "\"llama-3-8b\" | {\"name\": \"x\", \"config\": {\"model_type\": \"llama\"}} | model.config, hidden_size: is missing",
                "\"llama-3-8b\" | \"../nowhere/config.json\" | cannot be read",
                "4096 | 4097 | workload.sequence_length = 4097",
                "{\"sequence | [{\"sequence | is not valid JSON",
            })
    void namesFileKeyValueAndRule(String old, String replacement, String expected) {
        String text = SMALL.replace(old, replacement);
        if (expected.startsWith("workload.sequence_length = 4097")) {
            text = text.replace("\"tensor\": 2", "\"tensor\": 2, \"sp\": true");
        }
        assertThat(refusal(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{}", "{\"model\": null}", "{\"cluster\": 8}", "{\"parallel\": []}"})
    void refusesWhatIsNoJob(String text) {
        assertThat(refusal(text)).startsWith("job.json");
    }

    @Test
    void refusesAFileThatIsNotThere(@TempDir Path folder) {
        Path file = folder.resolve("job.json");
        assertThatThrownBy(() -> JobFile.read(file, CATALOG))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void answersToSpoiltFilesWithAJobOrARefusal(long seed) {
        Random random = new Random(seed);
        int jobs = 0;
        for (int round = 0; round < 1_500; round++) {
            String text = spoilt(random);
            try {
                assertThat(Simulator.simulate(read(text)).iteration().value()).isPositive();
                jobs++;
            } catch (InvalidInputException refusal) {
                assertThat(refusal.problems()).as(text).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + text, e);
            }
        }
        assertThat(jobs).as("seed %d", seed).isBetween(20, 1_400);
    }

    private static String spoilt(Random random) {
        String text = random.nextBoolean() ? WHOLE : SMALL;
        for (int change = 1 + random.nextInt(3); change > 0; change--) {
            text = switch (random.nextInt(4)) {
                case 0 -> otherNumber(text, random);
                case 1 -> text.replaceFirst("\"[a-z_]+\": (\"[a-z0-9-]+\"|[0-9]+),", "");
                case 2 -> text.substring(0, text.length() - random.nextInt(3));
                default -> otherByte(text, random);
            };
        }
        return text;
    }

    private static String otherNumber(String text, Random random) {
        List<String> numbers =
                List.of("0", "1", "2", "3", "4", "8", "16", "-1", "1048576", "2147483647", "1e99", "0.5");
        String[] parts = text.split("(?<=: )(?=[0-9])", -1);
        int chosen = 1 + random.nextInt(parts.length - 1);
        parts[chosen] = parts[chosen].replaceFirst("^[0-9]+", numbers.get(random.nextInt(numbers.size())));
        return String.join("", parts);
    }

    private static String otherByte(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) (' ' + random.nextInt(95));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
