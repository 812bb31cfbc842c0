package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PinnedLayoutTest {
    private static final String JOB =
            "simulate --model llama-3-8b --cluster dgx-h100 --gpus 16 --sequence-length 4096 --global-batch 64 ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --tp 4                              | tp 4, pp 1, dp 4, no ZeRO, micro-batch 1, sequence parallel, no recompute
            --tp 4 --sequence-parallel off      | tp 4, pp 1, dp 4, no ZeRO, micro-batch 1, no recompute
            --pp 4 --virtual-pp 2 --zero 1      | tp 1, pp 4 x 2 virtual, dp 4, ZeRO-1, micro-batch 1, no recompute, interleaved
            --pp 2 --schedule gpipe             | tp 1, pp 2, dp 8, no ZeRO, micro-batch 1, no recompute, gpipe
            --pp 2 --schedule ZBV               | tp 1, pp 2 x 2 virtual, dp 8, no ZeRO, micro-batch 1, no recompute, zb-v
            --pp 2 --schedule breadth-first     | tp 1, pp 2, dp 8, no ZeRO, micro-batch 1, no recompute, breadth-first
            --pp 2 --schedule breadth-first --virtual-pp 4 --zero 3 | pp 2 x 4 virtual, dp 8, ZeRO-3, micro-batch 1, no recompute, breadth-first
            --cp 2 --context-method ulysses     | cp 2 (ulysses), dp 8
            --micro-batch 2 --recompute layers:4 --offload optimizer | micro-batch 2, recompute layers:4, optimizer offloaded
            """)
    void leavesTheRestToTheStack(String options, String layout) {
        CommandRun run = CommandRun.of(JOB + options);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains(layout);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --tp 3              | --tp x --pp x --cp = 3 | must divide the number of GPUs (16)  | product is 2
            --tp 2,4            | --tp = 2,4             | must be one number here              | Use `plan`
            --recompute none,full | --recompute          | must be one value here               | Use `plan`
            --tp 4 --dp 2       | --gpus                 | must equal the number of GPUs (16)   |
            --virtual-pp 2      | --schedule             | needs pipeline parallel above 1      |
            --schedule interleaved | --virtual-pp = 1    | has two or more stages per rank, not 1 | Leave --schedule
            --pp 2 --schedule interleaved | --virtual-pp = 1 | has two or more stages per rank, not 1 | --virtual-pp 2
            --pp 2 --schedule zbv --virtual-pp 3 | --virtual-pp = 3 | has 2 stages per rank, not 3 | Leave it out
            --pp 2 --schedule zb-v,1f1b | --schedule     | must be one value here               | Use `plan`
            --pp 4 --dp 4 --schedule dualpipe --micro-batch 4 | --schedule = dualpipe | but there are 4 on 4 ranks | Maybe use 1f1b or micro-batch 2.
            --pp 4 --schedule v-half --zero 3 | --zero = 3 | parameter sharding is not combined | Maybe use ZeRO-1.
            --micro-batch 3     | --global-batch = 64    | must be a multiple                   |
            --ep 2              | --ep = 2               | the model has no experts             |
            --precision nvfp4   | --precision = nvfp4    | has no FP4 matrix units              | Maybe use bf16
            """)
    void refusesWhatIsNotOneLayout(String options, String where, String rule, String suggestion) {
        CommandRun run = CommandRun.of(JOB + options);

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.said()).contains(where, rule, suggestion == null ? "" : suggestion);
    }

    @Test
    void reportsAJobThatDoesNotFit() throws JsonProcessingException {
        CommandRun run = CommandRun.of(JOB + "--micro-batch 4 --format json");

        assertThat(run.status()).isZero();
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(run.out())
                        .path("verdict")
                        .asText())
                .isEqualTo("out_of_memory");
    }
}
