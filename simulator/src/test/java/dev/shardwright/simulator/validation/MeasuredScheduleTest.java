package dev.shardwright.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words that sources have for schedules. */
final class MeasuredScheduleTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "zbb, 2, zb-h1, 1",
        "zb1p, 1, zb-h1, 1",
        "zbv, 2, zb-v, 2",
        "v-half, 1, v-half, 2",
        "v-min, 2, v-min, 2",
        "dualpipe, 1, dualpipe, 1",
        "gpipe, 1, gpipe, 1",
        "interleaved, 3, interleaved, 3",
        "1f1b, 1, 1f1b, 1",
        "1f1b, 2, interleaved, 2",
        "none, 1, 1f1b, 1"
    })
    void meanSchedules(String word, int stated, String name, int stages) throws IOException, Unscorable {
        PipelineSchedule schedule = schedule(word, stated);
        assertThat(schedule.name()).isEqualTo(name);
        assertThat(schedule.virtualStages()).isEqualTo(stages);
    }

    @Test
    void unknownOnesAreNotScored() {
        assertThatThrownBy(() -> schedule("chimera", 1))
                .isInstanceOf(Unscorable.class)
                .hasMessage("the schedule 'chimera' is not modelled");
    }

    private PipelineSchedule schedule(String word, int stated) throws IOException, Unscorable {
        Path file = folder.resolve("toy.jsonl");
        Files.writeString(file, """
                {"id":"toy","model":{"name":"toy","family":"gpt","layers":12,"hidden":512,"heads":8,"head_dim":64,\
                "ffn_hidden":2048,"gated_ffn":false,"vocab":50304,"tied_embeddings":true,"attention":"mha"},\
                "seq_len":1024,"micro_batch":4,"global_batch":64,\
                "cluster":{"gpu":"A100-SXM4-80GB","total_gpus":8},\
                "parallel":{"tp":1,"pp":2,"virtual_pp":%d,"zero_stage":1},"precision":"bf16","recompute":"none",\
                "schedule":"%s","stack":{"name":"megatron-core"},"measured":{"peak_memory_gib":1.0}}
                """.formatted(stated, word));
        RunLine.Run run = (RunLine.Run) MeasuredRunReader.readAll(file).get(0);
        return MeasuredJob.of(run.run(), TestJobs.CATALOG).job().layout().schedule();
    }
}
