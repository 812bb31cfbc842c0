package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shardwright import}: a job file on the output, what was read, assumed and left over on the error stream. */
final class ImportCommandTest {
    private static final String SCRIPT = """
            #!/bin/bash
            #SBATCH --nodes=2
            #SBATCH --gpus-per-node=8
            TP=4
            ARGS=(
                --num-layers 32 --hidden-size 4096 --ffn-hidden-size 14336 --num-attention-heads 32
                --group-query-attention --num-query-groups 8 --swiglu --disable-bias-linear
                --untie-embeddings-and-output-weights --normalization RMSNorm --position-embedding-type rope
                --vocab-size 128256 --seq-length 8192
                --tensor-model-parallel-size $TP --sequence-parallel --pipeline-model-parallel-size 2
                --use-distributed-optimizer --overlap-grad-reduce --overlap-param-gather
                --micro-batch-size 1 --global-batch-size 64 --bf16 --lr 3e-4 --turbo
            )
            srun torchrun --nnodes $SLURM_NNODES --nproc-per-node 8 pretrain_gpt.py "${ARGS[@]}"
            """;

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aScriptBecomesAJobThatIsSimulated() throws IOException {
        Path script = file("train.sh", SCRIPT);
        Path job = folder.resolve("job.json");

        CommandRun run = CommandRun.of("import", script.toString(), "--cluster", "dgx-h100", "-o", job.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.said())
                .contains("read as Megatron-LM")
                .contains("tensor parallel 4 --tensor-model-parallel-size")
                .contains("train.sh:4")
                .contains("not used:")
                .contains("--turbo")
                .doesNotContain("--lr");
        assertThat(Files.readString(job)).contains("\"model\": \"llama-3-8b\"").contains("\"gpus\": 16");
        assertThat(CommandRun.of("simulate", job.toString()).status()).isZero();
    }

    @Test
    void aModelOfItsOwnStandsInTheJobFile() throws IOException {
        Path script = file("odd.sh", SCRIPT.replace("14336", "12288"));
        Path job = folder.resolve("job.json");

        CommandRun run = CommandRun.of("import", script.toString(), "--cluster", "dgx-h100", "-o", job.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readString(job)).contains("\"name\": \"odd\"").contains("\"intermediate_size\": 12288");
        assertThat(CommandRun.of("simulate", job.toString()).status()).isZero();
    }

    @Test
    void differencesFromTheNamedModelAreListed() throws IOException {
        Path script = file("train.sh", SCRIPT);

        CommandRun run = CommandRun.of("import", script.toString(), "--cluster", "dgx-h100", "--model", "llama-2-7b");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.said())
                .contains("differs from the model that was named")
                .contains("--ffn-hidden-size = 14336; the model has 11008");
        assertThat(run.out()).contains("\"model\": \"llama-2-7b\"");
    }

    @Test
    void severalFilesMakeOneJob() throws IOException {
        Path config = file("ds.json", "{\"zero_optimization\": {\"stage\": 3}, \"bf16\": {\"enabled\": true}}");
        Path script = file(
                "run.sh",
                "deepspeed --num_gpus 8 train.py --deepspeed ds.json --model_name_or_path meta-llama/Meta-Llama-3-8B"
                        + " --per_device_train_batch_size 1 --gradient_accumulation_steps 4 --max_seq_length 4096"
                        + " --gradient_checkpointing True\n");

        CommandRun run = CommandRun.of("import", script.toString(), config.toString(), "--cluster", "dgx-h100");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"model\": \"llama-3-8b\"")
                .contains("\"sharding\": 3")
                .contains("\"recompute\": \"full\"")
                .contains("\"global_batch\": 32");
    }

    @Test
    void whatIsMissingIsAskedForAtOnce() throws IOException {
        Path config = file("ds.json", "{\"zero_optimization\": {\"stage\": 2}}");

        CommandRun run = CommandRun.of("import", config.toString(), "--cluster", "dgx-h100");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.said())
                .contains("Add --model NAME|config.json")
                .contains("Add --gpus N")
                .contains("Add --sequence-length TOKENS")
                .doesNotContain("Exception");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        CommandRun nothing = CommandRun.of("import", file("x.sh", "ls\n").toString(), "--cluster", "dgx-h100");
        CommandRun broken = CommandRun.of("import", file("x.json", "{").toString(), "--cluster", "dgx-h100");
        CommandRun variable =
                CommandRun.of("import", file("y.sh", SCRIPT).toString(), "--cluster", "dgx-h100", "--set", "A-B=1");

        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.said()).contains("starts no training");
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.said()).contains("x.json:1: is not valid JSON");
        assertThat(variable.status()).isEqualTo(2);
        assertThat(variable.said()).contains("no name of a shell variable");
    }
}
