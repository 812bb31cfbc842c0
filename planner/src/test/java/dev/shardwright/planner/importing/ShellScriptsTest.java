package dev.shardwright.planner.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.source.Place;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The constructs of Bash that launch scripts are written with. */
final class ShellScriptsTest {
    private static final String MODEL =
            " --num-layers 32 --hidden-size 4096 --num-attention-heads 32 --seq-length 4096 --vocab-size 32000";

    private static Imported read(String script) {
        ImportContext context =
                ImportContext.on(JobSketch.CATALOG.hardware().cluster("dgx-h100", 8), JobSketch.CATALOG);
        return Importer.readTexts(List.of(new SourceFile("run.sh", script)), context);
    }

    /** The degrees of a job on 16 GPUs whose degrees the script states. */
    private static ParallelDegrees degrees(String head, String layout) {
        String script = head + "\ntorchrun --nnodes 2 --nproc-per-node 8 pretrain_gpt.py" + MODEL
                + " --micro-batch-size 1 --global-batch-size 64 --bf16 " + layout + "\n";
        return read(script).job().layout().degrees();
    }

    @Test
    void variablesDefaultsAndArithmetic() {
        assertThat(degrees(
                        "TP=2\nexport PP=${PP:-2}\nHALF=$((TP * PP / 2))",
                        "--tensor-model-parallel-size $TP --pipeline-model-parallel-size ${PP}"
                                + " --context-parallel-size ${HALF}"))
                .isEqualTo(new ParallelDegrees(2, 2, 2, 1, 2, 2));
    }

    @Test
    void arraysGrowAndAreQuoted() {
        assertThat(degrees("""
                        ARGS=(
                            # a comment with a ) bracket
                            --tensor-model-parallel-size 4 # and another
                        )
                        if [[ "${MODE:-big}" == big && 1 -lt 2 ]]; then
                            ARGS+=(--pipeline-model-parallel-size 2)
                        else
                            ARGS+=(--pipeline-model-parallel-size 4)
                        fi""", "\"${ARGS[@]}\"")).isEqualTo(new ParallelDegrees(4, 2, 1, 1, 4, 2));
    }

    @Test
    void textsAreCutAtBlanksAndLinesContinue() {
        assertThat(degrees("""
                        LAYOUT=" \\
                            --tensor-model-parallel-size 2 \\
                            --pipeline-model-parallel-size 4"
                        LAYOUT+=" --sequence-parallel\"""", "$LAYOUT")).isEqualTo(new ParallelDegrees(2, 4, 1, 1, 2, 2));
    }

    @Test
    void functionsCasesAndShellsAreFollowed() {
        String script = """
                #!/bin/bash
                #SBATCH --nodes=4
                #SBATCH --gpus-per-node=8
                SIZE=7b
                case $SIZE in
                    70b) TP=8 ;;
                    7b|13b) TP=2 ;;
                esac
                cat <<EOF > ds.json
                { "zero": "TP=16 torchrun x.py --a --b --c" }
                EOF
                launch() {
                    srun bash -c "torchrun --nnodes $SLURM_NNODES --nproc_per_node 8 pretrain_gpt.py $1 \\
                        --tensor-model-parallel-size $TP --micro-batch-size 1 --global-batch-size 64 --bf16" > log 2>&1
                }
                launch "%s"
                """.formatted(MODEL);
        Imported imported = read(script);
        assertThat(imported.job().cluster().devices()).isEqualTo(32);
        assertThat(imported.job().layout().degrees().tensor()).isEqualTo(2);
    }

    @Test
    void aValueIsFoundWhereAUserWouldChangeIt() {
        String script = "TP=${TP:-4}\nMBS=\"2\"\ntorchrun --nproc-per-node 8 pretrain_gpt.py" + MODEL
                + " --tensor-model-parallel-size $TP --micro-batch-size=$MBS --global-batch-size 64 --bf16\n";
        Imported imported = read(script);
        assertThat(List.of(
                        text(script, imported.place(JobField.TENSOR).orElseThrow()),
                        text(script, imported.place(JobField.MICRO_BATCH).orElseThrow()),
                        text(script, imported.place(JobField.GLOBAL_BATCH).orElseThrow()),
                        text(script, imported.place(JobField.PRECISION).orElseThrow())))
                .containsExactly(
                        "1:10 VALUE 4",
                        "2:6 VALUE 2",
                        "3:" + column(script, "64 --bf16") + " VALUE 64",
                        "3:" + column(script, "--bf16") + " SWITCH --bf16");
    }

    private static int column(String script, String part) {
        String line = script.lines().toList().get(2);
        return line.indexOf(part) + 1;
    }

    private static String text(String script, Place place) {
        return place.line() + ":" + place.column() + " " + place.kind() + " "
                + script.substring(place.start(), place.end());
    }

