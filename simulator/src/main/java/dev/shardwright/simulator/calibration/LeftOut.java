package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.validation.TimedRun;
import java.util.Locale;

/** What is kept from the fit when runs are predicted out of sample. */
public enum LeftOut {
    /** All layouts of the same job on the same machines. */
    GROUP {
        @Override
        String key(TimedRun run) {
            return run.origin().group();
        }
    },
    /** All runs on the same kind of GPU: "a100" for every A100. */
    GPU {
        @Override
        String key(TimedRun run) {
            String name = run.job().cluster().accelerator().name();
            return name.substring(0, (name + "-").indexOf('-')).toLowerCase(Locale.ROOT);
        }
    },
    /** All runs of the same software: nothing but the other stacks' constants is known. */
    STACK {
        @Override
        String key(TimedRun run) {
            return "";
        }
    };

    /** Runs of one key are left out together, among the runs whose stacks share their speeds. */
    abstract String key(TimedRun run);
}
