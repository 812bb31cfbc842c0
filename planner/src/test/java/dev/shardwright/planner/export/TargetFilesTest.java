package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole exports, as files under src/test/resources; {@code -Dgoldens.write=true} writes them anew. */
final class TargetFilesTest {
    private static final Path GOLDENS = Path.of("src/test/resources/dev/shardwright/planner/export");

    @ParameterizedTest
    @CsvSource({
        "torchtitan@0.2.2, pipeline",
        "torchtitan@0.2.2, experts",
        "torchtitan@0.2.2, replicas",
        "torchtitan@main, pipeline",
        "torchtitan@main, experts",
        "torchtitan@main, long",
        "megatron-bridge@0.6, uneven",
        "megatron-bridge@0.6, experts",
        "megatron-bridge@0.6, sharded",
    })
    void filesAreAsWritten(String target, String example) throws IOException {
        for (ExportedFile file : Target.parse("--to", target).export(job(target, example), ExportContext.BARE)) {
            Path golden = GOLDENS.resolve(target.replace('@', '-')).resolve(example + "-" + file.name());
            if (Boolean.getBoolean("goldens.write")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, file.text());
            }
            assertThat(file.text()).as(golden.toString()).isEqualTo(Files.readString(golden));
        }
    }

    private static TrainingJob job(String target, String example) {
        JobSketch sketch = switch (example) {
            case "pipeline" ->
                JobSketch.of("llama-3-70b", 64)
                        .dense(4, 4, 1)
                        .interleaved(2)
                        .sharding(2, 1)
                        .recompute("products")
                        .batch(8192, 256, 1);
            case "experts" ->
                target.startsWith("torchtitan")
                        ? JobSketch.of("qwen3-30b-a3b", 32)
                                .experts(2, 1, 1, 8, 1)
                                .sharding(3, 1)
                                .recompute("full")
                                .batch(4096, 256, 1)
                        : JobSketch.of("qwen3-30b-a3b", 32)
                                .experts(2, 2, 1, 8, 1)
                                .batch(4096, 256, 1);
            case "replicas" -> JobSketch.of("llama-3-8b", 32).sharding(3, 4).batch(8192, 128, 2);
            case "long" ->
                JobSketch.of("llama-3-8b", 32)
                        .dense(1, 1, 8)
                        .context(ContextMethod.ALL_GATHER)
                        .sharding(3, 1)
                        .recompute("full")
                        .batch(131_072, 16, 1);
            case "uneven" ->
                JobSketch.of("llama-3-8b", 24).dense(2, 3, 1).recompute("full").batch(4096, 128, 2);
            case "sharded" ->
                JobSketch.of("llama-3-8b", 16).sharding(3, 2).recompute("full").batch(8192, 128, 1);
            default -> throw new IllegalArgumentException(example);
        };
        return sketch.stack(target.startsWith("torchtitan") ? "torchtitan" : "megatron-core")
                .job();
    }
}
