package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole scripts, as files under src/test/resources; {@code -Dgoldens.write=true} writes them anew. */
final class MegatronScriptsTest {
    private static final Path GOLDENS = Path.of("src/test/resources/dev/shardwright/planner/export/megatron");

    /** One layout of each kind that the exporter tells apart. */
    enum Example {
        DENSE_INTERLEAVED {
            @Override
            TrainingJob job() {
                return JobSketch.of("llama-3-70b", 64)
                        .dense(4, 4, 1)
                        .interleaved(5)
                        .batch(8192, 256, 1)
                        .recompute("layers:5")
                        .job();
            }
        },
        EXPERTS {
            @Override
            TrainingJob job() {
                return JobSketch.of("mixtral-8x7b", 64)
                        .experts(4, 2, 1, 4, 2)
                        .batch(4096, 256, 1)
                        .recompute("selective")
                        .job();
            }
        },
        LATENT_ATTENTION {
            @Override
            TrainingJob job() {
                return JobSketch.of("deepseek-v3", 512)
                        .experts(1, 16, 1, 32, 1)
                        .batch(4096, 4096, 1)
                        .recompute("full")
                        .numerics(Precision.FP8_BLOCK, new Optimizer("adamw", 4))
                        .job();
            }
        },
        FULLY_SHARDED {
            @Override
            TrainingJob job() {
                return JobSketch.of("llama-3-8b", 16)
                        .sharding(3, 2)
                        .batch(8192, 128, 1)
                        .recompute("full")
                        .job();
            }
        },
        EIGHT_BIT {
            @Override
            TrainingJob job() {
                return JobSketch.of("qwen2.5-7b", 8)
                        .dense(2, 1, 2)
                        .batch(32768, 64, 1)
                        .numerics(Precision.FP8_TENSOR, Optimizer.ADAM_8BIT)
                        .job();
            }
        },
        UNEVEN_STAGES {
            @Override
            MegatronRelease release() {
                return MegatronRelease.CORE_0_16;
            }

            @Override
            TrainingJob job() {
                return JobSketch.of("llama-3-8b", 24)
                        .dense(2, 3, 1)
                        .batch(4096, 128, 2)
                        .job();
            }
        },
        FIRST_AND_LAST_STAGE {
            @Override
            MegatronRelease release() {
                return MegatronRelease.CORE_0_12;
            }

            @Override
            TrainingJob job() {
                return JobSketch.of("gpt2-xl", 8)
                        .dense(1, 4, 1)
                        .batch(1024, 64, 2)
                        .stack("aleph-alpha-scaling")
                        .numerics(Precision.FP16, Optimizer.ADAM)
                        .job();
            }
        };

        abstract TrainingJob job();

        MegatronRelease release() {
            return MegatronRelease.NEWEST;
        }

        String script() {
            return files().get(0).text();
        }

        List<ExportedFile> files() {
            return new MegatronTarget(release()).export(job(), ExportContext.BARE);
        }

        String fileName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @ParameterizedTest
    @EnumSource
    void scriptIsAsWritten(Example example) throws IOException {
        for (ExportedFile file : example.files()) {
            Path golden = GOLDENS.resolve(example.fileName() + file.extension());
            if (Boolean.getBoolean("goldens.write")) {
                Files.createDirectories(GOLDENS);
                Files.writeString(golden, file.text());
            }
            assertThat(file.text()).as(golden.toString()).isEqualTo(Files.readString(golden));
        }
    }
}
