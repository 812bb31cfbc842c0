package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.validation.TimedRun;
import dev.shardwright.simulator.validation.TimedRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Files of invented runs: layouts of two Llama models on 8 to 64 H100, with step times that a test chooses. */
final class CalibrationRunsFile {
    private CalibrationRunsFile() {}

    /** Writes the runs, each with the time that {@code seconds} says of it. */
    static void write(Path file, ToDoubleFunction<TimedRun> seconds) {
        write(file, lines(new double[count()]));
        List<TimedRun> runs = TimedRuns.read(List.of(file), TestJobs.CATALOG).runs();
        write(file, lines(runs.stream().mapToDouble(seconds).toArray()));
    }

    static int count() {
        return lines(null).size();
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line per layout; a time that is not given is long enough for anything. */
    private static List<String> lines(double[] times) {
        int[][] layouts = {{1, 1}, {2, 1}, {4, 1}, {8, 1}, {1, 2}, {2, 2}, {4, 2}, {2, 4}};
        List<String> lines = new ArrayList<>();
        for (int hidden : new int[] {4096, 8192}) {
            for (int gpus : new int[] {8, 64}) {
                for (int[] layout : layouts) {
                    int at = lines.size();
                    lines.add(line(at, hidden, gpus, layout, times == null || times[at] == 0 ? 1e4 : times[at]));
                }
            }
        }
        return lines;
    }

    private static String line(int at, int hidden, int gpus, int[] layout, double time) {
        return String.format(
                        Locale.ROOT,
                        """
                {"id": "run %d", "model": {"name": "llama %d", "family": "llama", "layers": %d, "hidden": %d,
                "heads": 32, "kv_heads": 8, "head_dim": %d, "ffn_hidden": %d, "gated_ffn": true, "vocab": 128256,
                "tied_embeddings": false, "attention": "gqa"},
                "seq_len": %d, "micro_batch": %d, "global_batch": 128, "precision": "bf16", "optimizer": "adamw",
                "cluster": {"gpu": "h100-sxm-80gb", "gpus_per_node": 8, "total_gpus": %d},
                "parallel": {"tp": %d, "pp": %d, "cp": 1, "ep": 1, "sequence_parallel": true, "zero_stage": 1},
                "stack": {"name": "megatron-core"}, "recompute": "%s", "measured": {"iteration_s": %.6f}}
                """,
                        at,
                        hidden,
                        hidden / 128,
                        hidden,
                        hidden / 32,
                        hidden * 7 / 2,
                        at % 3 == 0 ? 8192 : 4096,
                        at % 2 + 1,
                        gpus,
                        layout[0],
                        layout[1],
                        at % 4 == 0 ? "full" : "none",
                        time)
                .replace('\n', ' ');
    }
}