    @Test
    void whatTheScriptDoesNotSetIsAskedFor() {
        assertThatThrownBy(() -> degrees("", "--tensor-model-parallel-size $TP"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("run.sh:2, --tensor-model-parallel-size = $TP")
                .hasMessageContaining("--set TP=VALUE");
    }

    @Test
    void aBrokenRuleIsSaidOfItsFlag() {
        assertThatThrownBy(() -> degrees("", "--tensor-model-parallel-size 3"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("run.sh:2");
        assertThatThrownBy(
                        () -> degrees("", "--tensor-model-parallel-size 16 --virtual-pipeline-model-parallel-size 2"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("run.sh:2, --virtual-pipeline-model-parallel-size = 2");
    }

    @Test
    void unknownFlagsAreKeptWithTheirPlace() {
        Imported imported = read("torchrun --nproc-per-node 8 pretrain_gpt.py" + MODEL
                + " --micro-batch-size 1 --global-batch-size 8 --bf16 --my-own-flag 7\n");
        assertThat(imported.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.key()).isEqualTo("--my-own-flag");
            assertThat(unknown.value()).isEqualTo("7");
            assertThat(unknown.place().line()).isEqualTo(1);
        });
    }

    @Test
    void textsAreReadIntoVariables() {
        assertThat(degrees(
                        """
                        CONFIGS=("2,4, 1" "4,2,1")
                        for CONFIG in "${CONFIGS[@]}"; do
                            OLD=$IFS
                            IFS=',' read -r TP PP CP <<< "$CONFIG"
                            IFS=$OLD
                            read -ra BOTH <<< "$TP  $PP"
                        done""",
                        "--tensor-model-parallel-size ${BOTH[0]}"
                                + " --pipeline-model-parallel-size ${BOTH[1]} --context-parallel-size $CP"))
                .isEqualTo(new ParallelDegrees(2, 4, 1, 1, 2, 2));
        assertThat(read("""
                        IFS=, read -r TP REST <<< 2,1,3
                        torchrun --nproc-per-node 8 pretrain_gpt.py --micro-batch-size 1 --bf16 \
                            --tensor-model-parallel-size $TP""" + MODEL).stated().get(JobField.TENSOR).where())
                .isEqualTo("run.sh:1, --tensor-model-parallel-size = 2");
    }

    /** As Bash does: what stands before a command counts for it alone, and what holds nothing is no separator. */
    @Test
    void separatorsOfOneTextAreNotThoseOfTheNext() {
        String script = """
                IFS=, read -r TP PP <<< 2,2
                read -r CP REST <<< "2 x"
                IFS=()
                read -r MB REST <<< "4 x"
                IFS=_ read -r KEPT REST <<< "${OUR_RUN}_x"
                """;

        assertThat(degrees(
                        script,
                        "--tensor-model-parallel-size $TP --pipeline-model-parallel-size $PP"
                                + " --context-parallel-size $CP"))
                .isEqualTo(new ParallelDegrees(2, 2, 2, 1, 2, 2));
        assertThat(read(script + "torchrun --nproc-per-node 8 pretrain_gpt.py --bf16 --micro-batch-size $MB"
                        + " --my-own-flag $KEPT" + MODEL))
                .satisfies(imported ->
                        assertThat(imported.job().layout().microBatch()).isEqualTo(4))
                .satisfies(imported -> assertThat(imported.unknown().toString())
                        .contains("OUR_RUN")
                        .doesNotContain("\uE000"));
    }

    @Test
    void sumsOfWhatIsMissingLoseNoArguments() {
        String script = "STEPS=$(( ${TOKENS} / 8 ))\nRUN=\"torchrun --nproc-per-node 8 pretrain_gpt.py --bf16"
                + " --train-iters $STEPS --micro-batch-size 1 --tensor-model-parallel-size 4" + MODEL
                + "\"\neval $RUN\n";

        assertThat(read(script).job().layout().degrees().tensor()).isEqualTo(4);
    }

    @Test
    void whatIsMissingIsSaidOnce() {
        String script = """
                SIZE=$1
                if [ "$SIZE" = 8B ]; then
                    LAYERS="--num-layers 32"
                fi
                OPTIONS="$LAYERS --hidden-size 4096 --num-attention-heads 32 --vocab-size 32000 \\
                    --seq-length ${7} --micro-batch-size $MBS --tensor-model-parallel-size ${10}"
                RUN="torchrun --nproc_per_node 8 pretrain_gpt.py $OPTIONS"
                eval $RUN
                """;

        assertThatThrownBy(() -> read(script))
                .hasMessageContaining("run.sh:6, --seq-length = $7: depends on $7")
                .hasMessageContaining("Maybe add --set 7=VALUE")
                .hasMessageContaining("--micro-batch-size = $MBS: depends on $MBS")
                .hasMessageContaining("--tensor-model-parallel-size = $10: depends on $10")
                .hasMessageContaining("model: is not described by the files: layers missing.")
                .hasMessageContaining(
                        "Maybe add --set 1=VALUE, by which run.sh:2 chooses, or add --model NAME|config.json.")
                .hasMessageNotContaining("is stated by no file");
    }

    @Test
    void aDegreeThatIsNoNumberIsSaidOnce() {
        assertThatThrownBy(() -> degrees("", "--tensor-model-parallel-size '2; touch x'"))
                .hasMessageContaining("--tensor-model-parallel-size = 2; touch x: must be a whole number")
                .hasMessageNotContaining("expert_tensor");
    }

    @Test
    void aValueFromOutsideStandsWhereItsFlagDoes() {
        ImportContext context = ImportContext.on(JobSketch.CATALOG.hardware().cluster("dgx-h100", 8), JobSketch.CATALOG)
                .setting("1", "4");
        String script = "TP=$1\nRUN=\"torchrun --nproc-per-node 8 pretrain_gpt.py --micro-batch-size 1 --bf16 \\\n"
                + " --tensor-model-parallel-size $TP" + MODEL + "\"\neval $RUN\n";

        Place place = Importer.readTexts(List.of(new SourceFile("run.sh", script)), context)
                .stated()
                .get(JobField.TENSOR)
                .place();

        assertThat(place.line()).isEqualTo(3);
        assertThat(place.rewritable()).isFalse();
    }
}
