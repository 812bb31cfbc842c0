package dev.shardwright.simulator.runlog;

import java.util.List;
import java.util.Optional;

/** How a framework logs its training; one case per framework. */
public sealed interface LogFormat permits MegatronLog, NemoLog, TorchtitanLog, NanotronLog, DeepSpeedLog, TrainerLog {
    /** All formats. A log that several would read (Megatron-DeepSpeed prints lines of both) goes to the first. */
    List<LogFormat> ALL = List.of(
            new MegatronLog(),
            new NemoLog(),
            new TorchtitanLog(),
            new NanotronLog(),
            new DeepSpeedLog(),
            new TrainerLog());

    /** The name that options use. */
    String name();

    /** What in a line shows that this format wrote it; empty when nothing does. */
    Optional<String> mark(String line);

    /** Reads the whole log. */
    RunLog read(LogText log);
}
