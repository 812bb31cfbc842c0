package dev.shardwright.gui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.Framework;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormViewModelTest {
    private final FormViewModel form = new FormViewModel(Catalog.shipped());

    @Test
    void startsWithARequestThatCanBePlanned() {
        assertThat(form.read()).isPresent();
        assertThat(form.commandLine().get())
                .isEqualTo("shardwright plan --model llama-3-70b --cluster dgx-h100 --gpus 64 --sequence-length 8192"
                        + " --global-batch 512");
    }

    @Test
    void readsEveryField() {
        type(PlanField.GPUS, "8, 16");
        type(PlanField.PRECISION, "fp8");
        type(PlanField.OBJECTIVE, "cheapest");
        type(PlanField.TOP, "3");
        type(PlanField.TENSOR, "2..4");
        type(PlanField.RECOMPUTE, "none,full");
        PlanningRequest request = form.read().orElseThrow();
        assertThat(request.deviceCounts()).containsExactly(8, 16);
        assertThat(request.frame().numerics().precision().label()).isEqualTo("fp8");
        assertThat(request.goal().objective().label()).isEqualTo("cheapest");
        assertThat(request.goal().answers()).isEqualTo(3);
        assertThat(request.freedom().range(Knob.TENSOR)).hasToString("2..4");
        assertThat(request.freedom().methods().recompute()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            MODEL     | ""         | Model is missing.
            GPUS      | ""         | GPUs is missing.
            MODEL     | lama-3-70b | lama-3-70b is neither a known model nor a config.json.
            CLUSTER   | dgx-h10    | dgx-h10 is neither a known cluster nor a file.
            STACK     | megatron-x | megatron-x is neither a known software stack
            GPUS      | 8x         | 8x must be a whole number
            GPUS      | 0          | 0 must be 1 or more.
            TOP       | 1001       | 1001 must be between 1 and 1000.
            TENSOR    | two        | 'two' is not a whole number, a list like 1,2,4 or a range like 2..8.
            RECOMPUTE | some       | Recompute 'some' is not one of none, selective, products, full, layers:K, selective:PART+PART.
            PRECISION | nvfp4      | nvfp4: h100-sxm-80gb has no FP4 matrix units.
            """)
    void saysAtAFieldWhatIsWrongWithIt(PlanField field, String text, String error) {
        type(field, text);
        assertThat(form.read().isPresent()).isFalse();
        assertThat(form.error(field).get()).startsWith(error);
        for (PlanField other : PlanField.values()) {
            if (other != field) {
                assertThat(form.error(other).get()).as(other.label()).isEmpty();
            }
        }
        assertThat(form.otherError().get()).isEmpty();
    }

    @Test
    void offersEachFrameworkOfTheCommandLineInEveryVersion() {
        assertThat(FrameworkChoice.texts())
                .hasSize(1
                        + Arrays.stream(Framework.values())
                                .mapToInt(framework -> framework.versions().size())
                                .sum());
        for (String text : FrameworkChoice.texts()) {
            type(PlanField.FRAMEWORK, text);
            String asked = form.read().orElseThrow().freedom().dialect().label();
            assertThat(asked).isEqualTo(text);
            assertThat(form.commandLine().get().contains(" --for " + text)).isEqualTo(!text.isEmpty());
        }
        assertThat(FrameworkChoice.WORDS.toString("torchtitan@" + newest(Framework.TORCHTITAN)))
                .isEqualTo("torchtitan " + newest(Framework.TORCHTITAN));
    }

    private static String newest(Framework framework) {
        return framework.at("").version();
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        type(PlanField.MODEL, "nothing");
        type(PlanField.GPUS, "none");
        type(PlanField.EXPERT, "x");
        form.read();
        assertThat(form.error(PlanField.MODEL).get()).isNotEmpty();
        assertThat(form.error(PlanField.GPUS).get()).isNotEmpty();
        assertThat(form.error(PlanField.EXPERT).get()).isNotEmpty();
    }

    @Test
    void typingTakesTheErrorAway() {
        type(PlanField.GPUS, "8x");
        form.read();
        type(PlanField.GPUS, "8");
        assertThat(form.error(PlanField.GPUS).get()).isEmpty();
    }

    @Test
    void checksAFieldThatWasLeftAndNoOther() {
        type(PlanField.GPUS, "8x");
        type(PlanField.GLOBAL_BATCH, "y");
        form.check(PlanField.GPUS);
        assertThat(form.error(PlanField.GPUS).get()).isNotEmpty();
        assertThat(form.error(PlanField.GLOBAL_BATCH).get()).isEmpty();
        type(PlanField.MODEL, "");
        form.check(PlanField.MODEL);
        assertThat(form.error(PlanField.MODEL).get()).isEmpty();
    }

    @Test
    void problemsInsideAFileStandAtTheFieldThatNamesIt(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        type(PlanField.MODEL, config.toString());
        assertThat(form.read()).isEmpty();
        assertThat(form.error(PlanField.MODEL).get()).contains("config.json");
        assertThat(form.otherError().get()).isEmpty();
    }

    @Test
    void commandLineNamesWhatDiffersFromTheDefaultsAndQuotesSpaces() {
        type(PlanField.MODEL, "my models/it's one.json");
        type(PlanField.STACK, "torchtitan");
        type(PlanField.MICRO_BATCH, "1,2");
        assertThat(form.commandLine().get())
                .isEqualTo("shardwright plan --model 'my models/it'\\''s one.json' --cluster dgx-h100 --gpus 64"
                        + " --sequence-length 8192 --global-batch 512 --stack torchtitan --micro-batch 1,2");
    }

    private void type(PlanField field, String text) {
        form.text(field).set(text);
    }
}
