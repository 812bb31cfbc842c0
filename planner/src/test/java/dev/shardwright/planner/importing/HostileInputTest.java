package dev.shardwright.planner.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that no user of good will hands in: nothing is run, everything is bounded, each is refused in words. */
@Timeout(60)
final class HostileInputTest {
    private static final String TRAINING =
            "torchrun --nproc-per-node 8 pretrain_gpt.py --num-layers 32 --hidden-size 4096 --num-attention-heads 32"
                    + " --seq-length 4096 --vocab-size 32000 --micro-batch-size 1 --global-batch-size 8 --bf16";

    @TempDir
    private Path folder;

    private static Imported read(String name, String text) {
        ImportContext context =
                ImportContext.on(JobSketch.CATALOG.hardware().cluster("dgx-h100", 8), JobSketch.CATALOG);
        return Importer.readTexts(List.of(new SourceFile(name, text)), context);
    }

    /** Refused with a message, or read; never anything else. */
    private static void survives(String name, String text) {
        Throwable thrown = catchThrowable(() -> read(name, text));
        if (thrown != null) {
            assertThat(thrown).as(name).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void commandsInNamesAndValuesAreNotRun() {
        Path canary = folder.resolve("canary");
        String touch = "touch '" + canary + "'";
        String script = "A=$(" + touch + ")\nB=`" + touch + "`\n" + touch + "\neval \"" + touch + "\"\nbash -c \""
                + touch + "\"\n[ -f x ] || " + touch + "\n" + TRAINING + " --save \"$(" + touch + ")\" --load '; "
                + touch + "'\n";
        assertThat(read("$(touch x); rm -rf .sh", script).job().cluster().devices())
                .isEqualTo(8);
        assertThat(canary).doesNotExist();
    }

    @Test
    void includedFilesAreNotLookedFor() throws IOException {
        Path other = Files.writeString(folder.resolve("other.sh"), "TP=8\n");
        Imported imported =
                read("run.sh", "source " + other + "\n" + TRAINING + " --tensor-model-parallel-size ${TP:-2}\n");
        assertThat(imported.job().layout().degrees().tensor()).isEqualTo(2);
        assertThat(imported.assumptions().toString()).contains("includes another file");
    }

    @Test
    void textsThatDoubleThemselvesAreStopped() {
        StringBuilder script = new StringBuilder("A0=xxxxxxxxxxxxxxxx\n");
        for (int i = 1; i < 40; i++) {
            script.append("A")
                    .append(i)
                    .append("=$A")
                    .append(i - 1)
                    .append("$A")
                    .append(i - 1)
                    .append('\n');
        }
        assertThatThrownBy(() -> read("run.sh", script + TRAINING))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("run.sh:")
                .hasMessageContaining("expands to more than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f() { f; }\nf\n", "f() { g; }\ng() { bash -c 'f'; }\nf\n", "eval 'eval \"$X\"'\n"})
    void callsWithoutEndAreStopped(String head) {
        survives("run.sh", head + TRAINING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A=\"never closed",
                "ARGS=(--a",
                "x ${A",
                "x $((1 + ",
                "if true; then",
                "case x in",
                "((((((((",
                ")))) ;; fi done",
                "<<EOF",
                "A=${A:-${B:-${C:-",
                "\\",
                "echo ${!A} ${A[$((1/0))]} ${#A[@]} ${A:1:2} $((2**63)) $((9999999999999999999))"
            })
    void brokenScriptsAreRefusedOrRead(String text) {
        survives("run.sh", text);
        survives("run.sh", TRAINING + " " + text);
    }

    @Test
    void deepNestingIsStopped() {
        survives("run.sh", "if true; then ".repeat(5_000));
        survives("run.sh", "x " + "${A:-".repeat(5_000) + "}".repeat(5_000));
        survives("run.sh", "x $((" + "(".repeat(5_000) + "1" + ")".repeat(5_000) + "))");
        survives("c.json", "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
        survives("c.toml", "a = " + "[".repeat(5_000));
        survives("c.py", "a.b = " + "[".repeat(5_000));
        survives("c.py", "a" + ".b".repeat(30_000) + " = 1\nc = a" + ".b".repeat(30_000) + "\n");
        survives("c.yaml", "a: " + "[".repeat(5_000));
        survives("c.yaml", "{a: ".repeat(5_000));
    }

    @Test
    void yamlBombsAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(String.join(", ", Collections.nCopies(10, before)))
                    .append("]\n");
        }
        assertThatThrownBy(() -> read("bomb.yaml", bomb.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bomb.yaml");
        survives("loop.yaml", "a: &a\n  b: *a\n");
        survives("tag.yaml", "a: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://localhost\"]]\n");
    }

    @Test
    void longLinesAndBinaryFilesAreRefused() throws IOException {
        Path line = Files.writeString(folder.resolve("line.sh"), "x".repeat(SourceFile.LONGEST_LINE + 1));
        Path large = Files.writeString(folder.resolve("large.sh"), "x\n".repeat(SourceFile.MOST_CHARACTERS));
        Path nulls = Files.write(folder.resolve("nulls.sh"), new byte[] {'a', 0, 'b'});
        Path binary = Files.write(folder.resolve("binary.sh"), new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0x80});
        assertThatThrownBy(() -> SourceFile.read(line)).hasMessageContaining("characters in one line");
        assertThatThrownBy(() -> SourceFile.read(large)).hasMessageContaining("larger than 1 MiB");
        assertThatThrownBy(() -> SourceFile.read(nulls)).hasMessageContaining("NUL");
        assertThatThrownBy(() -> SourceFile.read(binary)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> SourceFile.read(folder.resolve("none.sh"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> SourceFile.read(folder)).isInstanceOf(InvalidInputException.class);
    }

    /** Characters left out, doubled and swapped, in every format. */
    @Test
    void damagedFilesAreRefusedOrRead() {
        Random random = new Random(7);
        String json =
                "{\"train_micro_batch_size_per_gpu\": 1, \"zero_optimization\": {\"stage\": 3}, \"a\": [1, \"x\"]}";
        String yaml = "parallelism: {dp: 4, tp: 2, pp: 1}\ntokens:\n  sequence_length: 2048\n  micro_batch_size: 1\n";
        String toml =
                "[training]\nlocal_batch_size = 1\nseq_len = 8_192\n[parallelism]\ntensor_parallel_degree = \"2\"\n";
        String python = """
                config = llama3_8b()
                training = config.training
                training.max_context_length = 8_192
                config.parallelism.module_fqns_per_model_part = [['a', "b"], [
                    'c']]  # stages
                """;
        for (int i = 0; i < 1_000; i++) {
            survives("c.json", damaged(json, random));
            survives("c.yaml", damaged(yaml, random));
            survives("c.toml", damaged(toml, random));
            survives("c.py", damaged(python, random));
            survives("run.sh", damaged("TP=2\nA=(--x \"$TP\")\n" + TRAINING + " \"${A[@]}\"", random));
        }
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, "\"'${}()[]\\\n#;&|<>`".charAt(random.nextInt(18)));
                default -> damaged.setCharAt(at, (char) (32 + random.nextInt(95)));
            }
        }
        return damaged.toString();
    }
}
