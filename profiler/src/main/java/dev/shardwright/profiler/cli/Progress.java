package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.bench.RunObserver;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.profilefile.Journal;
import dev.shardwright.simulator.unit.Seconds;

/** Says on a terminal what is measured, nothing in a log; keeps the journal; ends the run when the user asks. */
final class Progress implements RunObserver {
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int WIDTH = 110;

    private final Console console;
    private final Journal journal;

    Progress(Console console, Journal journal) {
        this.console = console;
        this.journal = journal;
    }

    @Override
    public void settling(Kernel kernel, Seconds time) {
        show("keeping the device busy for " + time + " before the first round: " + kernel);
    }

    @Override
    public void next(Stage stage, Kernel kernel) {
        if (stage.round() == 0) {
            journal.begins(kernel);
        }
        String round = stage.round() == 0 ? "warming up" : "round " + (stage.round() + 1) + " of " + stage.rounds();
        show(round + ", kernel " + (stage.done() + 1) + " of " + stage.all() + ": " + kernel);
    }

    private void show(String line) {
        if (console.screen() == Console.Screen.TERMINAL) {
            console.err().print(CLEAR_LINE + line.substring(0, Math.min(WIDTH, line.length())));
            console.err().flush();
        }
    }

    @Override
    public void measured(Kernel kernel, int steps, Seconds time) {
        journal.measured(kernel, steps, time);
    }

    @Override
    public boolean cancelled() {
        return console.interruption().requested();
    }

    /** Removes the line. */
    void end() {
        if (console.screen() == Console.Screen.TERMINAL) {
            console.err().print(CLEAR_LINE);
        }
    }
}
